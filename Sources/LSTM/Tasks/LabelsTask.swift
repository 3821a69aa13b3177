// SPDX-License-Identifier: Apache-2.0

/// A set of labels a row, which may be empty.
public struct LabelsTask: Labelled {
  /// The labels.
  public let labels: Labels

  /// A task of some labels.
  public init(_ labels: Labels) { self.labels = labels }

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.rows, .choices(labels.count)) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    [Metric.of(MetricCatalog.accuracy, LabelCounts.self, \.subsetAccuracy)]
    + LabelCounts.averagedMetrics + ClassScores.metrics + [.loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    .ofClasses(
      monitored: MetricCatalog.f1,
      shown: [
        MetricCatalog.accuracy, MetricCatalog.f1, MetricCatalog.f1Macro, MetricCatalog.precision,
        MetricCatalog.recall, MetricCatalog.loss, MetricCatalog.rows,
      ])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> LabelAnswers { LabelAnswers(rows: rows) }

  /// Counts answers against what is right.
  public func tallies(_ answers: LabelAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    var counts = LabelCounts(labels: labels.count)
    var truths = TokenColumn()
    for (place, row) in rows.enumerated() {
      counts.add(actual: target.values[row], predicted: answers.choices[place])
      truths.append(target.values[row])
    }
    return [
      counts,
      ClassScores(probabilities: answers.probabilities, truths: truths, areLabels: true),
      LossSum(sum: answers.losses.reduce(0, +), count: rows.count), RowCount(rows: rows.count),
    ]
  }

  /// The target with its labels numbered as here; one that is not known becomes none.
  public func renumbered(_ target: Target) -> Target { target.renumbered(self, by: labels) }

  /// The rarest label of each row.
  public func strata(of target: Target) -> [Int32] {
    var counts = [Int](repeating: 0, count: labels.count)
    for number in target.values.values { counts[Int(number)] += 1 }
    return (0..<target.values.rowCount).map { row in
      target.values[row].min { (counts[Int($0)], $0) < (counts[Int($1)], $1) } ?? 0
    }
  }

  /// A rare label may well be missing in a part.
  public var mayLackStrata: Bool { true }

  /// What tells the values of a row from those of others.
  public func trace(of row: Int, in target: Target) -> [Int32]? {
    let own = target.values[row]
    return [Int32(truncatingIfNeeded: own.count)] + own
  }

  /// Factors of the loss by which each value counts the same.
  public func balancedWeights(of target: Target, rows: [Int]) -> [Float] {
    TargetEmphasis.balanced(labels: target.counts(of: rows), rows: rows.count)
  }

  /// Each label has two factors, for rows without it and with it.
  public func lossWeights(_ given: [Float]) -> [Float] { given.flatMap { [$0, $0] } }

  static let minCount = ArgumentKey.integer(
    "min_count", 1...1_000_000, default: 1,
    help: "in how many training rows a label must stand; rarer ones are left out")

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "labels", summary: "a set of labels a row, which may be empty", plural: "labels",
    cells: .several, isPerStep: false, options: [TargetCells.separator.spec, minCount.spec],
    examples: [
      "separator": #"target label labels separator=";""#,
      "min_count": "target label labels min_count=2",
    ],
    read: { source, settings throws(DataError) in
      LabelsReading(
        source: source, sets: try TargetCells(settings).sets(of: source),
        minCount: settings[minCount])
    })
}

/// What was found of labels.
public struct LabelFacts: TargetFacts {
  /// How many labels of rows are none of the task's.
  public let leftOut: Int

  /// How many labels of the rows that do not train are known from none that does, where that is most of
  /// them; nil where it is not.
  public func unseen(of target: Target, in splits: SplitRows) -> (unseen: Int, all: Int)? {
    let known = (splits.valid + splits.test).reduce(0) { $0 + target.values[$1].count }
    return leftOut > known ? (leftOut, leftOut + known) : nil
  }
}

/// The sets of labels of some rows, before they are numbers.
private struct LabelsReading: TargetReading {
  let source: TargetSource
  let sets: [[String]]
  let minCount: Int

  /// The number of the rarest label of each row; those without any label are alike as well.
  func strata(ofFirst count: Int) -> [Int] {
    let main = sets.prefix(count)
    let labels = Labels(fitting: main.lazy.joined())
    return main.map { set in
      let numbers = set.compactMap { labels.number(of: $0) }.map(Int.init)
      let rarest = numbers.min { (labels.counts[$0], $0) < (labels.counts[$1], $1) }
      return rarest.map { $0 + 1 } ?? 0
    }
  }

  /// The labels that enough training rows have.
  private func kept(_ splits: SplitRows) -> Labels {
    let all = Labels(fitting: splits.fitted.lazy.flatMap { sets[$0] })
    return Labels(
      fitting: zip(all.names, all.counts).lazy.filter { $1 >= minCount }
        .flatMap { Array(repeating: $0, count: $1) })
  }

  /// Throws `fewLabels` when fewer than two labels are left.
  func check(_ splits: SplitRows) throws(DataError) {
    guard kept(splits).count > 1 else { throw source.error(.fewLabels(minCount: minCount)) }
  }

  /// The sets as numbers of the labels that are kept; what others have is left out.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    try check(splits)
    let kept = kept(splits)
    var values = TokenColumn()
    for set in sets { values.append(set.compactMap { kept.number(of: $0) }.sorted()) }
    let found = values.values.count
    return Target(
      LabelsTask(kept), name: source.column, values: values,
      facts: LabelFacts(leftOut: sets.reduce(0) { $0 + $1.count } - found), reading: self)
  }
}
