// SPDX-License-Identifier: Apache-2.0

/// A column of token sequences of different lengths, held in one flat buffer.
public struct TokenColumn: Column, Hashable {
  /// The token numbers of all rows; two rows may share theirs.
  public private(set) var values: [Int32] = []
  /// Where the tokens of each row stand in `values`.
  private(set) var ranges: [Range<Int>] = []
  /// How the tokens are spelt; nil where nobody reads their characters.
  var spellings: Spellings?
  /// Whether its steps are its own, and not those of the leading input.
  public var hasOwnSteps = false
  /// How many numbers there are to tell apart; nil for as many as its values need.
  public var vocabulary: Int?

  /// A column without rows.
  public init() {}

  /// A column of rows with one number each.
  public init(_ numbers: [Int32]) {
    values = numbers
    ranges = numbers.indices.map { $0..<($0 + 1) }
  }

  /// A column of so many rows without tokens.
  init(rowCount: Int) {
    ranges = Array(repeating: 0..<0, count: rowCount)
  }

  /// Gives some rows the tokens of another column, which has a row for each of them.
  mutating func set(_ rows: some Sequence<Int>, to other: TokenColumn) {
    let start = values.count
    values += other.values
    for (row, range) in zip(rows, other.ranges) {
      ranges[row] = start + range.lowerBound..<start + range.upperBound
    }
  }

  /// The same tokens, taken by a network as those of another column are.
  func read(as other: TokenColumn) -> TokenColumn {
    var copy = self
    (copy.hasOwnSteps, copy.vocabulary) = (other.hasOwnSteps, other.vocabulary)
    return copy
  }

  /// The number of rows.
  public var rowCount: Int { ranges.count }

  /// The token numbers of a row.
  public subscript(row: Int) -> ArraySlice<Int32> { values[ranges[row]] }

  /// The number of tokens of a row.
  public func length(of row: Int) -> Int { ranges[row].count }

  /// Adds a row.
  public mutating func append(_ row: some Sequence<Int32>) {
    let start = values.count
    values.append(contentsOf: row)
    ranges.append(start..<values.count)
  }

  /// Adds a row with the tokens of an earlier one.
  mutating func appendRow(like row: Int) { ranges.append(ranges[row]) }

  /// Tokens along an axis.
  public func flow(on axis: Axis) -> FlowType {
    .tokens(vocabulary: vocabulary ?? values.reduce(0) { max($0, Int($1) + 1) }, axis: axis)
  }

  /// Writes the numbers of the tokens into the block, and how they are spelt where that is known.
  public func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block) {
    gather(values, spans, layout, into: &block.ids)
    guard let spellings else {
      block.spelling = nil
      return
    }
    let spelling = block.spelling ?? SpelledTokens()
    block.spelling = spelling
    spelling.fill(spellings) { gather(spellings.numbers, spans, layout, into: &$0) }
  }

  /// Takes what stands as the tokens of the column do.
  func gather(
    _ values: [Int32], _ spans: [RowSpan], _ layout: BatchLayout, into gathered: inout [Int32]
  ) {
    gathered.removeAll(keepingCapacity: true)
    for step in 0..<layout.steps {
      for row in 0..<layout.live[step] {
        gathered.append(values[ranges[spans[row].row].lowerBound + spans[row].start + step])
      }
    }
  }

  /// Takes the tokens of some rows into a hash, and how they are spelt.
  public func combine(_ rows: [Int], into hash: inout Fingerprint) {
    for row in rows { hash.combine(counted: self[row]) }
    guard let spellings else { return }
    for row in rows {
      for number in spellings.numbers[ranges[row]] {
        hash.combine(counted: spellings.characters[spellings.range(of: number)])
      }
    }
  }
}
