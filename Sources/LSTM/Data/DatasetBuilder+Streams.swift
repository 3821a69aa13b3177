// SPDX-License-Identifier: Apache-2.0

extension DatasetBuilder {
  /// Makes a data set in which the lines of each part are one stream.
  func streams(
    _ rows: SourceRows, _ lines: SplitRows, _ text: FittedText, _ readings: [any TargetReading],
    path: String?
  ) throws(DataError) -> Dataset {
    let empty = Set(text.corpus.emptyRows)
    var (streams, texts, first) = (TokenColumn(), [String](), [Int]())
    var splits = SplitRows()
    for name in SplitName.allCases where !lines[name].isEmpty {
      let stream = lines[name].flatMap { empty.contains($0) ? [] : Array(text.tokens[$0]) }
      guard stream.count > 1 else {
        throw DataError(.tooFewTokens(name: name, found: stream.count), path: path)
      }
      splits[name] = [streams.rowCount]
      streams.append(stream)
      texts.append(lines[name].map { rows.texts[$0] }.joined())
      first.append(lines[name][0])
    }
    let joined = FittedInputs(
      text: FittedText(
        tokens: streams, corpus: text.corpus, pipeline: text.pipeline, transform: text.transform),
      numbers: nil)
    let targets = try readings.map { reading throws(DataError) in
      try reading.fit(splits, along: joined)
    }
    let input = TextInput(
      name: textColumn ?? "", tokens: targets[0].feed ?? streams, transform: text.transform,
      texts: texts)
    return Dataset(
      text: input, numbers: nil, targets: targets, splits: splits,
      origins: rows.origins.picking(first), groups: GroupColumn(),
      summary: DatasetSummary(
        splits: splits, target: targets[0], joined, comparesRows: false, lines: lines,
        tokens: input.tokens))
  }
}

extension String {
  /// How many characters a line may have before it is cut into several rows of a stream.
  private static let longestPiece = 4096

  /// A line of a stream in pieces, each with its white space, and a line end after the last: cut
  /// after a blank where there is one.
  var streamPieces: [String] {
    guard utf8.count > Self.longestPiece else { return [self + LineEnd.token] }
    var pieces: [String] = []
    var rest = self[...]
    while let far = rest.index(
      rest.startIndex, offsetBy: Self.longestPiece, limitedBy: rest.endIndex), far < rest.endIndex
    {
      let blank = rest[..<far].lastIndex(of: " ").map { rest.index(after: $0) }
      let end = blank ?? far
      pieces.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return pieces + [rest + LineEnd.token]
  }
}
