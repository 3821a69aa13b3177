// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The learning rates of the epochs of a run, one after the other.
struct EpochRates {
  private let course: RateCourse?
  private let rate: Double
  private var epochs: [EpochResult] = []

  init(_ run: RunObject) {
    // The learning-rate finder has no epochs.
    course = run.plan.flatMap { $0.options.schedule.name == "range_test" ? nil : $0.course }
    rate = run.rate ?? .nan
  }

  /// The rate of the last step of the next epoch; nil where there is none to tell.
  mutating func next(_ epoch: EpochResult) -> Double? {
    defer { epochs.append(epoch) }
    guard let course, rate.isFinite else { return nil }
    return rate * course.factor(at: epoch.epoch * course.stepsAnEpoch - 1, after: epochs)
  }
}

/// The learning rate in the course of a run, and what the learning-rate finder saw.
extension RunObject {
  /// The learning rate that factors are of; nil for a run that was loaded.
  fileprivate var rate: Double? {
    plan?.options.optimizerArguments[OptimizerEntry.rate]
  }

  /// What the learning-rate finder saw; nil after other schedules.
  var rateTest: RateCurve? {
    guard let probes = outcome?.result?.probes, !probes.isEmpty, let rate else { return nil }
    return RateCurve(probes, rate: rate)
  }

  var ratesTable: ResultTable {
    if let curve = rateTest { return table(of: curve) }
    guard let plan, let rate else {
      return ResultTable(
        title: "\(name) was loaded: nobody knows its learning rates", columns: [], alignments: [],
        rows: [])
    }
    let (course, epochs) = (plan.course, outcome?.result?.epochs ?? [])
    let text = { (step: Int) in
      FixedDecimal.plain((rate * course.factor(at: step, after: epochs)).rounded(significant: 3))
    }
    let shown = min(plan.options.epochs, 20)
    return ResultTable(
      title: "\(name): learning rate by epoch, \(plan.options.schedule.name)",
      columns: ["epoch", "first step", "last step"], alignments: [.right, .right, .right],
      rows: (1...shown).map { row in
        let epoch = shown > 1 ? 1 + (row - 1) * (plan.options.epochs - 1) / (shown - 1) : 1
        return [
          String(epoch), text((epoch - 1) * course.stepsAnEpoch),
          text(epoch * course.stepsAnEpoch - 1),
        ]
      })
  }

  private func table(of curve: RateCurve) -> ResultTable {
    ResultTable(
      title: "\(name): loss by learning rate", columns: ["lr", "loss", "smoothed", ""],
      alignments: [.right, .right, .right, .left],
      rows: curve.samples(20).map { point in
        [
          FixedDecimal.plain(point.rate.rounded(significant: 3)),
          FixedDecimal.figure(point.loss),
          FixedDecimal.figure(point.smoothed),
          point.rate == curve.bestSample(20) ? "falls fastest here" : "",
        ]
      },
      footnotes: ["a rate to try: \(FixedDecimal.plain(curve.best.rounded(significant: 2)))"])
  }

  var ratesChart: Chart? {
    if let curve = rateTest { return chart(of: curve) }
    guard let plan, let rate else { return nil }
    let epochs = outcome?.result?.epochs ?? []
    return Chart(
      "\(name): learning rate, \(plan.options.schedule.name)", x: ChartAxis("epochs done"),
      y: ChartAxis("lr"),
      body: .curves(Curves(lines: [plan.course.line("lr", rate: rate, after: epochs)])))
  }

  private func chart(of curve: RateCurve) -> Chart {
    let points = { (value: (RateCurve.Point) -> Double) in
      curve.points.map { ChartPoint($0.rate, value($0)) }
    }
    let best = FixedDecimal.plain(curve.best.rounded(significant: 2))
    return Chart(
      "\(name): loss by learning rate", x: ChartAxis("lr", isLogarithmic: true),
      y: ChartAxis("loss"),
      body: .curves(
        Curves(
          lines: [
            Curves.Line("smoothed", points(\.smoothed)), Curves.Line("loss", points(\.loss)),
          ], rules: [Curves.Rule("falls fastest at \(best)", x: curve.best)])))
  }

  /// What becomes of the learning rate when the run goes on to another number of epochs; nil where its
  /// schedule does not depend on that.
  func rateRemark(goingOnWith options: TrainingOptions) -> String? {
    guard let plan, let rate, options.schedule.spansRun, options.epochs != plan.options.epochs
    else { return nil }
    let done = outcome?.result?.epochs.count ?? 0
    let (before, now) = (plan.course, plan.course(of: options))
    let text = { (course: RateCourse, step: Int) in
      FixedDecimal.plain((rate * course.factor(at: step)).rounded(significant: 3))
    }
    let last = max(0, done * before.stepsAnEpoch - 1)
    return "  `\(options.schedule.name)` now spans \(options.epochs) epochs instead of "
      + "\(plan.options.epochs): after epoch \(done) the learning rate goes on at "
      + "\(text(now, last + 1)), from \(text(before, last)) before"
  }
}

extension RateCourse {
  /// The rate by the epochs done, as a line of not too many points.
  func line(_ name: String, rate: Double = 1, after epochs: [EpochResult] = []) -> Curves.Line {
    let shown = min(steps, 400)
    return Curves.Line(
      name,
      (0..<shown).map { point in
        let step = shown > 1 ? point * (steps - 1) / (shown - 1) : 0
        return ChartPoint(
          Double(step) / Double(stepsAnEpoch), rate * factor(at: step, after: epochs))
      })
  }
}
