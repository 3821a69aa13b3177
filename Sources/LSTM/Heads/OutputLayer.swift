// SPDX-License-Identifier: Apache-2.0

/// The end of every stack: a fully connected layer whose width the target decides, giving the
/// scores that the task's loss and predictions start from.
struct OutputLayer: Layer {
  /// `auto`, `softmax`, `sigmoid`, `crf` or `adaptive`.
  let activation: String
  /// The probability from which on a label, or the second of two classes, is predicted.
  var threshold = 0.5
  /// Whether its weights are the vectors of the embedding (Press and Wolf 2017).
  var isTied = false
  /// These vectors.
  var table: ParameterSlot?
  /// Where the clusters of an adaptive softmax end; nil to be chosen.
  var cutoffs: [Double]?
  /// How many times fewer features each of its tails has than the one before.
  var division = Self.divValueDefault
  /// These clusters; nil for scores of all tokens side by side.
  var clusters: TokenClusters?
  /// Scores a row, as the task says.
  var width = 0
  /// The scores of the classes of a row, by the name of their target.
  var classHeads: [(name: String, width: Int)] = []

  var consumption: Consumption { .vector }

  /// Scores that every place has.
  var scoresAtEveryPlace: Int { clusters?.headWidth ?? width }

  private func dense(_ units: Int) -> DenseLayer { DenseLayer(units: units, activation: .linear) }

  func outputType(for input: FlowType) -> FlowType { dense(width).outputType(for: input) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    let chain = [
      ParameterSpec("transitions", [width, width], .constant(0), isRegularized: false),
      ParameterSpec("start", [width], .constant(0), isRegularized: false),
      ParameterSpec("end", [width], .constant(0), isRegularized: false),
    ]
    let scores = dense(scoresAtEveryPlace).parameters(for: input)
      .filter { table == nil || $0.name == "bias" }
    let tails = (clusters?.tails ?? []).enumerated().flatMap { index, tail in
      let weights = dense(tail.tokens.count).parameters(for: .vector(features: tail.units))
      let projection = ParameterSpec(
        "projection", [input.features, tail.units], .glorot(blocks: 1), isRegularized: true)
      return ([projection] + weights).map { $0.within(Self.tail(index)) }
    }
    let heads = classHeads.flatMap { head in
      dense(head.width).parameters(for: input).map { $0.within(head.name) }
    }
    return scores + tails + (activation == "crf" ? chain : []) + heads
  }

  /// The name of a tail, by its number from 0.
  static func tail(_ index: Int) -> String { "tail\(index + 1)" }

  func makeStage(_ site: Site) -> any Stage {
    if let clusters {
      return AdaptiveSoftmaxStage(clusters, slots: site.slots, input: site.input)
    }
    guard let table else { return dense(width).makeStage(site) }
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
        "activation", .choice(["auto", "softmax", "sigmoid", "crf", adaptive]),
        default: .word("auto"), positional: true,
        help: "auto: sigmoid with binary cross-entropy for two classes and for labels, else "
          + "softmax; crf: a conditional random field over tags; adaptive: a softmax over clusters "
          + "of tokens, fast for large vocabularies of language models"),
      threshold, tied, cutoffsSetting, divValue,
    ],
    example: "output",
    make: {
      OutputLayer(
        activation: $0.word("activation"), threshold: $0.number("threshold"),
        isTied: $0.boolean("tied"),
        cutoffs: $0["cutoffs"] == cutoffsSetting.defaultValue ? nil : $0.numbers("cutoffs"),
        division: $0.number("div_value"))
    })

  /// The activation that has clusters of tokens.
  static let adaptive = "adaptive"

  /// Where the clusters of an adaptive softmax end.
  static let cutoffsSetting = ArgumentSpec(
    "cutoffs", .numbers(.atLeast(2), words: ["auto"]), default: .word("auto"),
    help: "adaptive: how many of the most frequent tokens end each cluster but the last; auto: a "
      + "fifteenth and a fifth of the vocabulary, and one cluster for fewer than 1000 tokens")

  /// How many times fewer features each tail has than the one before.
  static let divValue = ArgumentSpec(
    "div_value", .number(.atLeast(1)), default: .number(divValueDefault),
    help: "adaptive: how many times fewer features each cluster is given than the one before")

  private static let divValueDefault = 4.0

  /// From which probability on a label, or the second of two classes, is predicted.
  ///
  /// Model files name it only where it is not 0.5.
  static let threshold = ArgumentSpec(
    "threshold", .number(.from(0, below: 1)), default: .number(0.5),
    help: "the probability from which on a label, or the second of two classes, is predicted")
}
