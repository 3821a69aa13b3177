// SPDX-License-Identifier: Apache-2.0

/// The end of every stack: a fully connected layer whose width the target decides, giving the
/// scores that the task's loss and predictions start from.
struct OutputLayer: Layer {
  /// `auto`, `softmax`, `sigmoid` or `crf`.
  let activation: String
  /// The probability from which on a label, or the second of two classes, is predicted.
  var threshold = 0.5
  /// Scores a row, as the task says.
  var width = 0

  var consumption: Consumption { .vector }

  private var dense: DenseLayer { DenseLayer(units: width, activation: .linear) }

  func outputType(for input: FlowType) -> FlowType { dense.outputType(for: input) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    let chain = [
      ParameterSpec("transitions", [width, width], .constant(0), isRegularized: false),
      ParameterSpec("start", [width], .constant(0), isRegularized: false),
      ParameterSpec("end", [width], .constant(0), isRegularized: false),
    ]
    return dense.parameters(for: input) + (activation == "crf" ? chain : [])
  }

  func makeStage(_ site: Site) -> any Stage { dense.makeStage(site) }

  static let entry = LayerEntry(
    name: "output",
    summary: "scores for the target; width, activation and loss come from it",
    arguments: [
      ArgumentSpec(
        "activation", .choice(["auto", "softmax", "sigmoid", "crf"]), default: .word("auto"),
        positional: true,
        help: "auto: sigmoid with binary cross-entropy for two classes and for labels, else "
          + "softmax; crf: a conditional random field over tags"),
      threshold,
    ],
    example: "output",
    make: {
      OutputLayer(activation: $0.word("activation"), threshold: $0.number("threshold"))
    })

  /// From which probability on a label, or the second of two classes, is predicted; model files name it only where it is not 0.5.
  static let threshold = ArgumentSpec(
    "threshold", .number(.from(0, below: 1)), default: .number(0.5),
    help: "the probability from which on a label, or the second of two classes, is predicted")
}
