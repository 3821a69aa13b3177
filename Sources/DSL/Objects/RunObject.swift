// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `train` or a `load` statement defines: a model and, once it has run, its weights.
///
/// The best run of a sweep is one too: it stands for the first combination until it is known which
/// one is best.
final class RunObject: ScriptObject {
  /// What is trained, and on what.
  struct Setup {
    let model: Model
    let stack: [SavedLayer]
    let plan: Plan?
    /// What is predicted, the leading target first.
    let targets: [SavedTarget]
    /// What it reads.
    let inputs: SavedInputs
    /// How the file of the training rows was read; nil for rows of the script.
    var reading: SavedReading?
    /// What stands between the labels, or phrases, of a cell.
    var separator = TargetCells().separator
    /// The statements that make this run.
    let recipe: Recipe
    /// They as a script.
    var script: String { recipe.script }

    /// The stack with the values of its parameters; settings that are the default ones are left out.
    var stackText: String { SavedLayer.joined(stack.map(\.text)) }

    /// The same for a run that is read from a file.
    var loaded: Setup { with(plan: nil, recipe: recipe) }

    /// The same with another plan.
    func with(plan: Plan?, recipe: Recipe) -> Setup {
      Setup(
        model: model, stack: stack, plan: plan, targets: targets,
        inputs: inputs, reading: reading, separator: separator,
        recipe: recipe)
    }
  }

  /// What training is to do; nil for a model that was loaded.
  struct Plan {
    let data: DataObject
    let options: TrainingOptions
    /// Why the last epoch is kept although the default is the best one.
    let keepsLast: Bool
    /// What it takes.
    let memory: MemoryEstimate
    /// The run whose weights it begins with.
    var start: RunObject?
    /// The key of the run that it goes on with, after its end.
    var continues: String?

    /// Rows, or tokens of a stream, that an epoch goes through.
    var itemsInEpoch: Int {
      data.dataset.examples.itemsInEpoch(of: data.dataset.splits.train, options)
    }

    /// The learning rate in the course of the run.
    var course: RateCourse { course(of: options) }

    /// The same with other options of training.
    func course(of options: TrainingOptions) -> RateCourse {
      RateCourse(
        options,
        stepsAnEpoch: data.dataset.examples.stepsInEpoch(of: data.dataset.splits.train, options))
    }
  }

  /// What came of it.
  struct Outcome {
    /// The weights; nil for a run of a grid or a search that is not the best one.
    var network: Network?
    /// The hash of the weights.
    let fingerprint: String
    let result: TrainingResult?
    let description: SavedModel.Description
    /// The most bytes that the process had held when training ended; nil for a model that was
    /// loaded.
    let peakMemory: Int?
  }

  let name: String
  var setup: Setup
  /// The weights and how they came about; nil before it has run.
  var outcome: Outcome?
  /// What identified it when it ran; what it stands on may have changed since.
  var key: String?
  /// Its number in the record; nil where it is not noted.
  var number: Int?

  init(name: String, setup: Setup) {
    self.name = name
    self.setup = setup
  }

  var model: Model { setup.model }
  var plan: Plan? { setup.plan }
  /// What turns texts into numbers; nil for a run that reads none.
  var text: TextTransform? { setup.inputs.text }
  /// What it predicts with; nil before it has weights.
  var worker: PredictionWorker? {
    (outcome?.network).map { PredictionWorker($0, for: targets.map(\.task)) }
  }

  /// `1 row`, `7 texts`: what it reads, counted.
  func counted(_ rows: Int) -> String {
    let word = sound != nil ? "recording" : text == nil ? "row" : "text"
    return "\(rows) \(word)\(rows == 1 ? "" : "s")"
  }

  /// What measures numbers; nil for a run that reads none.
  var numbers: NumberTransform? { setup.inputs.numbers }
  /// What it hears recordings with; nil for a run that reads none.
  var sound: SoundTransform? { setup.inputs.numbers?.sound }
  /// Whether it reads columns of numbers, which cannot be written in the place of a text.
  var readsColumns: Bool { numbers != nil && sound == nil }
  /// What measures windows over series; nil for a run that reads none.
  var windows: WindowTransform? { setup.inputs.windows }
  /// What is predicted, the leading target first.
  var targets: [SavedTarget] { setup.targets }
  /// The task of the leading target.
  var task: any TargetTask { targets[0].task }
  /// The names of its values.
  var labels: Labels { (task as? any Labelled)?.labels ?? Labels(fitting: [String]()) }

  /// The names of the values of a target by its column.
  func labels(of column: String) -> Labels? {
    targets.first { $0.column == column }.flatMap { ($0.task as? any Labelled)?.labels }
  }

  var kind: ObjectKind { .run }

  var title: String {
    guard let outcome else { return "run \(name): not trained yet" }
    guard let result = outcome.result else {
      return "run \(name): loaded, \(FaceCatalog.face(of: task).counted)"
    }
    if !result.probes.isEmpty { return "run \(name): a range test of \(result.probes.count) steps" }
    guard result.keptEpoch > 0 else { return "run \(name): stopped before an epoch was finished" }
    let figure = keptEpoch.map { monitored($0.valid) } ?? ""
    guard let mean = result.mean, mean.isKept else {
      return "run \(name): kept epoch \(result.keptEpoch) of \(result.epochs.count)\(figure)"
    }
    return
      "run \(name): kept the mean of the epochs \(mean.list) of \(result.epochs.count)\(figure)"
  }

