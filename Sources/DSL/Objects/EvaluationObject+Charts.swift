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
      case .tags: ["confusion", "classes"]
      case .phrases: ["confusion"]
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

  private func classesChart(_ result: Evaluation) -> Chart? {
    let figures = classFigures(of: result)
    guard !figures.isEmpty else { return nil }
    // Of many labels the bars of the most frequent can be told apart.
    let shown =
      result.labelling.map { order(of: $0.counts).prefix(30).map { figures[$0] } } ?? figures
    return Chart(
      "\(place), by class", x: ChartAxis(range: 0...1),
      body: .bars(
        BarGroups(
          names: shown.map(\.name),
          series: [
            BarGroups.Series("precision", shown.map(\.precision)),
            BarGroups.Series("recall", shown.map(\.recall)),
            BarGroups.Series("f1", shown.map(\.f1)),
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
