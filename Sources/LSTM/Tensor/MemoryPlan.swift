// SPDX-License-Identifier: Apache-2.0

/// The memory of a network: gives buffers their size before the first pass, or only adds up what
/// that would come to.
final class MemoryPlan {
  /// The width of the widest panels that any kernels pack: those of AVX-512.
  static let widestPanel = 32

  /// The width of the panels that products pack.
  let panelWidth: Int
  let isEstimate: Bool
  private var counts: [ObjectIdentifier: Int] = [:]

  /// A plan.
  ///
  /// - Parameter isEstimate: whether nothing is to be reserved.
  init(panelWidth: Int, isEstimate: Bool) {
    self.panelWidth = panelWidth
    self.isEstimate = isEstimate
  }

  /// The bytes of all buffers together, each as large as it was ever asked for.
  var bytes: Int { counts.values.reduce(0, +) * MemoryLayout<Float>.stride }

  /// Room for `count` floats in a buffer that outlives the plan.
  func reserve(_ buffer: Buffer, _ count: Int) {
    let key = ObjectIdentifier(buffer)
    if count > counts[key] ?? 0 { counts[key] = count }
    if !isEstimate { buffer.reserve(count) }
  }
}

/// How large passes are at most: what planned buffers have room for.
struct PassSize: Hashable, Sendable {
  /// Rows (sequences).
  let rows: Int
  /// Steps of the longest row.
  let steps: Int
  /// The sum of the lengths.
  let total: Int
  /// Whether there is dropout and a way back.
  let isTraining: Bool
  /// What it has of spellings; nil where nobody reads characters.
  let spelled: SpelledSize?

  init(rows: Int, steps: Int, total: Int, isTraining: Bool, spelled: SpelledSize? = nil) {
    self.spelled = spelled
    self.rows = rows
    self.steps = steps
    self.total = total
    self.isTraining = isTraining
  }

  /// For any `batch` of some rows: none is larger than the one of the longest rows.
  init(_ column: some Column, rows: [Int], batch: Int, isTraining: Bool) {
    self.init([column], rows: rows, batch: batch, isTraining: isTraining)
  }

  /// The same with several columns, of which the first has the lengths.
  ///
  /// - Parameter most: how many steps of a row are read at once.
  init(
    _ columns: [any Column], rows: [Int], batch: Int, isTraining: Bool, atMost most: Int = .max
  ) {
    let all = rows.map { min(columns[0].length(of: $0), most) }.sorted(by: >)
    let lengths = all.prefix(batch)
    let total = lengths.reduce(0, +)
    let spelled = columns.lazy.compactMap { $0 as? TokenColumn }.first { $0.spellings != nil }
    self.init(
      rows: lengths.count, steps: lengths.first ?? 0, total: total, isTraining: isTraining,
      spelled: spelled.flatMap {
        SpelledSize($0, rows: rows, batch: batch, tokens: total)
      })
  }

  /// For the same passes with one step for each `count` steps, and one for what is left over.
  func every(_ count: Int) -> PassSize {
    PassSize(
      rows: rows, steps: (steps + count - 1) / count,
      total: min(total, (total + rows * (count - 1)) / count), isTraining: isTraining)
  }

  /// For the same passes along an axis.
  func on(_ axis: Axis, of axes: [AxisSpec]) -> PassSize {
    switch axes[axis.number] {
    case .leading: self
    case .derived(let other, let count): on(other, of: axes).every(count)
    case .fixed(let count):
      PassSize(rows: rows, steps: count, total: rows * count, isTraining: isTraining)
    }
  }

  /// The rows of a matrix of a type: a row each of the batch, or one for each of their steps.
  func rows(of type: FlowType) -> Int { type.isSequence ? total : rows }

  /// For how many rows training holds scores at once: at most for 2^22 scores, or 32 rows.
  static func rowsAtOnce(width: Int, scores: Int = 1 << 22) -> Int { max(32, scores / width) }

  /// The same with at most so many tokens in all, or one row.
  func limited(toTokens tokens: Int) -> PassSize {
    PassSize(
      rows: rows, steps: steps, total: min(total, max(tokens, steps)), isTraining: isTraining,
      spelled: spelled)
  }
}
