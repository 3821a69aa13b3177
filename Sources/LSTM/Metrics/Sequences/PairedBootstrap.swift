// SPDX-License-Identifier: Apache-2.0

/// Whether one system is better than another on the same rows, by paired bootstrap resampling.
///
/// Koehn, "Statistical significance tests for machine translation evaluation" (EMNLP 2004): as many rows
/// as there are are drawn with replacement, the same for both systems, over and over, and both are scored
/// on each of these sets. Mean, interval and p-value are those of sacrebleu's `--paired-bs`, but for the
/// random numbers.
///
/// ```swift
/// let test = PairedBootstrap(baseline: greedy, candidate: beam, seed: 1) { $0.score().value }
/// ```
public struct PairedBootstrap: Codable, Hashable, Sendable {
  /// The scores of one system.
  public struct System: Codable, Hashable, Sendable {
    /// On all rows, each once.
    public let score: Double
    /// The mean over the resamples.
    public let mean: Double
    /// Half the width of the interval that holds 95 % of the resamples: `mean` ± `margin`.
    public let margin: Double

    init(score: Double, resampled: [Double]) {
      self.score = score
      mean = resampled.reduce(0, +) / Double(resampled.count)
      let (sorted, outside) = (resampled.sorted(), resampled.count / 40)
      margin = (sorted[sorted.count - outside - 1] - sorted[outside]) / 2
    }
  }

  /// The system that is compared with.
  public let baseline: System
  /// The system that is compared.
  public let candidate: System
  /// The score of the candidate less that of the baseline.
  public let difference: Double
  /// The interval that holds 95 % of the differences of the resamples.
  public let low: Double
  /// Its upper end.
  public let high: Double
  /// The probability of a difference like that of the scores, whichever is the higher one, if there were
  /// none: with the differences d of the n resamples (1 + #(|d| - mean |d| > |difference|)) / (n + 1).
  ///
  /// It is 1 of systems that never differ, where sacrebleu's formula gives 1 / (n + 1).
  public let pValue: Double
  /// The share of the resamples on which the candidate's score is the higher one: what Koehn counts, where
  /// higher is better.
  public let higherShare: Double
  /// The resamples.
  public let resamples: Int

  /// Compares two systems by what was counted of each row, in the same order.
  ///
  /// The result depends on the seed, the number of rows and the number of resamples, and is the same on
  /// every machine.
  ///
  /// - Parameter score: the figure of some rows; nil, or not finite, where they do not define it.
  /// - Returns: nil without rows or resamples, if the systems have different numbers of rows, or if a
  ///   score is missing.
  public init?<Counted: Tally>(
    baseline: [Counted], candidate: [Counted], resamples: Int = 1000, seed: UInt64,
    score: (Counted) -> Double?
  ) {
    let source = RandomSource(seed: seed)
    self.init(baseline: baseline, candidate: candidate, resamples: resamples, score: score) {
      resample, rows in
      var numbers = source.sequence(.sample, "paired bootstrap", step: UInt32(resample))
      for index in rows.indices { rows[index] = numbers.index(below: rows.count) }
    }
  }

  /// The same with rows that are drawn in another way.
  ///
  /// - Parameter draw: puts the rows of a resample into a list, which has a place for each.
  init?<Counted: Tally>(
    baseline: [Counted], candidate: [Counted], resamples: Int, score: (Counted) -> Double?,
    draw: (_ resample: Int, _ rows: inout [Int]) -> Void
  ) {
    guard resamples > 0, resamples <= UInt32.max, baseline.count == candidate.count else {
      return nil
    }
    var rows = Array(baseline.indices)
    guard let scoreBefore = Self.score(baseline, rows, score),
      let scoreAfter = Self.score(candidate, rows, score)
    else { return nil }
    var (before, after): ([Double], [Double]) = ([], [])
    for resample in 0..<resamples {
      draw(resample, &rows)
      guard let one = Self.score(baseline, rows, score),
        let other = Self.score(candidate, rows, score)
      else { return nil }
      before.append(one)
      after.append(other)
    }
    self.resamples = resamples
    self.baseline = System(score: scoreBefore, resampled: before)
    self.candidate = System(score: scoreAfter, resampled: after)
    difference = scoreAfter - scoreBefore
    let (differences, outside) = (zip(after, before).map { $0 - $1 }.sorted(), resamples / 40)
    (low, high) = (differences[outside], differences[resamples - outside - 1])
    let distances = zip(after, before).map { abs($0 - $1) }
    let mean = distances.reduce(0, +) / Double(resamples)
    let distance = abs(difference)
    let beyond = distances.count { $0 - mean > distance }
    let neverDiffer = distance == 0 && distances.allSatisfy { $0 == 0 }
    pValue = neverDiffer ? 1 : Double(beyond + 1) / Double(resamples + 1)
    higherShare = Double(zip(after, before).count { $0 > $1 }) / Double(resamples)
  }

  /// Compares two systems by a metric of what was counted of each row.
  ///
  /// - Parameter baseline: what was counted of each row, in the same ways for both systems and all rows.
  /// - Returns: nil as well if nothing was counted that the metric is of.
  public init?(
    _ metric: Metric, baseline: [[any Tally]], candidate: [[any Tally]], resamples: Int = 1000,
    seed: UInt64
  ) {
    func compared<Counted: Tally>(_: Counted, _ way: Int) -> PairedBootstrap? {
      let tallies = { (rows: [[any Tally]]) in
        rows.compactMap { $0.indices.contains(way) ? $0[way] as? Counted : nil }
      }
      return PairedBootstrap(
        baseline: tallies(baseline), candidate: tallies(candidate), resamples: resamples,
        seed: seed
      ) { metric.value([$0]) }
    }
    for (way, sample) in (baseline.first ?? []).enumerated() {
      if metric.isOf(sample), let found = compared(sample, way) {
        self = found
        return
      }
    }
    return nil
  }

  private static func score<Counted: Tally>(
    _ tallies: [Counted], _ rows: [Int], _ score: (Counted) -> Double?
  ) -> Double? {
    guard let first = rows.first else { return nil }
    var sum = tallies[first]
    for row in rows.dropFirst() { sum.merge(tallies[row]) }
    guard let value = score(sum), value.isFinite else { return nil }
    return value
  }
}
