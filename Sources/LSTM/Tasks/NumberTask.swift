// SPDX-License-Identifier: Apache-2.0

/// One number a row, or several: regression.
///
/// A network is trained on numbers that are measured from their mean in their deviation on the training
/// rows; what is answered, counted or shown is in the units of the file.
public struct NumberTask: TargetTask {
  /// The columns.
  public let columns: [String]
  /// What each column is measured from, and in: value = center + unit · trained number.
  let scalings: [Scaling]

  /// What each column is measured from: its mean over the training rows, or 0.
  public var centers: [Double] { scalings.map(\.center) }
  /// What each column is measured in: its deviation, or 1.
  public var units: [Double] { scalings.map(\.unit) }

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.rows, .numbers(columns.count)) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics = NumberSums.metrics + [.loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    LeadingMetrics(
      monitored: MetricCatalog.rmse,
      shown: [
        MetricCatalog.rmse, MetricCatalog.mae, MetricCatalog.r2, MetricCatalog.mape,
        MetricCatalog.loss, MetricCatalog.rows,
      ], titled: [MetricCatalog.rmse, MetricCatalog.r2],
      watched: [MetricCatalog.loss, MetricCatalog.mae, MetricCatalog.rmse])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> NumberAnswers { NumberAnswers(rows: rows, scalings: scalings) }

  /// Counts answers against what is right.
  public func tallies(_ answers: NumberAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    guard let truths = (target.facts as? NumberFacts)?.numbers else { return [] }
    var sums = NumberSums(columns: columns.count)
    for (place, row) in rows.enumerated() { sums.add(answers.values[place], truths[row]) }
    return [
      sums, LossSum(sum: answers.losses.reduce(0, +), count: rows.count),
      RowCount(rows: rows.count),
    ]
  }

  /// The same numbers measured as they are here.
  public func renumbered(_ target: Target) -> Target {
    guard let facts = target.facts as? NumberFacts else { return target }
    return Target(
      self, name: target.name, numbers: scaled(facts.numbers), facts: facts,
      reading: target.reading)
  }

  /// Numbers as a network is trained on them.
  func scaled(_ numbers: RawNumbers) -> NumberColumn {
    let values = numbers.values.enumerated().map { at, value in
      let scaling = scalings[at % scalings.count]
      return Float(scaling.measured(value))
    }
    return NumberColumn(vectors: values, features: columns.count)
  }

  static let isScaled = ArgumentKey.choice(
    "scale", ["standard", "none"], default: "standard",
    help:
      "what a target of numbers is trained in: deviations from the mean of the training rows, or "
      + "as it is; figures and predictions are always in the units of the file")

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "number", summary: "a number a row, or several", plural: "numbers", cells: .one,
    isPerStep: false, takesColumns: true, options: [isScaled.spec],
    examples: ["scale": "target rating number scale=none"],
    read: { source, settings throws(DataError) in
      NumberReading(
        source: source, numbers: try source.numbers(),
        isScaled: settings[isScaled] != "none")
    })
}

/// What was found of numbers: they as the file has them.
public struct NumberFacts: TargetFacts {
  /// The numbers of each row in the units of the file, a column each.
  public let numbers: RawNumbers
}

/// The numbers of rows before they are measured.
private struct NumberReading: TargetReading {
  let source: TargetSource
  let numbers: RawNumbers
  let isScaled: Bool

  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    let scalings = source.columns.indices.map { column in
      Scaling(
        numbers.column(column, ofRows: splits.fitted), isScaled ? .standard : .none)
    }
    let task = NumberTask(columns: source.columns, scalings: scalings)
    return Target(
      task, name: source.name, numbers: task.scaled(numbers),
      facts: NumberFacts(numbers: numbers), reading: self)
  }
}

extension TargetSource {
  /// The cells as numbers, `[rows, columns]`; throws `missingTarget` and `notANumber`.
  fileprivate func numbers() throws(DataError) -> RawNumbers {
    var values: [Double] = []
    for row in cells.indices {
      for (column, cell) in zip(columns, [cells[row]] + further.map { $0[row] }) {
        let number = NumberText.value(cell)
        guard let number, number.magnitude <= Double(Float.greatestFiniteMagnitude) else {
          throw DataError(
            number?.isNaN == true
              ? .missingTarget(line: origins.line(of: row), column: column)
              : .notANumber(line: origins.line(of: row), column: column, value: cell),
            path: origins.path(of: row))
        }
        values.append(number)
      }
    }
    return RawNumbers(vectors: values, names: columns)
  }
}
