// SPDX-License-Identifier: Apache-2.0

/// The heads that a network can end in.
enum HeadCatalog {
  /// All of them; the first that suits a target is its own.
  static let entries: [HeadEntry] =
    [
      CTCHead.entry, SigmoidHead.entry, SoftmaxHead.entry, RandomFieldHead.entry,
      AdaptiveHead.entry,
    ]
    + RegressionHead.entries

  /// The head of a target for which a word stands after `output`: `auto` means its own, and so does
  /// a word that the leading target alone can have.
  static func entry(_ word: String, for shape: TargetShape, isLeading: Bool) -> HeadEntry? {
    let named = entries.first { $0.name == word }
    if let named, isLeading || named.suits(shape) { return named }
    return entries.first { $0.suits(shape) }
  }

  /// Makes the head that a stack asks for.
  static func make(
    _ arguments: Arguments, for shape: TargetShape, at place: HeadPlace, isLeading: Bool
  ) throws(StackProblem) -> any Head {
    let word = OutputElement.word(arguments)
    guard let entry = entry(word, for: shape, isLeading: isLeading) else {
      throw .missingOutput
    }
    guard isLeading else { return try entry.make(Arguments(for: entry.arguments), shape, place) }
    if shape.isTranscript, !entry.suits(shape) {
      throw .transcriptNeedsCTC(index: place.index, activation: entry.name)
    }
    if shape.isOfNumbers, !entry.suits(shape) {
      throw .numbersNeedRegression(index: place.index, activation: entry.name)
    }
    // What the target cannot have comes before what the head cannot be told.
    let head = try entry.make(arguments, shape, place)
    for other in entries where other.name != entry.name {
      for setting in other.arguments
      where arguments[setting] != setting.defaultValue {
        throw other.stray(entry.name, place.index)
      }
    }
    return head
  }
}

/// The end of every stack: it becomes a head for each target.
enum OutputElement {
  /// Which head it is.
  static let activation = ArgumentKey.choice(
    "activation",
    ["auto", "softmax", "sigmoid", "crf", AdaptiveHead.name, CTCHead.name]
      + RegressionHead.entries.map(\.name),
    default: "auto", positional: true,
    help: "auto: sigmoid with binary cross-entropy for two classes and for labels, else "
      + "softmax; crf: a conditional random field over tags; adaptive: a softmax over clusters "
      + "of tokens, fast for large vocabularies of language models; ctc: the symbols of a transcript, "
      + "wherever they stand among the steps; mse, mae, huber: the loss of "
      + "numbers, mse by itself; gaussian, student, quantiles, negative_binomial: numbers with how "
      + "sure they are, the last for counts in a target with scale=none")

  /// The word that some arguments say: levels by themselves ask for quantiles.
  static func word(_ arguments: Arguments) -> String {
    let word = arguments[activation]
    let levels = arguments[RegressionHead.levels]
    return word == "auto" && levels != .word("auto") ? RegressionHead.quantiles : word
  }

  /// As the language knows it.
  static let entry = LayerEntry(
    name: "output",
    summary: "scores for the target; width, activation and loss come from it",
    arguments: [activation.spec] + HeadCatalog.entries.flatMap(\.arguments), example: "output")
}
