// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Texts that are cut into words, with or without their parts of speech.
  public static let segmented = DataFormat(
    name: "segmented",
    extensions: ["seg"],
    help: "words with blanks between them, each alone or as word/TAG, names as "
      + "[word/TAG word/TAG]TAG: the columns are text, the words without blanks; tags, B M E or S for each character; pos, the same with the TAG",
    options: [],
    example: """
      迈向/v  充满/v  希望/n  的/u  新/a  世纪/n
      他/r  来到/v  北京/ns
      """,
    use: ColumnUse(tokens: "char", tags: .named(["tags", "pos"])),
    answer: .words,
    makeParser: { (_) throws(DataError.Fact) in SegmentedParser() })
}

/// Parses lines of words; blank lines are skipped.
struct SegmentedParser: RowParser {
  let columns = ["text", "tags", "pos"]
  private let characters = CharTokenizer(lower: false)

  func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    var (text, tags, pos): (String, [String], [String]) = ("", [], [])
    var words = line.words.map { line.text(in: $0) }
    Self.takeBrackets(of: &words)
    for own in words {
      let (word, type) = try Self.parts(own, number)
      var count = 0
      characters.forEachToken(in: word) { _ in count += 1 }
      text += word
      for at in 0..<count {
        let tag = count == 1 ? "S" : at == 0 ? "B" : at == count - 1 ? "E" : "M"
        tags.append(tag)
        pos.append(type.isEmpty ? tag : "\(tag)-\(type)")
      }
    }
    guard !text.isEmpty else { return nil }
    return ParsedRow(
      values: [text, tags.joined(separator: " "), pos.joined(separator: " ")], line: number)
  }

  /// Takes off the brackets that hold the words of a name together, as in `[中央/n 电台/n]nt`.
  ///
  /// One that is a word by itself, `[/w`, and one that is never closed stay.
  private static func takeBrackets(of words: inout [String]) {
    var open: Int?
    for index in words.indices {
      let word = words[index]
      let inner = word.dropFirst()
      if word.hasPrefix("["), let slash = inner.lastIndex(of: "/"), slash > inner.startIndex {
        open = index
      }
      guard let begun = open, let slash = word.lastIndex(of: "/"),
        let bracket = word[slash...].firstIndex(of: "]")
      else { continue }
      words[index].removeSubrange(bracket...)
      words[begun].removeFirst()
      open = nil
    }
  }

  /// The word and its part of speech, which stands after the last `/`; a word may be one itself.
  private static func parts(
    _ text: String, _ line: Int
  ) throws(DataError.Fact) -> (word: String, type: String) {
    guard let slash = text.lastIndex(of: "/"), slash != text.startIndex else {
      return (text, "")
    }
    let type = String(text[text.index(after: slash)...])
    guard !type.isEmpty else {
      throw .badWord(line: line, reason: "`\(text)` has nothing after its `/`")
    }
    return (String(text[..<slash]), type)
  }
}
