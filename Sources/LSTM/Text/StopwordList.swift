// SPDX-License-Identifier: Apache-2.0

/// Lists of words that carry little meaning.
public enum StopwordList {
  /// The lists that come with the engine, by name.
  public static let builtin: [String: [String]] = ["english": english]

  /// Reads a list, one word a line; blank lines are skipped.
  ///
  /// Returns the words in the order of their UTF-8 bytes. Throws whatever is wrong with the file.
  public static func read(_ path: String) throws(DataError) -> [String] {
    var words: [String] = []
    try LineReader.forEachLine(of: path) { (line, _) throws(DataError) in
      let range = line.trimmed(0..<line.count)
      if !range.isEmpty { words.append(line.text(in: range)) }
      return true
    }
    if words.isEmpty { throw DataError(.empty, path: path) }
    return ordered(words)
  }

  /// The words in the order of their UTF-8 bytes, each once.
  static func ordered(_ words: [String]) -> [String] {
    Set(words).sorted { $0.precedesInBytes($1) }
  }

  /// English function words.
  ///
  /// Words that turn or grade a statement (no, not, never, very, too, but) are left in the text on
  /// purpose: classifiers live on them.
  private static let english = ordered(
    """
    a an the this that these those
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    who whom whose which what
    am is are was were be been being have has had having do does did doing
    will would shall should can could may might must
    of in on at by for from to into onto with within about above below under over between among
    through during before after since until upon against across along around near toward towards
    and or if then than as because while although though so both either
    here there when where why how
    some any each every all other another such same own
    i'm i've i'd i'll we're we've we'll you're you've you'll he's she's it's they're they've that's
    there's what's who's let's
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
