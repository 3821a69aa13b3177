// SPDX-License-Identifier: Apache-2.0

/// What a network reads of windows, each a row of `history` steps: a view of the series.
public struct WindowColumn: Column {
  let frame: WindowFrame
  let windows: [SeriesWindow]

  /// How many windows there are.
  public var rowCount: Int { windows.count }

  /// How many steps each has.
  public func length(of row: Int) -> Int { frame.history }

  /// A sequence along an axis.
  public func flow(on axis: Axis) -> FlowType {
    .sequence(features: frame.read.width, axis: axis)
  }

  /// The numbers of a window, `[history, features]`.
  public subscript(row: Int) -> [Float] {
    let block = Block()
    let layout = BatchLayout(sortedLengths: [frame.history])
    gather([RowSpan(row: row, count: frame.history)], layout, into: block)
    return block.values.contents
  }

  /// Writes `[places, features]` into the values of the block.
  public func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block) {
    let width = frame.read.width
    let matrix = block.numbers(layout.total, width)
    frame.read.values.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return }
      for row in 0..<layout.rows {
        let window = windows[spans[row].row]
        let origin = frame.starts[window.series] + window.origin
        let first = origin - frame.history + 1 + spans[row].start
        for step in 0..<layout.lengths[row] {
          matrix.row(layout.offsets[step] + row)
            .update(from: base + (first + step) * width, count: width)
        }
        for (place, target) in frame.read.byWindow {
          let base = frame.base(target, origin: origin)
          for step in 0..<layout.lengths[row] {
            matrix.row(layout.offsets[step] + row)[place] -= base
          }
        }
      }
    }
  }

  /// Takes the series and the windows into a hash.
  public func combine(_ rows: [Int], into hash: inout Fingerprint) {
    frame.combine(
      frame.read, 1 - frame.history...0, of: rows.lazy.map { windows[$0] }, into: &hash)
  }
}

/// Numbers of the steps after windows, each a row of one vector, step after step: what a network is trained
/// on, or what is known of them.
///
/// It is a view of the series. After the numbers of counts that are trained the logarithms of their levels
/// in the window follow, one a target.
public struct HorizonColumn: Column {
  let frame: WindowFrame
  let windows: [SeriesWindow]
  /// Which numbers of a step.
  let numbers: WindowFrame.StepNumbers
  /// Whether the numbers are trained.
  let areTrained: Bool

  /// How many windows there are.
  public var rowCount: Int { windows.count }

  /// Each row is one vector.
  public var isVector: Bool { true }

  /// One place.
  public func length(of row: Int) -> Int { 1 }

  /// How many numbers a row has.
  public var features: Int { frame.horizon * numbers.width + levels }

  /// How many levels follow them.
  private var levels: Int { areTrained && frame.areCounts ? numbers.width : 0 }

  /// A vector.
  public func flow(on axis: Axis) -> FlowType { .vector(features: features) }

  /// Writes `[rows, horizon · numbers + levels]` into the values of the block; NaN is missing.
  public func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block) {
    let (count, levels) = (numbers.width, levels)
    let width = frame.horizon * count
    let matrix = block.numbers(layout.total, width + levels)
    numbers.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for row in 0..<layout.rows {
        let window = windows[spans[row].row]
        let origin = frame.starts[window.series] + window.origin
        let to = matrix.row(layout.offsets[0] + row)
        to.update(from: base + (origin + 1) * count, count: width)
        for (place, target) in numbers.byWindow {
          let base = frame.base(target, origin: origin)
          for at in stride(from: place, to: width, by: count) { to[at] -= base }
        }
        for target in 0..<levels {
          to[width + target] = Float(naturalLogarithm(frame.level(target, origin: origin)))
        }
      }
    }
  }

  /// Takes the series and the windows into a hash.
  public func combine(_ rows: [Int], into hash: inout Fingerprint) {
    frame.combine(numbers, 1...frame.horizon, of: rows.lazy.map { windows[$0] }, into: &hash)
  }
}
