// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What the probabilities of classes and labels are drawn as beside what is true.
enum RankCharts {
  /// The pictures of the order that probabilities give the rows.
  static let plots: [FaceFacet] = [
    (
      name: roc,
      summary:
        "the receiver operating characteristic: the share of a class that is found over that of "
        + "the other rows; of two classes that of the second, else of each against the rest"
    ),
    (
      name: precisionRecall,
      summary:
        "precision over recall in steps, whose area is the average precision; of the same classes"
    ),
  ]

  /// The picture of how far probabilities can be believed.
  static let calibrationPlot: FaceFacet = (
    name: "calibration",
    summary: "how often predictions are right, over their probability, in "
      + "\(Calibration.standardBins) bins of equal width; `ece` is how far that is from the diagonal"
  )

  static let roc = "roc"
  static let precisionRecall = "precision_recall"

  /// The most classes that have a line: as many as there are colours.
  private static let mostLines = SVGWriter.palette.count

  /// A curve for each class or label, those of the most rows; nil where none has one.
  ///
  /// - Parameter counts: the rows of each class or label, in the order of the names.
  static func curves(
    _ plot: String, _ place: String, _ names: [String], _ scores: ClassScores, counts: [Int]
  ) -> Chart? {
    guard counts.count == names.count else { return nil }
    let isOfTwo = !scores.areLabels && names.count == 2
    let order =
      isOfTwo
      ? [1] : names.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    // A class without rows has no curve, and one that all rows are of has no ROC.
    let rows = scores.probabilities.count
    let known = order.filter { counts[$0] > 0 && (plot != roc || counts[$0] < rows) }
    let lines = known.prefix(mostLines).compactMap { index in
      line(plot, names[index], scores.ranked(index))
    }
    guard !lines.isEmpty else { return nil }
    var notes: [String] = []
    if lines.count < known.count {
      notes.append(
        "the \(lines.count) of \(known.count) \(scores.areLabels ? "labels" : "classes") with the most rows"
      )
    }
    let share = isOfTwo ? Double(counts[1]) / Double(max(counts.reduce(0, +), 1)) : nil
    return chart(
      plot, isOfTwo ? "\(place), \(title(plot)) of \(names[1])" : "\(place), \(title(plot))", lines,
      chance: share, notes: notes)
  }

  /// Curves in one picture, with what chance comes to.
  ///
  /// - Parameter chance: the share of the rows that are of the class; nil for several classes.
  static func chart(
    _ plot: String, _ title: String, _ lines: [Curves.Line], chance: Double?, notes: [String] = []
  ) -> Chart {
    let isROC = plot == roc
    var all = lines
    if isROC {
      all.append(
        Curves.Line("by chance", [ChartPoint(0, 0), ChartPoint(1, 1)], isGuide: true))
    } else if let chance {
      all.append(
        Curves.Line("by chance", [ChartPoint(0, chance), ChartPoint(1, chance)], isGuide: true))
    }
    return Chart(
      title, x: ChartAxis(isROC ? "false positive rate" : "recall", range: 0...1),
      y: ChartAxis(isROC ? "true positive rate" : "precision", range: 0...1),
      body: .curves(Curves(lines: all)), notes: notes, isSquare: true)
  }

  static func title(_ plot: String) -> String { plot == roc ? "ROC" : "precision over recall" }

  /// The curve of one class with its area; nil where it has none.
  static func line(_ plot: String, _ name: String, _ ranked: RankedScores) -> Curves.Line? {
    let isROC = plot == roc
    guard let area = isROC ? ranked.auc : ranked.averagePrecision else { return nil }
    let points = isROC ? ranked.rocCurve : ranked.precisionRecallCurve
    return Curves.Line(
      "\(name), area \(FixedDecimal.string(area, decimals: 4))", thinned(points),
      hasMarks: false)
  }

  /// The points that can be told apart.
  private static func thinned(_ points: [RankedScores.Point]) -> [ChartPoint] {
    let least = 1.0 / 500
    var kept: [ChartPoint] = []
    for (index, point) in points.enumerated() {
      let isLast = index == points.count - 1
      if let last = kept.last, !isLast {
        let next = points[index + 1]
        let isOnTheWay =
          last.x == point.x && point.x == next.x || last.y == point.y && point.y == next.y
        let isNear = abs(point.x - last.x) < least && abs(point.y - last.y) < least
        if isOnTheWay || points.count > 500 && isNear { continue }
      }
      kept.append(ChartPoint(point.x, point.y))
    }
    return kept
  }

  /// How often predictions are right, over their probability.
  static func calibration(_ place: String, _ calibration: Calibration) -> Chart {
    let count = calibration.bins.count
    let filled = calibration.bins.filter { $0.rows > 0 }
    let error = FixedDecimal.figure(calibration.error)
    return Chart(
      "\(place), calibration", x: ChartAxis("probability", range: 0...1),
      y: ChartAxis("share", range: 0...1),
      body: .curves(
        Curves(lines: [
          Curves.Line("share that is right", filled.map { ChartPoint($0.confidence, $0.accuracy) }),
          Curves.Line(
            "share of all rows",
            filled.map { ChartPoint($0.confidence, Double($0.rows) / Double(calibration.rows)) },
            isJoined: false),
          Curves.Line(
            "perfect", [ChartPoint(0, 0), ChartPoint(1, 1)], isGuide: true),
        ])),
      notes: [
        "ece \(error): \(Amount.grouped(calibration.rows)) rows in \(count) bins of equal width"
      ], isSquare: true)
  }
}
