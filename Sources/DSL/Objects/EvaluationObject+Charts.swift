// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures of an evaluation.
extension EvaluationObject {
  static let plots = [
    (name: "confusion", summary: "how often each class was taken for each, as shades"),
    (name: "classes", summary: "precision, recall and F1 of each class"),
    (name: "confidence", summary: "rows by the probability of their prediction, right and wrong"),
  ]

  /// Those that the kind of target has.
  var plots: [(name: String, summary: String)] {
    let names =
      switch kindOfTarget {
      case .class: ["confusion", "classes", "confidence"]
      case .tags, .phrases: ["confusion", "classes"]
      case .labels: ["classes"]
      case .next: [String]()
      }
    return Self.plots.filter { names.contains($0.name) }
  }

  func chart(_ plot: String) -> Chart? {
    guard let result, !result.rows.isEmpty else { return nil }
    return switch plot {
    case "classes": classesChart(result)
    case "confidence": confidenceChart(result)
    default: confusionChart(result)
    }
  }

  private var place: String { "\(name): \(data.name).\(split.rawValue)" }

  private func confusionChart(_ result: Evaluation) -> Chart {
    let counts = labels.indices.map { actual in
      labels.indices.map { result.confusion[actual: actual, predicted: $0] }
    }
    return Chart(
      title, x: ChartAxis("predicted"), y: ChartAxis("true"),
      body: .heat(HeatMap(names: labels, counts: counts)))
  }

  private func classesChart(_ result: Evaluation) -> Chart {
    let confusion = result.confusion
    let counts = result.labelling?.counts
    // Of many labels the bars of the most frequent can be told apart.
    let shown = counts.map { Array(self.order(of: $0).prefix(30)) } ?? Array(labels.indices)
    let series = { (name: String, value: (Int) -> Double) in
      BarGroups.Series(name, shown.map(value))
    }
    return Chart(
      "\(place), by class", x: ChartAxis(range: 0...1),
      body: .bars(
        BarGroups(
          names: shown.map { labels[$0] },
          series: [
            series("precision") { counts?.byLabel[$0].precision ?? confusion.precision($0) },
            series("recall") { counts?.byLabel[$0].recall ?? confusion.recall($0) },
            series("f1") { counts?.byLabel[$0].f1 ?? confusion.f1($0) },
          ], decimals: 3)))
  }

  /// The rows of each bin of probability, those that are right below those that are wrong.
  private func confidenceChart(_ result: Evaluation) -> Chart {
    let dataset = data.dataset
    var (right, wrong): ([Double], [Double]) = ([], [])
    for (index, row) in result.rows.enumerated() {
      let guess = result.predictions[index]
      let isRight = labels[guess] == dataset.target.name(of: dataset.classes[row])
      let sureness = Double(result.probabilities[index][guess])
      if isRight { right.append(sureness) } else { wrong.append(sureness) }
    }
    return Chart(
      "\(place), rows by probability of the prediction", x: ChartAxis("probability"),
      y: ChartAxis("rows", isWhole: true),
      body: .histogram(
        Histogram(
          [(name: "right", numbers: right), (name: "wrong", numbers: wrong)], most: 20,
          isWhole: false, range: 0...1)))
  }
}
