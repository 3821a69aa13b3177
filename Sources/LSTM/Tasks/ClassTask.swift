// SPDX-License-Identifier: Apache-2.0

/// One class a row.
public struct ClassTask: Labelled {
  /// The classes.
  public let labels: Labels

  /// A task of some classes.
  public init(_ labels: Labels) { self.labels = labels }

  /// Whether a class that training lacks counts as wrong.
  public static let countsUnknown = true

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.rows, .choice(labels.count)) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    [Metric.of(MetricCatalog.accuracy, ConfusionMatrix.self, \.accuracy)]
    + ConfusionMatrix.averagedMetrics + ClassScores.metrics
    + [ClassScores.calibrationError, .loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics { .ofClasses(monitored: MetricCatalog.accuracy) }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> ClassAnswers { ClassAnswers(rows: rows, shape: shape) }

  /// The mean loss is that of the rows whose class has a probability.
  public func tallies(_ answers: ClassAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    let truths = rows.map { target.values[$0].first ?? 0 }
    let known = zip(answers.losses, truths).filter { $1 < labels.count }
    return [
      ConfusionMatrix(
        classes: labels.count, actual: truths.map(Int.init),
        predicted: answers.choices.map(Int.init)),
      ClassScores(
        probabilities: answers.probabilities, truths: TokenColumn(truths), areLabels: false),
      LossSum(sum: known.reduce(0) { $0 + $1.0 }, count: known.count), RowCount(rows: rows.count),
    ]
  }

  /// A class that is not known here has a number that no model predicts.
  public func renumbered(_ target: Target) -> Target {
    let names = target.allNames
    return Self.target(
      of: target.values.values.map { names[Int($0)] }, by: labels, like: target)
  }

  /// The class of each row.
  public func strata(of target: Target) -> [Int32] { target.values.values }

  /// Factors of the loss by which each value counts the same.
  public func balancedWeights(of target: Target, rows: [Int]) -> [Float] {
    TargetEmphasis.balanced(Array(target.counts(of: rows).prefix(labels.count)))
  }

  /// The classes of rows by some labels.
  static func target(
    of classes: [String], by labels: Labels, like other: Target? = nil, name: String = "",
    reading: (any TargetReading)? = nil
  ) -> Target {
    var unseen: [String] = []
    var others: [String: Int32] = [:]
    let numbers = classes.map { name -> Int32 in
      if let number = labels.number(of: name) ?? others[name] { return number }
      let number = Int32(truncatingIfNeeded: labels.count + unseen.count)
      unseen.append(name)
      others[name] = number
      return number
    }
    let values = TokenColumn(numbers)
    return other?.with(ClassTask(labels), values: values, unseen: unseen)
      ?? Target(ClassTask(labels), name: name, values: values, unseen: unseen, reading: reading)
  }

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "class", summary: "one class a row", plural: "classes", cells: .one, isPerStep: false,
    read: { source, _ in ClassReading(source: source) })
}

extension LeadingMetrics {
  /// Those of classes and of what is counted by class.
  static func ofClasses(
    monitored: MetricEntry, shown: [MetricEntry] = standardShown
  ) -> LeadingMetrics {
    LeadingMetrics(
      monitored: monitored, shown: shown, titled: [MetricCatalog.accuracy, MetricCatalog.f1],
      watched: [MetricCatalog.loss, MetricCatalog.accuracy, MetricCatalog.f1])
  }

  private static let standardShown = [
    MetricCatalog.accuracy, MetricCatalog.f1, MetricCatalog.precision, MetricCatalog.recall,
    MetricCatalog.loss, MetricCatalog.rows,
  ]
}

/// The classes of rows before they are numbers.
private struct ClassReading: TargetReading {
  let source: TargetSource

  func strata(ofFirst count: Int) -> [Int] {
    let main = source.cells.prefix(count)
    let order = Labels(fitting: main)
    return main.map { Int(order.number(of: $0) ?? 0) }
  }

  /// Throws `oneClass` where the rows that train have but one.
  func check(_ splits: SplitRows) throws(DataError) {
    let rows = source.isFurther ? Array(source.cells.indices) : splits.train
    guard !splits.train.isEmpty, let first = rows.first,
      rows.allSatisfy({ source.cells[$0] == source.cells[first] })
    else { return }
    throw source.error(.oneClass(label: source.cells[first]))
  }

  /// A class that no row has that trains has a number after the others; beside another target, which
  /// classes there are is no more than the names of the scores, so those of all rows count.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    try check(splits)
    let labels =
      source.isFurther
      ? Labels(fitting: source.cells) : Labels(fitting: splits.fitted.lazy.map { source.cells[$0] })
    return ClassTask.target(
      of: source.cells, by: labels, name: source.column, reading: self)
  }
}
