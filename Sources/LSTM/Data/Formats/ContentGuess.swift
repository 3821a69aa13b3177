// SPDX-License-Identifier: Apache-2.0

/// Guesses the format of a file from its first lines.
struct ContentGuess {
  /// The first lines that are whole and not blank.
  private let lines: [[UInt8]]

  /// Looks at the beginning of a file; a last line that is cut off is left out.
  init(_ sample: [UInt8], atMost limit: Int = 50) {
    var lines = sample.split(
      separator: LineReader.lineEnding(of: sample[...]), omittingEmptySubsequences: false)
    if lines.count > 1 { lines.removeLast() }
    self.lines = lines.lazy.map { Array($0.last == 0x0D ? $0.dropLast() : $0) }
      .filter { !$0.allSatisfy(\.isBlank) }.prefix(limit).map { $0 }
  }

  /// The format that fits all the lines; nil when none does.
  ///
  /// Objects are jsonl; lines that begin with `@` after comments are ts; words from BOS to EOS and
  /// a TAB are slots; words that all end in `/TAG` are segmented; a tag of entities at the end of
  /// every line is conll; the same number of TABs on every line is tsv; the same number of cells is
  /// csv; first words that come back are labels.
  var format: DataFormat? {
    guard let first = lines.first else { return nil }
    if first.first(where: { !$0.isBlank }) == UInt8(ascii: "{") { return .jsonl }
    if hasSeriesHeader { return .ts }
    if hasSlots { return .slots }
    if hasWordsWithTags { return .segmented }
    if endsInTags { return .conll }
    if width(.tsv) != nil { return .tsv }
    if width(.csv) != nil { return .csv }
    return labelsComeBack ? .labelled : nil
  }

  /// Whether what is no comment begins with a line of the header of ts.
  private var hasSeriesHeader: Bool {
    guard let first = lines.first(where: { $0.first != UInt8(ascii: "#") }) else { return false }
    return TimeSeriesParser.beginsHeader(first.span)
  }

  /// Whether every line is an utterance with slots, as far as can be seen before the first mistake.
  private var hasSlots: Bool {
    let parser = SlotParser()
    return lines.allSatisfy { line in
      do throws(DataError.Fact) { return try parser.parse(line.span, number: 1) != nil } catch {
        return false
      }
    }
  }

  /// Whether every word is `word/TAG`, with a tag of letters.
  private var hasWordsWithTags: Bool {
    lines.allSatisfy { line in
      line.span.words.allSatisfy { range in
        let word = line[range]
        guard let slash = word.lastIndex(of: UInt8(ascii: "/")), slash > word.startIndex else {
          return false
        }
        let tag = word[(slash + 1)...]
        return !tag.isEmpty
          && tag.allSatisfy { Unicode.Scalar($0).properties.isAlphabetic && $0 < 0x80 }
      }
    }
  }

  /// Whether every line has as many words, of which the last is a tag of entities with its type.
  private var endsInTags: Bool {
    var width: Int?
    for line in lines
    where !line.starts(with: CoNLLParser.documentStart) && line.first != UInt8(ascii: "#") {
      let words = line.span.words
      guard words.count > 1, width ?? words.count == words.count, let last = words.last,
        TagSpelling.isOfEntity(line.span.text(in: last))
      else { return false }
      width = words.count
    }
    return width != nil
  }

  /// The number of cells that every line has in this format; nil when it differs or is 1.
  private func width(_ format: DataFormat) -> Int? {
    guard var parser = try? format.makeParser(["header": .flag(false)]) else { return nil }
    for (index, line) in lines.enumerated() {
      guard let row = try? parser.parse(line.span, number: index + 1) else { continue }
      if row.cells.count != parser.columns.count { return nil }
    }
    return parser.columns.count > 1 ? parser.columns.count : nil
  }

  /// Whether the lines begin with words of which each comes twice on average, followed by a text.
  private var labelsComeBack: Bool {
    let words = lines.map { $0.split(maxSplits: 1, whereSeparator: \.isBlank) }
    guard words.allSatisfy({ $0.count == 2 }) else { return false }
    return Set(words.map { $0[0] }).count * 2 <= words.count
  }
}
