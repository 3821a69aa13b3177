// SPDX-License-Identifier: Apache-2.0

/// A piece of the flat buffers that carries a gradient, small enough to stay in the first cache.
struct Stretch: Hashable, Sendable {
  /// Its place in the flat buffers.
  let range: Range<Int>
  /// Whether l1, l2 and weight decay act on it.
  let isRegularized: Bool
}

/// The gradients of a pass, laid out as the weights are, and where they are.
///
/// A dense parameter has a gradient in every pass; it is cut into chunks of fixed size. A table has
/// one only in the rows that were touched, in the order in which that happened first. Both are
/// stretches; what stands outside of them is zero and costs nothing, so a pass costs what its
/// tokens cost and not what their vocabulary would.
final class Gradients {
  /// How many floats of a dense parameter make a stretch.
  private static let chunk = 4096
  /// Below this many floats a pass over them is not worth a second thread.
  private static let worthSharing = 1 << 15

  /// The gradients; of no length before the first `clear`.
  let values = Buffer()
  private let layout: ParameterLayout
  private var dense: [Stretch]
  private var touched: [Stretch] = []
  /// How many floats the stretches have.
  private var carried = 0

  /// The number of the pass that touched each row of the tables last.
  private var lastPass: [Int]
  /// Where the rows of a table begin in `lastPass`, by the offset of its slot.
  private var firstRow: [Int: Int]
  private var pass = 0
  private let sums = Buffer()

  init(_ layout: ParameterLayout) {
    self.layout = layout
    (dense, firstRow, lastPass) = ([], [:], [])
    restrict { _ in true }
  }

  /// Leaves out the parameters that are not to learn: what is added to their gradients is never
  /// read.
  func restrict(to isTrained: (ParameterSlot) -> Bool) {
    dense = []
    firstRow = [:]
    touched.removeAll(keepingCapacity: true)
    var rows = 0
    for slot in layout.slots where isTrained(slot) && !slot.spec.isFrozen {
      if slot.spec.isTable {
        firstRow[slot.offset] = rows
        rows += slot.spec.rows
      } else {
        dense += Self.chunks(of: slot)
      }
    }
    lastPass = [Int](repeating: 0, count: rows)
    pass = 0
    values.base.update(repeating: 0, count: values.count)
  }

  private static func chunks(of slot: ParameterSlot) -> [Stretch] {
    let end = slot.offset + slot.spec.count
    return stride(from: slot.offset, to: end, by: chunk).map {
      Stretch(range: $0..<min($0 + chunk, end), isRegularized: slot.spec.isRegularized)
    }
  }

  /// Makes room for passes over at most so many tokens, which allocate nothing then.
  func plan(tokens: Int) {
    values.reserve(layout.count)
    let most = firstRow.count * min(tokens, lastPass.count)
    touched.reserveCapacity(most)
    sums.reserve(dense.count + most)
  }

  /// Sets all gradients to zero and forgets which rows were touched: the beginning of a pass.
  func clear(_ compute: Compute) {
    values.reserve(layout.count)
    forEachStretch(compute, StretchClearing(values: values))
    touched.removeAll(keepingCapacity: true)
    carried = dense.reduce(0) { $0 + $1.range.count }
    pass += 1
  }

  /// Notes that some rows of a table get a gradient in this pass; they may repeat.
  func touch(_ rows: [Int32], of table: ParameterSlot) {
    guard let first = firstRow[table.offset] else { return }
    let columns = table.spec.columns
    for row in rows.lazy.map(Int.init) where lastPass[first + row] != pass {
      lastPass[first + row] = pass
      let start = table.offset + row * columns
      touched.append(
        Stretch(range: start..<start + columns, isRegularized: table.spec.isRegularized))
      carried += columns
    }
  }

  /// Does some work on each stretch; threads share them where that pays.
  func forEachStretch(_ compute: Compute, _ work: some StretchWork) {
    let visit = StretchVisit(dense: dense, touched: touched, work: work)
    let count = dense.count + touched.count
    if carried < Self.worthSharing {
      for index in 0..<count { visit.run(index) }
    } else {
      compute.pool.run(count, visit)
    }
  }

  /// The Euclidean norm of all gradients together, each stretch as `preparation` leaves it; not
  /// finite when one of them is not.
  ///
  /// The sums of the stretches are added in their order, however many threads share them.
  func norm(_ compute: Compute, after preparation: some StretchWork = NoStretchWork()) -> Double {
    let count = dense.count + touched.count
    sums.reserve(count)
    forEachStretch(
      compute,
      StretchSquares(
        preparation: preparation, kernels: compute.kernels, values: values, sums: sums))
    var sum = 0.0
    for index in 0..<count { sum += Double(sums.base[index]) }
    return sum.squareRoot()
  }
}

/// What is done to each stretch of some gradients, by any thread and in any order.
protocol StretchWork {
  func visit(_ stretch: Stretch, index: Int)
}

/// Nothing.
struct NoStretchWork: StretchWork {
  func visit(_ stretch: Stretch, index: Int) {}
}

private struct StretchVisit<Work: StretchWork>: SharedWork {
  let dense: [Stretch]
  let touched: [Stretch]
  let work: Work

  func run(_ part: Int) {
    work.visit(part < dense.count ? dense[part] : touched[part - dense.count], index: part)
  }
}

private struct StretchClearing: StretchWork {
  let values: Buffer

  func visit(_ stretch: Stretch, index: Int) {
    let range = stretch.range
    (values.base + range.lowerBound).update(repeating: 0, count: range.count)
  }
}

private struct StretchSquares<Preparation: StretchWork>: StretchWork {
  let preparation: Preparation
  let kernels: KernelTable
  let values: Buffer
  let sums: Buffer

  func visit(_ stretch: Stretch, index: Int) {
    preparation.visit(stretch, index: index)
    sums.base[index] = kernels.sumOfSquares(
      stretch.range.count, values.base + stretch.range.lowerBound)
  }
}
