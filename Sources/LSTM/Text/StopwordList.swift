// SPDX-License-Identifier: Apache-2.0

/// Lists of words that carry little meaning.
public enum StopwordList {
  /// The lists that come with the engine, by name.
  public static let builtin: [String: [String]] = ["chinese": chinese, "english": english]

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

  /// Chinese function words: particles, pronouns, measure words, prepositions, conjunctions.
  ///
  /// Words that turn or grade a statement (不, 没, 很, 太, 最, 但) are left in the text, as in English.
  private static let chinese = ordered(
    """
    的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 哦 啦 之 其 所
    我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 自己 大家 人家 别人
    这 那 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 此 该 某 各 每
    谁 什么 哪 哪个 哪里 怎么 怎样 多少 几
    是 有 在 为 把 被 给 让 向 往 从 到 对 于 以 用 由 与 和 跟 同 及 或 而
    对于 关于 由于 通过 根据 按照 为了 除了 以及 并 并且 而且 或者 还是 因为 所以 因此 如果 那么
    就 也 都 又 还 才 再 便 即 则 且 将 会 能 可 可以 要 应 应该 已 已经 正 正在
    个 些 种 次 位 等 等等 一 一个 一些 一种 上 下 里 中 内 外 前 后 时 时候
    """.split(whereSeparator: \.isWhitespace).map(String.init))

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
