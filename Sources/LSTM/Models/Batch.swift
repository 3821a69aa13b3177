// SPDX-License-Identifier: Apache-2.0

/// Some rows of the data, sorted by falling length along the leading axis and laid out step by step.
///
/// It can be filled again and again; once it has held a batch as large, that allocates nothing.
final class Batch {
  /// The rows of the data, in the order of the batch.
  private(set) var rows: [Int] = []
  /// How the steps stand along each axis, the leading one first.
  private(set) var layouts = [BatchLayout(sortedLengths: [])]
  /// What stands at the places: a block for each input, the leading one first.
  private(set) var inputs = [Block()]
  /// The stretch of each row of the batch.
  private var spans: [RowSpan] = []
  /// The same of what has steps of its own, in the order of its layout.
  private var fedSpans: [RowSpan] = []
  /// The order of these rows.
  private var fedOrder: [Int] = []
  /// The same of what has one place a row.
  private var rowSpans: [RowSpan] = []
  /// How what has one place a row stands.
  private var rowLayout = BatchLayout(sortedLengths: [])
  /// Whose lengths the axes have.
  private var axes: [AxisSpec] = [.leading]
  /// The lengths of the rows that are to be sorted, and where the next row of each length goes, from the
  /// longest.
  private var lengths: [Int] = []
  private var sorter = LengthSorter()
  /// The places of the rows that are to be sorted, the longest first.
  private var falling: [Int] = []

  /// A batch without rows, with room for passes up to a size.
  ///
  /// - Parameter model: whose inputs and axes there is to be room for; nil for one input of tokens.
  init(_ size: PassSize, for model: Model? = nil) {
    rows.reserveCapacity(size.rows)
    spans.reserveCapacity(size.rows)
    rowSpans.reserveCapacity(size.rows)
    lengths.reserveCapacity(size.rows)
    falling.reserveCapacity(size.rows)
    sorter.reserve(steps: max(size.steps, size.fed?.steps ?? 0))
    if size.fed != nil {
      fedSpans.reserveCapacity(size.rows)
      fedOrder.reserveCapacity(size.rows)
    }
    let flows = model?.inputs.map(\.flow) ?? [.tokens(vocabulary: 0)]
    axes = model?.axes ?? axes
    inputs = flows.enumerated().map { index, flow in
      let isFed = axes.contains(.fed(input: index))
      let places = isFed ? size.fed?.total ?? 0 : size.rows(of: flow)
      let block = Block(ids: flow.isTokens ? places : 0, numbers: places * flow.features)
      if flow.isTokens, !isFed {
        block.spelling = size.spelled.map { SpelledTokens($0, tokens: places) }
      }
      return block
    }
    layouts = axes.indices.map { number in
      var layout = BatchLayout(sortedLengths: [])
      layout.reserve(size.on(Axis(number: number), of: axes))
      return layout
    }
    rowLayout.reserve(
      PassSize(rows: size.rows, steps: 1, total: size.rows, isTraining: size.isTraining))
  }

  /// Rows of a column, each of at least one place; those of the same length keep their order.
  init(_ column: some Column, rows: [Int]) {
    fill(column, rows: rows[...])
  }

  /// The same of several columns, of which the first orders the rows.
  init(_ columns: [any Column], rows: [Int]) {
    fill(columns, rows: rows[...])
  }

  /// Streams side by side, all of `steps` tokens: `tokens` step by step, in each a token a stream.
  init(streams: Int, steps: Int, tokens: [Int32]) {
    fill(streams: streams, steps: steps) { tokens[$1 * streams + $0] }
  }

  /// How the steps stand along the leading axis.
  var layout: BatchLayout { layouts[0] }

  /// How the steps stand that have an answer each: those of a decoder where there is one.
  var answeredLayout: BatchLayout { fedLayout ?? layouts[0] }

  /// How the steps of what has steps of its own stand; nil where nothing has.
  private var fedLayout: BatchLayout? {
    if case .fed = axes[fedAxis] { layouts[fedAxis] } else { nil }
  }

