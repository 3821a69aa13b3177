// SPDX-License-Identifier: Apache-2.0

/// The order in which a direction of a recurrent layer goes through its steps, and how threads share these.
struct RecurrentSharing {
  let units: Int
  let gateCount: Int
  let isReverse: Bool

  /// Whether a step is so much work that threads should share it.
  func isWorthSharing(_ pass: Pass) -> Bool {
    let perRow = gateCount * units * units
    return perRow * pass.batch.total >= Self.worthSharing * pass.batch.steps
  }

  /// Below this many multiply-adds a step is not worth a second thread.
  private static let worthSharing = 1 << 15

  /// Below so many weights of the state they stay in each thread's cache.
  private static let worthKeeping = 1 << 18
  /// Fewer rows than this are too few for a thread: its multipliers would wait.
  private static let fewestRows = 6

  /// What a thread does.
  func portion(_ part: Int, of parts: Int, _ pass: Pass) -> Portion {
    let batch = pass.batch
    if gateCount * units * units < Self.worthKeeping, batch.rows >= Self.fewestRows * parts {
      return Portion(rows: evenRows(part, of: parts, batch), units: 0..<units, sharers: 1)
    }
    return Portion(
      rows: 0..<batch.rows,
      units: Compute.panels(part, of: parts, in: units, pass.compute.kernels.panelWidth),
      sharers: parts)
  }

  /// Rows that have about the same number of steps together in each part.
  private func evenRows(_ part: Int, of parts: Int, _ batch: BatchLayout) -> Range<Int> {
    func boundary(_ part: Int) -> Int {
      guard part < parts else { return batch.rows }
      var (row, steps) = (0, 0)
      while steps < batch.total * part / parts {
        steps += batch.lengths[row]
        row += 1
      }
      return row
    }
    return boundary(part)..<boundary(part + 1)
  }

  /// The step at a place in the order of this direction, for some rows of the batch.
  func step(_ index: Int, _ rows: Range<Int>, _ pass: Pass) -> RecurrentStep {
    let batch = pass.batch
    let t = isReverse ? batch.steps - 1 - index : index
    let previous = isReverse ? t + 1 : t - 1
    let live = batch.live[t]
    let carried =
      index > 0 ? min(live, batch.live[previous]) : pass.state.isGiven ? live : 0
    let before = index > 0 ? batch.offsets[previous] : -batch.rows
    let first = rows.lowerBound
    return RecurrentStep(
      first: first, offset: batch.offsets[t] + first,
      live: max(0, min(live, rows.upperBound) - first),
      carried: max(0, min(carried, rows.upperBound) - first), carriedOffset: before + first)
  }
}
