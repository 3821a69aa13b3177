// SPDX-License-Identifier: Apache-2.0

/// What the codes of options and values mean.
extension DiagnosticExplanation {
  static let unknownOption = DiagnosticExplanation(
    title: "an option that is not taken here",
    text: """
      Statements, layers, formats and roles each take certain options, and this is none of them. \
      It may be misspelt, or belong to something else: `momentum` is an option of `sgd` and not \
      of `adam`. An option that is passed over silently would be worse than an error. `lstm help \
      NAME` lists what a thing takes.
      """,
    given: model,
    wrong: "train r = m epoch=3",
    right: "train r = m epochs=3")

  static let wrongType = DiagnosticExplanation(
    title: "a value of the wrong type",
    text: """
      A number stands where a text is wanted, or a text where a number is, or a fraction where \
      only whole numbers make sense. Nothing is converted silently. The same code says that a \
      value is needed before anything runs, while it is known only afterwards, such as the best \
      epoch of a run.
      """,
    given: model,
    wrong: "train r = m epochs=2.5",
    right: "train r = m epochs=3")

  static let outOfRange = DiagnosticExplanation(
    title: "a value outside of its range",
    text: """
      The type is right, but the number is too small or too large to mean anything: a dropout of \
      3 would drop three times everything, and training for 0 epochs is none. The message names \
      the range; a share of 30 % is written `30%` or `0.3`.
      """,
    given: data,
    wrong: "model m for d = embed 8 | dropout 30 | lstm 4 | output",
    right: "model m for d = embed 8 | dropout 30% | lstm 4 | output")

  static let unknownChoice = DiagnosticExplanation(
    title: "a word that is none of the choices",
    text: """
      Some options take one word of a few, such as `keep=best` or `keep=last`. The same goes for \
      the names of optimizers, baselines and kinds of targets. This word is none of them; the \
      message lists those there are.
      """,
    given: model,
    wrong: "train r = m optimizer=sdg",
    right: "train r = m optimizer=sgd")

  static let missingValue = DiagnosticExplanation(
    title: "something that is needed and not given",
    text: """
      A value without a default was left out, such as the size of an embedding, the text column \
      of data whose columns have other names, or an argument of a function. The message says \
      what is missing, and where it goes. At the prompt the code also says that a thing has no \
      result, because its statement failed or was interrupted.
      """,
    given: data,
    wrong: "model m for d = embed | lstm 4 | output",
    right: "model m for d = embed 8 | lstm 4 | output")

  static let conflictingOptions = DiagnosticExplanation(
    title: "options that exclude each other",
    text: """
      The same option is given twice, or two that cannot hold at once: two optimizers, a column \
      that is text and target, or patience without validation rows to measure by. Which of the \
      two was meant cannot be known. Keep one.
      """,
    given: model,
    wrong: "train r = m epochs=3 epochs=5",
    right: "train r = m epochs=5")

  static let idleOption = DiagnosticExplanation(
    title: "an option that changes nothing",
    text: """
      Beside the other options of the statement this one has no effect: what it is about is not \
      switched on, or the run is over before it begins. The run trains as if it were left out. \
      Leave it out, or give the option that it needs.
      """,
    given: model,
    wrong: "train r = m epochs=5 unfreeze=3",
    right: "train r = m epochs=5 freeze=embed unfreeze=3")
}
