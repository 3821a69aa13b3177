// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `model` statement defines: a stack with parameters, for a data set.
///
/// Types are run along it when it is checked.
final class ModelObject: ScriptObject {
  let name: String
  /// The parameters and their defaults, in order.
  let parameters: [(name: String, value: Value)]
  /// The data that it is for.
  let data: DataObject
  /// The stack as written, and the source that its spans point into.
  let stack: Stack
  let source: SourceText
  /// The names in force where it was defined.
  let scope: Scope
  /// The model with the defaults.
  let model: Model

  init(
    name: String, parameters: [(name: String, value: Value)], data: DataObject, stack: Stack,
    source: SourceText, scope: Scope, model: Model
  ) {
    self.name = name
    self.parameters = parameters
    self.data = data
    self.stack = stack
    self.source = source
    self.scope = scope
    self.model = model
  }

  /// Whether a layer of it reads the characters of tokens.
  var readsCharacters: Bool {
    stack.calls.contains { LayerCall.layersWithStack.contains($0.name.text) }
  }

  var kind: ObjectKind { .model }

  var title: String {
    "model \(name): \(Amount.grouped(model.layout.parameterCount)) parameters"
  }

  static let fields = [
    FieldSpec(name: "parameters", type: .number, summary: "numbers that are trained"),
    FieldSpec(name: "bytes", type: .number, summary: "memory of the parameters"),
  ]

  static let facets = [
    (name: "layers", summary: "a row a layer: type out, parameters, bytes"),
    (name: "memory", summary: "what it takes to train with the defaults, and to predict"),
  ]

  func value(of field: String) -> Value? {
    switch field {
    case "parameters": .number(Double(model.layout.parameterCount))
    case "bytes": .number(Double(model.layout.parameterCount * 4))
    default: nil
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    let wanted = facets.isEmpty ? (full ? self.facets.map(\.name) : ["layers"]) : facets
    return wanted.flatMap { facet in
      facet == "memory"
        ? [Self.memory(of: model, data, .defaults)]
        : Self.tables(of: model, stack: Formatter.format(stack), full: full)
    }
  }

  /// What training and prediction take, foreseen from the longest rows of the data.
  static func memory(
    of model: Model, _ data: DataObject, _ options: TrainingOptions
  ) -> ResultTable {
    let splits = data.dataset.splits
    let estimate = MemoryEstimate(
      model, data.dataset.examples, trainRows: splits.train, validRows: splits.valid,
      options: options)
    let batches = "\(options.optimizer.name), batches of \(options.batch)"
    return ResultTable(
      title: "memory, beside the program and its data", columns: ["for", "", "bytes"],
      alignments: [.left, .left, .right],
      rows: [
        ["training", batches, Amount.bytes(estimate.training)],
        ["prediction", "", Amount.bytes(estimate.prediction)],
      ])
  }

  /// A row a layer; with `full` a row a parameter after it.
  static func tables(of model: Model, stack: String, full: Bool) -> [ResultTable] {
    let source = if case .tokens = model.input { "text" } else { "inputs" }
    var rows = [["", source, model.input.description, "", ""]]
    let row = { (name: String, note: String, type: FlowType, parameters: Int) in
      [
        name, note, type.description, Amount.grouped(parameters), Amount.bytes(parameters * 4),
      ]
    }
    for layer in model.allLayers {
      // Those of layers in others are counted once.
      rows.append(
        layer.parts.isEmpty
          ? row(
            layer.name,
            layer.tiedTo.map { "vectors of \($0)" } ?? (layer.isImplied ? "implied" : ""),
            layer.output, layer.parameterCount)
          : [layer.name, "", layer.output.description, "", ""])
    }
    for head in model.heads {
      let parts = head.parts.map { head.parameterCount(of: $0) }
      let isOnLast = model.features.isSequence && !head.input.isSequence
      rows.append(
        row(
          head.name, isOnLast ? "on the last" : "", head.output,
          head.parameterCount - parts.reduce(0, +)))
      for (part, count) in zip(head.parts, parts) {
        rows.append(
          row(
            "\(head.name).\(part.name)", "from \(Amount.grouped(part.choices.lowerBound))",
            .sequence(features: part.choices.count), count))
      }
    }
    rows.append([
      "all", "", "", Amount.grouped(model.layout.parameterCount),
      Amount.bytes(model.layout.parameterCount * 4),
    ])
    let layers = ResultTable(
      title: stack, columns: ["layer", "", "type out", "parameters", "bytes"],
      alignments: [.left, .left, .left, .right, .right], rows: rows,
      footnotes: [
        "loss: "
          + model.heads.map { head in
            head.target.isEmpty ? head.lossName : "\(head.lossName) of \(head.target)"
          }.joined(separator: " + ")
      ])
    guard full else { return [layers] }
    let tensors = ResultTable(
      title: "parameters", columns: ["name", "shape"], alignments: [.left, .left],
      rows: model.layout.slots.map { slot in
        [slot.name, slot.spec.shape.map(String.init).joined(separator: " x ")]
      })
    return [layers, tensors]
  }
}