  // MARK: Inputs

  /// Takes streams side by side, all of `steps` tokens.
  func fill(streams: Int, steps: Int, token: (_ stream: Int, _ step: Int) -> Int32) {
    rows.removeAll(keepingCapacity: true)
    rows.append(contentsOf: 0..<streams)
    spans.removeAll(keepingCapacity: true)
    for row in rows { spans.append(RowSpan(row: row, count: steps)) }
    layOut()
    let block = inputs[0]
    block.ids.removeAll(keepingCapacity: true)
    for step in 0..<steps { for stream in 0..<streams { block.ids.append(token(stream, step)) } }
  }

  /// Takes pieces of rows, of which none is longer than the one before.
  func fill(_ columns: [any Column], pieces: [RowSpan]) {
    rows.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    for piece in pieces {
      rows.append(piece.row)
      spans.append(piece)
    }
    layOut()
    for index in columns.indices { gather(columns[index], input: index) }
  }

  /// Takes other rows of a column, each of at least one place; those of the same length keep their
  /// order.
  func fill(_ column: some Column, rows chosen: ArraySlice<Int>) {
    column.lengths(of: chosen, into: &lengths)
    sort(chosen)
    layOut()
    gather(column, input: 0)
  }

  /// The same of several columns, of which the first orders the rows: the others have as many places a
  /// row, or one.
  func fill(_ columns: [any Column], rows chosen: ArraySlice<Int>) {
    columns[0].lengths(of: chosen, into: &lengths)
    sort(chosen)
    layOut()
    for column in columns where column.hasOwnSteps { layOutFed(column) }
    for index in columns.indices { gather(columns[index], input: index) }
  }

  private func gather(_ column: some Column, input index: Int) {
    while inputs.count <= index { inputs.append(Block()) }
    let places: TargetShape.Places =
      column.hasOwnSteps ? .own : column.isVector ? .rows : .steps
    gather(column, at: places, into: inputs[index])
    inputs[index].fillMissing()
  }

  // MARK: Targets

  /// Takes what stands at the places of the batch: one for each row, in the order of the batch, or one
  /// for each of their steps.
  func gather(_ column: some Column, at places: TargetShape.Places, into block: Block) {
    switch places {
    case .rows: column.gather(rowSpans, rowLayout, into: block)
    case .steps: column.gather(spans, layouts[0], into: block)
    case .own: column.gather(fedSpans, layouts[fedAxis], into: block)
    }
  }

  /// The axis of what has steps of its own.
  private var fedAxis: Int {
    axes.firstIndex { if case .fed = $0 { true } else { false } } ?? 0
  }

  /// Takes the target values of the rows of the batch from those of all rows: the class of each row
  /// or the tag of each step, or for each label of each row 1 or 0.
  func gather(_ column: TokenColumn, _ shape: TargetShape, into gathered: inout [Int32]) {
    guard case .choices(let count) = shape.values else {
      return gather(column, at: shape.places, into: &gathered)
    }
    gathered.removeAll(keepingCapacity: true)
    gathered.append(contentsOf: repeatElement(0, count: rows.count * count))
    for (place, row) in rows.enumerated() {
      for number in column[row] { gathered[place * count + Int(number)] = 1 }
    }
  }

  /// Takes the numbers of the rows of the batch from those of all rows: one of each row, in the order
  /// of the batch, or one of each of their steps, as `layout` says.
  func gather(
    _ column: TokenColumn, at places: TargetShape.Places, into gathered: inout [Int32]
  ) {
    switch places {
    case .rows: column.gather(column.values, rowSpans, rowLayout, into: &gathered)
    case .steps: column.gather(column.values, spans, layouts[0], into: &gathered)
    case .own: column.gather(column.values, fedSpans, layouts[fedAxis], into: &gathered)
    }
  }

