// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// The form of the ATIS utterances: words, a TAB, a tag for each, and the intent as the last tag.
  public static let slots = DataFormat(
    name: "slots",
    extensions: [],
    help: "BOS words EOS, a TAB, then a tag a word, the last one, under EOS, the intent: the "
      + "columns are text, slots and intent",
    options: [],
    example: """
      BOS flights to boston EOS\tO O O B-toloc.city_name atis_flight
      BOS what is fare code h EOS\tO O O O O B-fare_basis_code atis_abbreviation
      """,
    use: ColumnUse(tokens: "blank", tags: .named(["slots"])),
    answer: .slots,
    makeParser: { (_) throws(DataError.Fact) in SlotParser() })
}

/// Parses utterances with a tag a word; blank lines are skipped.
struct SlotParser: RowParser {
  let columns = ["text", "slots", "intent"]

  func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    if line.trimmed(0..<line.count).isEmpty { return nil }
    let tab = line.firstIndex(of: 0x09, from: 0)
    guard tab < line.count else { throw .badSlots(line: number, reason: "there is no TAB") }
    let (wordPart, tagPart) = (line.extracting(0..<tab), line.extracting(tab + 1..<line.count))
    let (words, tags) = (wordPart.words, tagPart.words)
    guard words.count > 1, let first = words.first, let last = words.last,
      wordPart.text(in: first) == "BOS", wordPart.text(in: last) == "EOS"
    else { throw .badSlots(line: number, reason: "the words do not stand between BOS and EOS") }
    guard words.count == tags.count, let intent = tags.last else {
      throw .badSlots(
        line: number,
        reason: "there are \(words.count) words with BOS and EOS, and \(tags.count) tags")
    }
    let inner = 1..<words.count - 1
    let values = [
      wordPart.joined(words[inner]), tagPart.joined(tags[inner]), tagPart.text(in: intent),
    ]
    return ParsedRow(values: values, line: number)
  }
}

extension Span<UInt8> {
  /// Words of the text with one blank between them.
  fileprivate func joined(_ words: ArraySlice<Range<Int>>) -> String {
    words.map { text(in: $0) }.joined(separator: " ")
  }
}
