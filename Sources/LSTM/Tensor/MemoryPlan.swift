// SPDX-License-Identifier: Apache-2.0

/// The memory of a network: gives buffers their size before the first pass, or only adds up what
/// that would come to.
final class MemoryPlan {
  /// The width of the widest panels that any kernels pack: those of AVX-512.
  static let widestPanel = 32

  /// The width of the panels that products pack.
  let panelWidth: Int
  let isEstimate: Bool
  /// How many threads have room of their own where they need it.
  let threads: Int
  private var counts: [ObjectIdentifier: Int] = [:]

  /// A plan.
  ///
  /// - Parameter isEstimate: whether nothing is to be reserved.
  init(panelWidth: Int, isEstimate: Bool, threads: Int = 1) {
    self.panelWidth = panelWidth
    self.threads = threads
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
  /// What it has of steps that are those of a decoder; nil where there is none.
  let fed: AxisSize?
  /// What it has of the steps that are read, where its own are those of a decoder.
  let read: AxisSize?

  init(
    rows: Int, steps: Int, total: Int, isTraining: Bool, spelled: SpelledSize? = nil,
    fed: AxisSize? = nil, read: AxisSize? = nil
  ) {
    self.spelled = spelled
    self.fed = fed
    self.read = read
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
      },
      fed: columns.first(where: \.hasOwnSteps).map { AxisSize($0, rows: rows, batch: batch) })
  }

  /// For passes of either size; both read the same inputs.
  func joined(with other: PassSize) -> PassSize {
    PassSize(
      rows: max(rows, other.rows), steps: max(steps, other.steps), total: max(total, other.total),
      isTraining: isTraining, spelled: spelled,
      fed: fed.flatMap { one in
        other.fed.map {
          AxisSize(steps: max(one.steps, $0.steps), total: max(one.total, $0.total))
        }
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
    case .fed:
      PassSize(
        rows: rows, steps: fed?.steps ?? 0, total: fed?.total ?? 0, isTraining: isTraining,
        read: AxisSize(steps: steps, total: total))
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
      spelled: spelled, fed: fed?.limited(toTokens: tokens))
  }
}

/// How many steps passes have at most along an axis.
struct AxisSize: Hashable, Sendable {
  /// Steps of the longest row.
  let steps: Int
  /// The sum of the lengths.
  let total: Int

  init(steps: Int, total: Int) { (self.steps, self.total) = (steps, total) }

  /// For any `batch` of some rows of a column.
  init(_ column: some Column, rows: [Int], batch: Int) {
    let lengths = rows.map { column.length(of: $0) }.sorted(by: >).prefix(batch)
    self.init(steps: lengths.first ?? 0, total: lengths.reduce(0, +))
  }

  /// The same with at most so many tokens in all, or one row.
  func limited(toTokens tokens: Int) -> AxisSize {
    AxisSize(steps: steps, total: min(total, max(tokens, steps)))
  }
}