  /// Takes the values of the rows of the batch, one row after the other, and how many each of them has.
  func gatherRows(_ column: TokenColumn, into block: Block) {
    block.ids.removeAll(keepingCapacity: true)
    block.counts.removeAll(keepingCapacity: true)
    for row in rows {
      block.ids.append(contentsOf: column[row])
      block.counts.append(column.length(of: row))
    }
  }

  // MARK: Layouts

  /// Lays out the axes of a model, where they are not those that it has.
  func layOut(_ axes: [AxisSpec]) {
    guard axes != self.axes else { return }
    let fed = fedLayout
    self.axes = axes
    layouts = [layouts[0]] + axes.dropFirst().map { _ in BatchLayout(sortedLengths: []) }
    if let fed, fedLayout != nil { layouts[fedAxis] = fed }
    derive()
  }

  /// Lays out the rows that it has taken.
  private func layOut() {
    layouts[0].fill(rows: spans.count) { spans[$0].count }
    rowLayout.fill(rows: spans.count) { _ in 1 }
    rowSpans.removeAll(keepingCapacity: true)
    for span in spans { rowSpans.append(RowSpan(row: span.row, count: 1)) }
    derive()
  }

  private func derive() {
    for number in axes.indices {
      switch axes[number] {
      case .leading: break
      case .derived(let other, let count):
        layouts[number].fill(every: count, of: layouts[other.number])
      case .fixed(let count): layouts[number].fill(rows: layouts[0].rows) { _ in count }
      case .fed: break
      }
    }
  }

  /// Lays out the rows of a column with steps of its own, the longest first; of the same length those that
  /// come first in the batch.
  private func layOutFed(_ column: some Column) {
    column.lengths(of: rows[...], into: &lengths)
    sorter.sort(lengths, into: &fedOrder)
    fedSpans.removeAll(keepingCapacity: true)
    for row in fedOrder { fedSpans.append(RowSpan(row: rows[row], count: lengths[row])) }
    layouts[fedAxis].fill(fedOrder) { lengths[$0] }
  }

  /// Takes a token for each of some rows of a decoder, which goes on by a step.
  ///
  /// - Parameter origins: the row of the batch that each is of; they may repeat.
  func feed(_ tokens: [Int32], of origins: [Int]) {
    guard case .fed(let input) = axes[fedAxis] else { return }
    layouts[fedAxis].fill(origins) { _ in 1 }
    inputs[input].ids.removeAll(keepingCapacity: true)
    inputs[input].ids.append(contentsOf: tokens)
  }

  /// Exchanges what a decoder is fed, and how it stands, with something else.
  func exchangeFed(_ layout: inout BatchLayout, _ tokens: inout [Int32]) {
    guard case .fed(let input) = axes[fedAxis] else { return }
    swap(&layouts[fedAxis], &layout)
    swap(&inputs[input].ids, &tokens)
  }

  /// Takes rows, the longest first; those of the same length keep their order.
  private func sort(_ chosen: ArraySlice<Int>) {
    sorter.sort(lengths, into: &falling)
    rows.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    for place in falling {
      let row = chosen[chosen.startIndex + place]
      rows.append(row)
      spans.append(RowSpan(row: row, count: lengths[place]))
    }
  }
}

/// Sorts lengths by counting how many there are of each; once it has sorted as many, that allocates nothing.
private struct LengthSorter {
  /// Where the next of each length goes, from the longest.
  private var places: [Int] = []

  mutating func reserve(steps: Int) { places.reserveCapacity(steps + 1) }

  /// Writes the places of some lengths, the longest first; equal ones in their order.
  mutating func sort(_ lengths: [Int], into order: inout [Int]) {
    var longest = 0
    for length in lengths { longest = max(longest, length) }
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: longest + 1))
    for length in lengths { places[longest - length] += 1 }
    var first = 0
    for index in places.indices { (places[index], first) = (first, first + places[index]) }
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: repeatElement(0, count: lengths.count))
    for (at, length) in lengths.enumerated() {
      order[places[longest - length]] = at
      places[longest - length] += 1
    }
  }
}
