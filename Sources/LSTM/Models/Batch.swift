// SPDX-License-Identifier: Apache-2.0

/// Some rows of a data set, sorted by falling length and laid out step by step.
///
/// It can be filled again and again; once it has held a batch as large, that allocates nothing.
struct Batch {
  /// How the steps stand.
  private(set) var layout = BatchLayout(sortedLengths: [])
  /// The rows of the data set, in the order of the batch.
  private(set) var rows: [Int] = []
  /// The token ids, as `layout` says.
  private(set) var tokens: [Int32] = []
  /// How the tokens are spelt; nil where nobody reads their characters.
  private(set) var spelling: SpelledTokens?
  /// Where the next row of each length goes, from the longest.
  private var places: [Int] = []

  /// A batch without rows, with room for passes up to a size.
  init(_ size: PassSize) {
    rows.reserveCapacity(size.rows)
    tokens.reserveCapacity(size.total)
    places.reserveCapacity(size.steps + 1)
    layout.reserve(size)
    if let spelled = size.spelled { spelling = SpelledTokens(spelled, tokens: size.total) }
  }

  /// Rows of a column, each of at least one token; those of the same length keep their order.
  init(_ column: TokenColumn, rows: [Int]) {
    fill(column, rows: rows[...])
  }

  /// Streams side by side, all of `steps` tokens: `tokens` step by step, in each a token a stream.
  init(streams: Int, steps: Int, tokens: [Int32]) {
    fill(streams: streams, steps: steps) { tokens[$1 * streams + $0] }
  }

  /// Takes streams side by side, all of `steps` tokens.
  mutating func fill(streams: Int, steps: Int, token: (_ stream: Int, _ step: Int) -> Int32) {
    rows.removeAll(keepingCapacity: true)
    rows.append(contentsOf: 0..<streams)
    layout.fill(rows: streams) { _ in steps }
    tokens.removeAll(keepingCapacity: true)
    for step in 0..<steps { for stream in 0..<streams { tokens.append(token(stream, step)) } }
  }

  /// Takes other rows of a column, each of at least one token; those of the same length keep their
  /// order.
  mutating func fill(_ column: TokenColumn, rows chosen: ArraySlice<Int>) {
    sort(chosen, column)
    layout.fill(rows: rows.count) { column.length(of: rows[$0]) }
    Self.gather(column.values, column, rows, layout, steps: layout.steps, into: &tokens)
    guard let spellings = column.spellings else {
      spelling = nil
      return
    }
    if spelling == nil { spelling = SpelledTokens() }
    spelling?.fill(spellings) { numbers in
      Self.gather(spellings.numbers, column, rows, layout, steps: layout.steps, into: &numbers)
    }
  }

  /// Takes what the rows of the batch should say from that of all rows: the class of each row or the tag
  /// of each step, or for each label of each row 1 or 0.
  func gather(_ column: TokenColumn, _ shape: TargetShape, into gathered: inout [Int32]) {
    guard case .choices(let count) = shape.values else {
      return gather(column, perStep: shape.places == .steps, into: &gathered)
    }
    gathered.removeAll(keepingCapacity: true)
    gathered.append(contentsOf: repeatElement(0, count: rows.count * count))
    for (place, row) in rows.enumerated() {
      for number in column[row] { gathered[place * count + Int(number)] = 1 }
    }
  }

  /// Takes the numbers of the rows of the batch from those of all rows: one of each row, in the order
  /// of the batch, or one of each of their steps, as `layout` says.
  func gather(_ column: TokenColumn, perStep: Bool, into gathered: inout [Int32]) {
    Self.gather(
      column.values, column, rows, layout, steps: perStep ? layout.steps : 1, into: &gathered)
  }

  /// Takes what stands as the values of a column do.
  private static func gather(
    _ values: [Int32], _ column: TokenColumn, _ rows: [Int], _ layout: BatchLayout, steps: Int,
    into gathered: inout [Int32]
  ) {
    gathered.removeAll(keepingCapacity: true)
    for step in 0..<min(steps, layout.steps) {
      for row in 0..<layout.live[step] {
        gathered.append(values[column.ranges[rows[row]].lowerBound + step])
      }
    }
  }

  /// Sorts by counting how many rows there are of each length.
  private mutating func sort(_ chosen: ArraySlice<Int>, _ column: TokenColumn) {
    rows.removeAll(keepingCapacity: true)
    rows.append(contentsOf: chosen)
    var longest = 0
    for row in chosen { longest = max(longest, column.length(of: row)) }
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: longest + 1))
    for row in chosen { places[longest - column.length(of: row)] += 1 }
    var first = 0
    for index in places.indices { (places[index], first) = (first, first + places[index]) }
    for row in chosen {
      let index = longest - column.length(of: row)
      rows[places[index]] = row
      places[index] += 1
    }
  }
}
