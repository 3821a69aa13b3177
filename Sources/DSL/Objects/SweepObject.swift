// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `grid`, a `search`, or a `train` from several seeds defines: runs that differ in some
/// settings, and the best of them.
final class SweepObject: ScriptObject {
  /// Which statement it is of.
  enum Form: String {
    case grid, search, seeds

    /// The verb of the statement.
    var verb: StatementVerb {
      switch self {
      case .grid: .grid
      case .search: .search
      case .seeds: .train
      }
    }
  }

  /// One run, with the settings that tell it from the others.
  struct Trial {
    let settings: [(name: String, text: String)]
    let run: RunObject

    /// `units=64 lr=0.01`.
    var title: String { settings.map { "\($0.name)=\($0.text)" }.joined(separator: " ") }
  }

  /// What makes the runs of a search, one after another.
  struct Search {
    let space: SweepSpace
    let options: SweepOptions
    let seed: UInt64
    let makeTrial: ([SweepChoice]) throws(Diagnostic) -> Trial?
  }

  let name: String
  let form: Form
  let metric: SweepMetric
  /// All runs of a grid; those of a search that were made so far.
  var trials: [Trial]
  let search: Search?
  /// The best run; until it is known, the first one stands for it.
  let best: RunObject
  /// Whether all runs are done.
  var isDone = false

  init(
    name: String, form: Form, metric: SweepMetric, trials: [Trial], stand: RunObject,
    search: Search? = nil
  ) {
    self.name = name
    self.form = form
    self.metric = metric
    self.trials = trials
    self.search = search
    best = RunObject(name: "\(name).best", setup: stand.setup)
  }

  var kind: ObjectKind { form == .seeds ? .runs : .sweep }

  /// The trials that have a figure, the best one first; of equals the earlier one.
  var ranked: [(trial: Trial, figure: Double)] {
    trials.enumerated()
      .compactMap { index, trial in
        metric.figure(of: trial.run).map { (index: index, trial: trial, figure: $0) }
      }
      .sorted { ($0.figure, $0.index) < ($1.figure, $1.index) }
      .map { ($0.trial, $0.figure) }
  }

  /// The trials whose run diverged: they count for no mean, and none of them is the best.
  var diverged: [Trial] { trials.filter(\.run.isDiverged) }

  /// The best run so far and its figure, of those whose weights were given to `keepWeights`.
  private var leader: (run: RunObject, figure: Double)?

  /// Keeps the weights of a run only if it is the best so far: there may be thousands of runs.
  func keepWeights(of trial: Trial) {
    guard let figure = metric.figure(of: trial.run), figure < leader?.figure ?? .infinity else {
      trial.run.outcome?.network = nil
      return
    }
    leader?.run.outcome?.network = nil
    leader = (trial.run, figure)
  }

  /// Lets `best` be the best run so far; false while there is none.
  func chooseBest() -> Bool {
    guard let first = ranked.first else { return false }
    best.setup = first.trial.run.setup
    best.outcome = first.trial.run.outcome
    best.key = first.trial.run.key
    best.number = first.trial.run.number
    return true
  }

  var title: String {
    let done = trials.count { $0.run.outcome != nil }
    let lost = diverged.isEmpty ? "" : ", \(diverged.count) of them diverged"
    let count = (form == .seeds ? "\(trials.count) seeds" : "\(done) runs") + lost
    guard isDone, let first = ranked.first else { return "\(form.rawValue) \(name): not finished" }
    let figure = FixedDecimal.figure(metric.value(first.figure))
    return "\(form == .seeds ? "train" : form.rawValue) \(name): \(count), "
      + "best valid.\(metric.name) \(figure) with \(first.trial.title)"
  }

  static let fields =
    [
      FieldSpec(name: "best", type: .object(.run), summary: "the best run"),
      FieldSpec(name: "trials", type: .number, summary: "how many runs there are"),
      FieldSpec(
        name: "deviation", type: .number,
        summary: "standard deviation over the runs of the figure that ranks them"),
    ]
    + RunObject.validFields.map {
      FieldSpec(name: $0.name, type: .number, summary: "mean over the runs, \($0.summary)")
    }

