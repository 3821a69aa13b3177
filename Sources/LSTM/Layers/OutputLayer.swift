// SPDX-License-Identifier: Apache-2.0

/// The end of every stack: a fully connected layer whose width the target decides, giving the
/// scores that the task's loss and predictions start from.
struct OutputLayer: Layer {
  /// `auto`, `softmax`, `sigmoid` or `crf`.
  let activation: String
  /// The probability from which on a label, or the second of two classes, is predicted.
  var threshold = 0.5
  /// Whether its weights are the vectors of the embedding (Press and Wolf 2017).
  var isTied = false
  /// These vectors.
  var table: ParameterSlot?
  /// Scores a row, as the task says.
  var width = 0
  /// The scores of the classes of a row, by the name of their target.
  var classHeads: [(name: String, width: Int)] = []

  var consumption: Consumption { .vector }

  private var dense: DenseLayer { DenseLayer(units: width, activation: .linear) }

  func outputType(for input: FlowType) -> FlowType { dense.outputType(for: input) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    let chain = [
      ParameterSpec("transitions", [width, width], .constant(0), isRegularized: false),
      ParameterSpec("start", [width], .constant(0), isRegularized: false),
      ParameterSpec("end", [width], .constant(0), isRegularized: false),
    ]
    let scores = dense.parameters(for: input).filter { table == nil || $0.name == "bias" }
    let heads = classHeads.flatMap { head in
      DenseLayer(units: head.width, activation: .linear).parameters(for: input).map {
        ParameterSpec(
          "\(head.name).\($0.name)", $0.shape, $0.initializer, isRegularized: $0.isRegularized)
      }
    }
    return scores + (activation == "crf" ? chain : []) + heads
  }

  func makeStage(_ site: Site) -> any Stage {
    guard let table else { return dense.makeStage(site) }
    return TiedStage(table: table, bias: site.slots[0], input: site.input)
  }

  /// Whether the weights are shared; model files name it only where they are.
  static let tied = ArgumentSpec(
    "tied", .boolean, default: .boolean(false),
    help:
      "whether the weights are the vectors of `embed`, which has as many units as come in here; "
      + "for language models")

  static let entry = LayerEntry(
    name: "output",
    summary: "scores for the target; width, activation and loss come from it",
    arguments: [
      ArgumentSpec(
        "activation", .choice(["auto", "softmax", "sigmoid", "crf"]), default: .word("auto"),
        positional: true,
        help: "auto: sigmoid with binary cross-entropy for two classes and for labels, else "
          + "softmax; crf: a conditional random field over tags"),
      threshold, tied,
    ],
    example: "output",
    make: {
      OutputLayer(
        activation: $0.word("activation"), threshold: $0.number("threshold"),
        isTied: $0["tied"] == .boolean(true))
    })

  /// From which probability on a label, or the second of two classes, is predicted.
  ///
  /// Model files name it only where it is not 0.5.
  static let threshold = ArgumentSpec(
    "threshold", .number(.from(0, below: 1)), default: .number(0.5),
    help: "the probability from which on a label, or the second of two classes, is predicted")
}
