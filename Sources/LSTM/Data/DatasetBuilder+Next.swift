// SPDX-License-Identifier: Apache-2.0

extension DatasetBuilder {
  /// Makes a data set whose target is the next token: each text has an end, or all texts of a part are
  /// one stream.
  func buildNext(
    from table: Table, shuffler: some IndexShuffler
  ) throws(DataError) -> Dataset {
    let pipeline = try TokenPipeline(options)
    try GrowingData(path: table.path).require(rows: table.rowCount, tokens: 0)
    let rows = try SourceRows(of: table, for: self)
    let splits: SplitRows
    do throws(DataError.Fact) {
      splits = try shareOut(rows, shuffler: shuffler)
    } catch {
      throw DataError(error, path: table.path)
    }
    try rows.checkGroups(splits)
    if options.framing == .rows { try rows.checkCount(splits, path: table.path) }
    let corpus = try TokenizedCorpus(rows.texts, with: pipeline, shouldStop: shouldStop)
    let vocabulary = corpus.vocabulary(fitting: splits.fitted, options: options)
    let transform = try TextTransform(options: options, vocabulary: vocabulary)
    let column = try corpus.column(in: vocabulary, shouldStop: shouldStop)
    if options.framing == .stream {
      return try streams(rows, splits, corpus, column, transform, path: table.path)
    }
    let next = NextTokens(of: column, cut: corpus.cutRows, in: vocabulary)
    return Dataset(
      tokens: next.inputs, target: next.target, splits: splits, transform: transform,
      texts: rows.texts, origins: rows.origins, groups: rows.groups,
      summary: DatasetSummary(
        splits: splits, target: next.target, corpus: corpus, tokens: column,
        vocabulary: vocabulary))
  }

  /// Joins the lines of each part.
  private func streams(
    _ rows: SourceRows, _ lines: SplitRows, _ corpus: TokenizedCorpus, _ column: TokenColumn,
    _ transform: TextTransform, path: String?
  ) throws(DataError) -> Dataset {
    let empty = Set(corpus.emptyRows)
    var (streams, texts, first) = ([[Int32]](), [String](), [Int]())
    var splits = SplitRows()
    for name in SplitName.allCases where !lines[name].isEmpty {
      let stream = lines[name].flatMap { empty.contains($0) ? [] : Array(column[$0]) }
      guard stream.count > 1 else {
        throw DataError(.tooFewTokens(name: name, found: stream.count), path: path)
      }
      splits[name] = [streams.count]
      streams.append(stream)
      texts.append(lines[name].map { rows.texts[$0] }.joined())
      first.append(lines[name][0])
    }
    let next = NextTokens(streams: streams)
    return Dataset(
      tokens: next.inputs, target: next.target, splits: splits, transform: transform,
      texts: texts, origins: rows.origins.picking(first), groups: [],
      summary: DatasetSummary(
        splits: splits, target: next.target, corpus: corpus, tokens: next.inputs,
        vocabulary: transform.vocabulary, comparesRows: false, lines: lines))
  }
}

extension String {
  /// How many characters a line may have before it is cut into several rows of a stream.
  private static let longestPiece = 4096

  /// A line of a stream in pieces, each with its white space, and a line end behind the last: cut
  /// behind a blank where there is one.
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
