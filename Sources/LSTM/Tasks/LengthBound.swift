// SPDX-License-Identifier: Apache-2.0

/// How long a text may become that is written from another: `slope` tokens for each that is read, and `extra`
/// more, learned from the training rows.
public struct LengthBound: Codable, Hashable, Sendable {
  /// Tokens for each that is read.
  public let slope: Double
  /// Tokens beside these.
  public let extra: Double

  /// A bound.
  public init(slope: Double, extra: Double) { (self.slope, self.extra) = (slope, extra) }

  /// The line of least squares through the lengths of some rows, moved up so far that all but one of a
  /// thousand rows stand below it, and by two tokens more.
  ///
  /// Without rows: two tokens for each, and fifty more.
  init(_ lengths: [(read: Int, written: Int)]) {
    guard !lengths.isEmpty else {
      self.init(slope: 2, extra: 50)
      return
    }
    let count = Double(lengths.count)
    let meanRead = lengths.reduce(0.0) { $0 + Double($1.read) } / count
    let meanWritten = lengths.reduce(0.0) { $0 + Double($1.written) } / count
    var (products, squares) = (0.0, 0.0)
    for length in lengths {
      let own = Double(length.read) - meanRead
      products += own * (Double(length.written) - meanWritten)
      squares += own * own
    }
    let slope = squares > 0 ? max(0, products / squares) : 0
    let above = lengths.map { Double($0.written) - slope * Double($0.read) }.sorted()
    let place = min(above.count - 1, Int((0.999 * count).rounded(.up)))
    self.init(slope: slope, extra: max(above[place], 0) + 2)
  }

  /// The most tokens of a text from so many that are read; at least 1.
  public func most(read: Int) -> Int {
    let most = (slope * Double(read) + extra).rounded(.up)
    return most > 1 ? Int(min(most, 1_000_000)) : 1
  }
}