  /// The figure that chooses the epoch, of some figures.
  private func monitored(_ figures: [Figure]) -> String {
    let monitor = plan?.options.monitor ?? FigureName("loss")
    return figures.first { $0.name == monitor }
      .map { " (valid.\(monitor) \(FixedDecimal.short($0.value)))" } ?? ""
  }

  /// What became of the mean of the weights of some epochs; nil where none was made.
  var meanNote: String? {
    guard let result = outcome?.result, let mean = result.mean,
      let best = result.epochs.first(where: { $0.epoch == result.keptEpoch })
    else { return nil }
    let text = "the mean of the epochs \(mean.list)\(monitored(mean.valid))"
    if mean.valid.isEmpty {
      return "  \(text) is kept; without a validation split it is not measured"
    }
    return "  \(text) is \(mean.isKept ? "better than" : "no better than") epoch \(best.epoch)"
      + "\(monitored(best.valid)), and \(mean.isKept ? "kept" : "not kept")"
  }

  static let facets = [
    (name: "epochs", summary: "the figures of each epoch"),
    (name: "layers", summary: "a row a layer: type out, parameters, bytes"),
    (name: "options", summary: "every training option in force"),
    (name: "memory", summary: "what training takes, and what the process has held at most"),
    (
      name: "rates",
      summary: "the learning rate of each epoch; after `range_test` the loss by learning rate"
    ),
    (name: "gradients", summary: "how gradients shrink or grow with the distance in time"),
  ]

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    let wanted =
      facets.isEmpty ? (full ? ["layers", "options", "memory", "epochs"] : ["epochs"]) : facets
    return wanted.flatMap { facet -> [ResultTable] in
      switch facet {
      case "layers": ModelObject.tables(of: model, stack: setup.stackText, full: full)
      case "options": [optionsTable]
      case "memory": [memoryTable]
      case "rates": [ratesTable]
      case "gradients": [gradientsTable]
      default: [epochsTable]
      }
    }
  }

  private var memoryTable: ResultTable {
    guard let plan else {
      return ResultTable(
        title: "memory, beside the program and its data", columns: ["for", "bytes"],
        alignments: [.left, .right],
        rows: [["weights, loaded from a file", Amount.bytes(4 * model.layout.count)]])
    }
    let foreseen = ModelObject.memory(of: model, plan.data, plan.options)
    guard let peak = outcome?.peakMemory else { return foreseen }
    return ResultTable(
      title: foreseen.title, columns: foreseen.columns, alignments: foreseen.alignments,
      rows: foreseen.rows + [
        ["the whole process", "at most, when training ended", Amount.bytes(peak)]
      ])
  }

  private var epochsTable: ResultTable {
    let epochs = outcome?.result?.epochs ?? []
    let figures = EpochFigure.all(of: epochs, targets)
    let hasValid = epochs.contains { !$0.valid.isEmpty }
    let columns = ["epoch"] + figures.map(\.name) + (hasValid ? [""] : [])
    return ResultTable(
      title: title, columns: columns, alignments: columns.map { $0.isEmpty ? .left : .right },
      rows: epochs.map { epoch in
        [String(epoch.epoch)] + figures.map { $0.text(epoch) }
          + (hasValid ? [mark(epoch.epoch)] : [])
      }, footnotes: meanNote.map { [String($0.drop { $0 == " " })] } ?? [])
  }

  /// What became of the weights of an epoch.
  private func mark(_ epoch: Int) -> String {
    guard let result = outcome?.result else { return "" }
    if let mean = result.mean, mean.isKept { return mean.epochs.contains(epoch) ? "averaged" : "" }
    return epoch == result.keptEpoch ? "kept" : ""
  }

  private var optionsTable: ResultTable {
    guard let options = plan?.options else {
      return ResultTable(title: "loaded from a file", columns: [], alignments: [], rows: [])
    }
    var rows = [["optimizer", options.optimizer.name, options.optimizer.summary]]
    rows += options.optimizer.arguments.map {
      [$0.name, options.optimizerArguments[$0]?.text ?? "", $0.help]
    }
    rows.append(["schedule", options.schedule.name, options.schedule.summary])
    rows += options.schedule.arguments.map {
      [$0.name, options.scheduleArguments[$0]?.text ?? "", $0.help]
    }
    rows += TrainingOptions.arguments.map {
      [$0.name, options.settings[$0]?.text ?? "", $0.help]
    }
    rows.append(["seed", String(options.seed), "what all randomness comes from"])
    return ResultTable(
      title: "options of \(name)", columns: ["option", "value", ""],
      alignments: [.left, .right, .left], rows: rows)
  }
}

extension EpochMean {
  /// The epochs: `5, 7 and 8`.
  fileprivate var list: String { epochs.map(String.init).listed }
}
