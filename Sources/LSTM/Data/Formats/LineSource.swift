// SPDX-License-Identifier: Apache-2.0

/// The rows of a text file, which a parser makes of its lines.
struct LineSource: RowSource {
  private let request: RowRequest
  private var parser: any RowParser
  private var counter = RowCounter()
  private var sieve: CellSieve

  init(_ request: RowRequest, _ parser: any RowParser) {
    self.request = request
    self.parser = parser
    sieve = CellSieve(filter: request.filter)
  }

  mutating func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    var wantsMore = true
    try LineReader.forEachLine(of: request.path, onRead: onRead) {
      (line: Span<UInt8>, number: Int) throws(DataError) in
      let found: Row?
      do throws(DataError.Fact) {
        sieve.prepare(&parser, row: counter.count)
        found = try counter.row(try parser.parse(line, number: number), of: parser)
      } catch {
        throw DataError(error, path: request.path)
      }
      guard let found else { return true }
      wantsMore = try body(found)
      return wantsMore
    }
    guard wantsMore else { return }
    let last: Row?
    do throws(DataError.Fact) {
      last = try counter.row(try parser.finish(), of: parser)
    } catch {
      throw DataError(error, path: request.path)
    }
    if let last { _ = try body(last) }
  }
}

/// Tells a parser which cells of the next row nobody wants.
private struct CellSieve {
  let filter: CellFilter?
  private var columns: [String] = []
  /// By column, for rows in the sample and for those beside it.
  private var (inside, beside): ([Bool], [Bool]) = ([], [])

  init(filter: CellFilter?) {
    self.filter = filter
  }

  mutating func prepare(_ parser: inout any RowParser, row: Int) {
    guard let filter else { return }
    if columns.count != parser.columns.count {
      columns = parser.columns
      inside = columns.map { !filter.columns.contains($0) }
      beside = columns.map { !filter.columns.contains($0) || $0 == filter.sampled }
    }
    parser.leaveOut(CellFilter.lender(of: row) == row ? inside : beside)
  }
}
