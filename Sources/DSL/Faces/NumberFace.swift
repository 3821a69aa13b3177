// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Numbers of rows.
struct NumberFace: Face {
  let task: NumberTask

  init(_ task: NumberTask) { self.task = task }

  // MARK: Data

  var nameColumn: String { "rows" }
  var ownDataTables: (any DataTables)? { nil }

  func notes(_ target: Target) -> [String] {
    guard let numbers = (target.facts as? NumberFacts)?.numbers else { return [] }
    return task.columns.enumerated().map { index, name in
      let values = (0..<numbers.rowCount).flatMap { numbers.column(index, of: $0) }
      let mean = values.reduce(0, +) / Double(max(values.count, 1))
      let shown = [values.min() ?? 0, values.max() ?? 0, mean].map {
        FixedDecimal.exact(rounded($0, index, digits: 5))
      }
      return "\(name): \(shown[0]) to \(shown[1]), mean \(shown[2])"
    }
  }

  func text(of target: Target, row: Int) -> String {
    let numbers = (target.facts as? NumberFacts)?.numbers[row] ?? []
    return texts(numbers).joined(separator: ", ")
  }

  /// A number with as many digits as tell something.
  static func text(_ number: Double) -> String {
    FixedDecimal.plain(number.rounded(significant: 5))
  }

  /// A number of a column with some digits of what the column is measured in.
  private func rounded(_ number: Double, _ column: Int, digits: Int) -> Double {
    number.rounded(digits: digits, in: task.units[column])
  }

  /// The numbers of a row as a table shows them.
  private func texts(_ numbers: some Sequence<Double>) -> [String] {
    numbers.enumerated().map { FixedDecimal.exact(rounded($1, $0, digits: 5)) }
  }

  /// The numbers of a row as a file has them: as exact as a network is.
  private func exact(_ numbers: [Double]) -> [String] {
    numbers.enumerated().map { FixedDecimal.exact(rounded($1, $0, digits: 8)) }
  }

  // MARK: Evaluations

  static let facets = [
    (name: "errors", summary: "the rows that are most surely wrong, or furthest from the truth"),
    (name: "columns", summary: "the figures of each column of numbers"),
  ]

  static let plots = [
    (name: "fit", summary: "truth against prediction"),
    (name: "residuals", summary: "rows by how far the prediction is above the truth"),
  ]

  var classWords: (one: String, many: String) { ("number", "numbers") }

  private func truths(_ part: FacePart<NumberTask>, _ index: Int) -> [Double] {
    Array((part.part.target.facts as? NumberFacts)?.numbers[part.rows[index]] ?? [])
  }

  /// The furthest that a prediction is from its truth, in the units of the file.
  private func distance(_ part: FacePart<NumberTask>, _ index: Int) -> Double {
    zip(truths(part, index), part.answers.values[index]).reduce(0) {
      max($0, abs($1.0 - $1.1))
    }
  }

  func worst(_ part: FacePart<NumberTask>) -> WorstRows {
    let worst = part.rows.indices.sorted {
      (distance(part, $1), $0) < (distance(part, $0), $1)
    }.prefix(10)
    let line = { (numbers: [Double]) in texts(numbers).joined(separator: ", ") }
    return WorstRows(
      summary: "the rows that are furthest from the truth", figure: "error",
      rows: worst.map { index in
        WorstRows.Row(
          row: part.rows[index], truth: line(truths(part, index)),
          predicted: line(part.answers.values[index]), figure: Self.text(distance(part, index)))
      })
  }

  func table(_ facet: String, _ part: FacePart<NumberTask>, full: Bool) -> ResultTable? {
    if facet == "columns" { return columns(part) }
    let worst = worst(part)
    return ResultTable(
      title: "\(part.name): \(worst.summary)",
      columns: ["true", "predicted", worst.figure, part.data.text == nil ? "row" : "text"],
      alignments: [.right, .right, .right, .left],
      rows: worst.rows.map { [$0.truth, $0.predicted, $0.figure, part.data.title(of: $0.row)] })
  }

  /// The errors of each column.
  private func columns(_ part: FacePart<NumberTask>) -> ResultTable? {
    guard let sums = part.part.tally(NumberSums.self) else { return nil }
    return ResultTable(
      title: "\(part.name): each column", columns: ["column", "rmse", "mae", "r2", "rows"],
      alignments: [.left, .right, .right, .right, .right],
      rows: zip(task.columns, sums.columns).map { name, column in
        let count = Double(max(column.count, 1))
        return [
          name, FixedDecimal.figure((column.squares / count).squareRoot()),
          FixedDecimal.figure(column.magnitudes / count),
          FixedDecimal.figure(column.r2), String(column.count),
        ]
      })
  }

  func chart(_ plot: String, _ part: FacePart<NumberTask>) -> Chart? {
    if plot == "residuals" { return residuals(part) }
    let lines = task.columns.enumerated().map { index, name in
      Curves.Line(
        name,
        part.rows.indices.compactMap { row in
          let truth = truths(part, row)
          return truth.indices.contains(index)
            ? ChartPoint(truth[index], part.answers.values[row][index]) : nil
        }.sorted { $0.x < $1.x }, isJoined: false)
    }
    let all = lines.flatMap { $0.points.map(\.x) }
    guard let low = all.min(), let high = all.max() else { return nil }
    return Chart(
      part.title, x: ChartAxis("true"), y: ChartAxis("predicted"),
      body: .curves(
        Curves(
          lines: lines + [
            Curves.Line("true", [ChartPoint(low, low), ChartPoint(high, high)])
          ])))
  }

  private func residuals(_ part: FacePart<NumberTask>) -> Chart {
    Chart(
      "\(part.place), predicted less true", x: ChartAxis("error"),
      y: ChartAxis("rows", isWhole: true),
      body: .histogram(
        Histogram(
          task.columns.enumerated().map { index, name in
            (
              name: name,
              numbers: part.rows.indices.compactMap { row in
                let truth = truths(part, row)
                return truth.indices.contains(index)
                  ? part.answers.values[row][index] - truth[index] : nil
              }
            )
          }, most: 20, isWhole: false)))
  }

  // MARK: Predictions

  /// With several columns each stands by itself after the first.
  var columns: [String] { task.columns.count > 1 ? task.columns.map { "prediction.\($0)" } : [] }

  func answer(_ answers: NumberAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let own = exact(answers.values[row])
    let numbers = zip(own, answers.values[row]).map { $1.isFinite ? $0 : "null" }
    return FaceAnswer(
      label: own.joined(separator: " "),
      json: numbers.count == 1 ? numbers[0] : "[\(numbers.joined(separator: ", "))]",
      cells: numbers.count > 1 ? numbers.map { .number(spelled: $0) } : [])
  }

  func table(_ answers: NumberAnswers, _ context: AnswerContext) -> ResultTable {
    ResultTable(
      columns: [context.rowName] + task.columns,
      alignments: [.left] + task.columns.map { _ in .right },
      rows: context.texts.indices.map { row in
        [context.texts[row]] + texts(answers.values[row])
      })
  }

  // MARK: Explanations

  /// The first column, as it is predicted.
  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    guard let value = (question.answers as? NumberAnswers)?.values.first?.first else { return nil }
    return ExplanationSubject(
      choice: 0, text: "\(task.columns[0]) \(texts([value])[0])",
      scale: (task.centers[0], task.units[0]))
  }

  func facts(column: String) -> [[String]] { [["target", "\(column) number"]] }
}
