// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `train` or a `load` statement defines: a model and, once it has run, its weights.
final class RunObject: ScriptObject {
  /// What training is to do; nil for a model that was loaded.
  struct Plan {
    let data: DataObject
    let options: TrainingOptions
    /// Why the last epoch is kept although the default is the best one.
    let keepsLast: Bool
  }

  /// What came of it.
  struct Outcome {
    let network: Network
    let result: TrainingResult?
    let description: SavedModel.Description
    /// The most bytes that the process had held when training ended; nil for a model that was
    /// loaded.
    let peakMemory: Int?
  }

  let name: String
  let model: Model
  let stack: [SavedLayer]
  /// The stack in its canonical form.
  let stackText: String
  let plan: Plan?
  let labels: Labels
  let transform: TextTransform
  /// The column that the texts of the training rows stood in.
  let textColumn: String
  /// The statements that make this run, in order.
  let script: String
  /// The weights and how they came about; nil before it has run.
  var outcome: Outcome?

  init(
    name: String, model: Model, stack: [SavedLayer], stackText: String, plan: Plan?,
    labels: Labels, transform: TextTransform, textColumn: String, script: String
  ) {
    self.name = name
    self.model = model
    self.stack = stack
    self.stackText = stackText
    self.plan = plan
    self.labels = labels
    self.transform = transform
    self.textColumn = textColumn
    self.script = script
  }

  var kind: ObjectKind { .run }

  var title: String {
    guard let outcome else { return "run \(name): not trained yet" }
    guard let result = outcome.result else {
      return "run \(name): loaded, \(labels.count) classes"
    }
    guard result.keptEpoch > 0 else { return "run \(name): stopped before an epoch was finished" }
    let best = result.epochs.first { $0.epoch == result.keptEpoch }
    let figure = best?.validLoss.map { " (valid.loss \(FixedDecimal.string($0, decimals: 3)))" }
    return "run \(name): kept epoch \(result.keptEpoch) of \(result.epochs.count)\(figure ?? "")"
  }

  static let fields = [
    FieldSpec(name: "epochs", type: .number, summary: "epochs that were finished"),
    FieldSpec(name: "best_epoch", type: .number, summary: "the epoch whose weights were kept"),
    FieldSpec(name: "train_loss", type: .number, summary: "training loss of the kept epoch"),
    FieldSpec(name: "valid_loss", type: .number, summary: "validation loss of the kept epoch"),
    FieldSpec(
      name: "valid_accuracy", type: .number, summary: "validation accuracy of the kept epoch"),
    FieldSpec(name: "valid_f1", type: .number, summary: "validation macro F1 of the kept epoch"),
    FieldSpec(name: "parameters", type: .number, summary: "numbers that are trained"),
    FieldSpec(name: "fingerprint", type: .text, summary: "hash of the weights"),
    FieldSpec(
      name: "status", type: .text, summary: "finished, patience, interrupted, diverged or loaded"),
  ]

  static let facets = [
    (name: "epochs", summary: "the figures of each epoch"),
    (name: "layers", summary: "a row a layer: type out, parameters, bytes"),
    (name: "options", summary: "every training option in force"),
    (name: "memory", summary: "what training takes, and what the process has held at most"),
  ]

  func value(of field: String) -> Value? {
    if field == "parameters" { return .number(Double(model.layout.parameterCount)) }
    guard let outcome else { return nil }
    let result = outcome.result
    let kept = result?.epochs.first { $0.epoch == result?.keptEpoch }
    switch field {
    case "epochs": return .number(Double(result?.epochs.count ?? 0))
    case "best_epoch": return .number(Double(outcome.description.keptEpoch))
    case "train_loss": return .number(kept?.trainLoss ?? .nan)
    case "valid_loss": return .number(kept?.validLoss ?? .nan)
    case "valid_accuracy": return .number(kept?.validAccuracy ?? .nan)
    case "valid_f1": return .number(kept?.validF1 ?? .nan)
    case "fingerprint": return .text(outcome.network.fingerprint.description)
    case "status": return .text(status(result?.end))
    default: return nil
    }
  }

  private func status(_ end: TrainingEnd?) -> String {
    switch end {
    case .finished: "finished"
    case .patience: "patience"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    case nil: "loaded"
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    let wanted =
      facets.isEmpty ? (full ? ["layers", "options", "memory", "epochs"] : ["epochs"]) : facets
    return wanted.flatMap { facet -> [ResultTable] in
      switch facet {
      case "layers": ModelObject.tables(of: model, stack: stackText, full: full)
      case "options": [optionsTable]
      case "memory": [memoryTable]
      default: [epochsTable]
      }
    }
  }

  private var memoryTable: ResultTable {
    guard let plan else {
      return ResultTable(
        title: "memory, beside the program and its data", columns: ["for", "bytes"],
        alignments: [.left, .right],
        rows: [["weights, loaded from a file", ModelObject.bytes(4 * model.layout.count)]])
    }
    let foreseen = ModelObject.memory(of: model, plan.data, plan.options)
    guard let peak = outcome?.peakMemory else { return foreseen }
    return ResultTable(
      title: foreseen.title, columns: foreseen.columns, alignments: foreseen.alignments,
      rows: foreseen.rows + [
        ["the whole process", "at most, when training ended", ModelObject.bytes(peak)]
      ])
  }

  private var epochsTable: ResultTable {
    let epochs = outcome?.result?.epochs ?? []
    let hasValid = epochs.contains { $0.validLoss != nil }
    let figure = { (value: Double?) in value.map { FixedDecimal.string($0, decimals: 4) } ?? "" }
    let columns =
      ["epoch", "train.loss"]
      + (hasValid ? ["valid.loss", "valid.accuracy", "valid.f1", ""] : [])
    return ResultTable(
      title: title, columns: columns, alignments: columns.map { $0.isEmpty ? .left : .right },
      rows: epochs.map { epoch in
        [String(epoch.epoch), figure(epoch.trainLoss)]
          + (hasValid
            ? [
              figure(epoch.validLoss), figure(epoch.validAccuracy), figure(epoch.validF1),
              epoch.epoch == outcome?.result?.keptEpoch ? "kept" : "",
            ] : [])
      })
  }

  private var optionsTable: ResultTable {
    guard let options = plan?.options else {
      return ResultTable(title: "loaded from a file", columns: [], alignments: [], rows: [])
    }
    var rows = [["optimizer", options.optimizer.name, options.optimizer.summary]]
    rows += options.optimizer.arguments.map {
      [$0.name, text(options.optimizerArguments[$0.name]), $0.help]
    }
    rows += TrainingOptions.arguments.map { [$0.name, text(options.settings[$0.name]), $0.help] }
    rows.append(["seed", String(options.seed), "what all randomness comes from"])
    return ResultTable(
      title: "options of \(name)", columns: ["option", "value", ""],
      alignments: [.left, .right, .left], rows: rows)
  }

  private func text(_ value: ArgumentValue?) -> String {
    switch value {
    case .integer(let number): String(number)
    case .number(let number): Value.text(of: number)
    case .boolean(let flag): flag ? "yes" : "no"
    case .word(let word): word
    case nil: ""
    }
  }
}
