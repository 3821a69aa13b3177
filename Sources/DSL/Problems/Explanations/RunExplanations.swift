// SPDX-License-Identifier: Apache-2.0

/// What the codes of running mean.
extension DiagnosticExplanation {
  static let diverged = DiagnosticExplanation(
    title: "a loss that is not finite any more",
    text: """
      The steps of training were so large that the numbers left the range of what can be \
      computed. The message names the layer and the batch where that began. The weights of the \
      best epoch before it are kept. Lower `lr`, ten times less for a start, and leave clipping \
      on.
      """,
    given: model,
    wrong: "train r = m sgd lr=1e38 clip=0 epochs=9",
    right: "train r = m sgd lr=0.1 epochs=9", trial: .run)

  static let someDiverged = DiagnosticExplanation(
    title: "several runs, of which some diverged",
    text: """
      The loss of some runs of a grid, a search, several seeds or folds is not finite any more. The \
      others stand, so the statement does too: the means and the best are of them alone. Where every \
      run diverges the statement fails, with exit code 5. Lower `lr`, or leave the settings out that \
      the message names.
      """,
    given: """
      data d = rows [text, label] [
        ["good room", "yes"], ["bad bed", "no"], ["good bed", "yes"], ["bad room", "no"]
      ] { split 50/50/0 shuffle=no }
      model m for d = embed 4 | output
      """,
    wrong: "grid g = train m sgd lr=[0.1, 1e38] clip=0 epochs=9",
    right: "grid g = train m sgd lr=[0.1, 0.2] epochs=9", trial: .run)

  static let assertionFailed = DiagnosticExplanation(
    title: "an assertion that is false",
    text: """
      `assert` states what has to hold, such as an accuracy that a change must not lower, and \
      here it does not. All conditions of the statement are reported with their values before \
      the script ends with exit code 3.
      """,
    wrong: "assert 1 + 1 == 3",
    right: "assert 1 + 1 == 2", trial: .run)

  static let arithmetic = DiagnosticExplanation(
    title: "a value that cannot be computed",
    text: """
      The calculation has no result, such as a division by zero. What can be computed early is \
      found before anything runs; what depends on results shows when it is reached.
      """,
    given: "param rows = 0",
    wrong: "print 100 / rows",
    right: "print 100 / max(rows, 1)")
}