  static let facets = [(name: "trials", summary: "all runs, the best one first")]

  func value(of field: String) -> Value? {
    switch field {
    case "best": return .object(best)
    case "trials": return search == nil || isDone ? .number(Double(trials.count)) : nil
    case "deviation":
      return isDone ? .number(Statistics(ranked.map(\.figure)).deviation) : nil
    default:
      return isDone && !values(of: field).isEmpty
        ? .number(Statistics(values(of: field)).mean) : nil
    }
  }

  /// A figure of the runs that have it; those that diverged are left out.
  private func values(of field: String) -> [Double] {
    trials.compactMap { trial in
      guard !trial.run.isDiverged, case .number(let number)? = trial.run.value(of: field),
        number.isFinite
      else { return nil }
      return number
    }
  }

  func absence(of field: String) -> String? {
    guard RunObject.metric(of: field) != nil else { return nil }
    return isDone && values(of: field).isEmpty
      ? best.absence(of: field) ?? "no run has it" : isDone ? nil : best.absence(of: field)
  }

  private static let mostRows = 20

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard trials.contains(where: { $0.run.outcome != nil }) else { return [] }
    let ranked = ranked.map(\.trial)
    let failed = trials.filter { trial in
      trial.run.outcome != nil && metric.figure(of: trial.run) == nil
    }
    let all = ranked + failed
    let shown = full || !facets.isEmpty ? all[...] : all.prefix(Self.mostRows)
    let names = trials.first?.settings.map(\.name) ?? []
    let figures = shownFigures
    var notes: [String] = []
    if shown.count < all.count { notes.append("… and \(all.count - shown.count) more") }
    if form == .seeds, ranked.count > 1 {
      let statistics = Statistics(ranked.compactMap { metric.figure(of: $0.run).map(metric.value) })
      notes.append("valid.\(metric.name): \(statistics.text)")
    }
    return [
      ResultTable(
        title: title,
        columns: names + figures.map(\.name) + ["epoch", ""],
        alignments: names.map { _ in .right } + figures.map { _ in .right } + [.right, .left],
        rows: shown.map { trial in
          trial.settings.map(\.text)
            + figures.map { figure in trial.run.keptEpoch.map(figure.text) ?? "" } + [
              trial.run.epochText, trial.run.endText,
            ]
        }, footnotes: notes)
    ]
  }
}

extension SweepObject {
  /// The figures of a table: those on the validation split that runs have, and what ranks them.
  private var shownFigures: [EpochFigure] {
    let figures = EpochFigure.all(of: trials.compactMap(\.run.keptEpoch), best.targets).dropFirst()
    let isThere = figures.contains { $0.figure == metric.name }
    return figures + (isThere ? [] : [EpochFigure(figure: metric.name)])
  }
}

extension RunObject {
  /// Whether its loss, a gradient or a weight was not finite.
  var isDiverged: Bool { outcome?.result?.end.isDiverged ?? false }

  /// `6 of 10`: the epoch that was kept, and how many were finished.
  var epochText: String {
    guard let result = outcome?.result else { return "" }
    return "\(result.keptEpoch) of \(result.epochs.count)"
  }

  /// How it ended, unless it came to its regular end.
  var endText: String {
    guard case .text(let status)? = value(of: "status") else { return "" }
    return ["finished", "loaded"].contains(status) ? "" : status
  }
}

/// Mean and standard deviation of some numbers; 0 of none.
struct Statistics {
  let mean: Double
  /// Of a sample, with n - 1 below; 0 for a single number.
  let deviation: Double

  /// Those of figures that all have a value; nil where one has none.
  init?(all numbers: [Double?]) {
    let known = numbers.compactMap(\.self)
    guard !known.isEmpty, known.count == numbers.count else { return nil }
    self.init(known)
  }

  init(_ numbers: [Double]) {
    let mean = numbers.reduce(0, +) / Double(max(numbers.count, 1))
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = numbers.count > 1 ? (squares / Double(numbers.count - 1)).squareRoot() : 0
  }

  /// `0.8417 ± 0.0123`.
  var text: String {
    "\(FixedDecimal.figure(mean)) ± \(FixedDecimal.figure(deviation))"
  }
}
