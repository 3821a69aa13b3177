// SPDX-License-Identifier: Apache-2.0

/// What the codes of names mean.
extension DiagnosticExplanation {
  static let undefinedName = DiagnosticExplanation(
    title: "a name that nothing defines",
    text: """
      A name stands for what an earlier statement defined: `data`, `model`, `train`, `eval`, \
      `let`, `param` and so on. No statement before this one defines this name. It may be \
      misspelt, or defined further down, or it may be a word that was to be a text, which needs \
      quotes.
      """,
    given: "let size = 64",
    wrong: "print sise",
    right: "print size")

  static let redefinedName = DiagnosticExplanation(
    title: "a name that is defined twice",
    text: """
      In a file a name means the same from its definition to the end, so that a reader need not \
      ask which of two is in force. Give the second thing a name of its own. At the prompt a new \
      definition replaces the old one.
      """,
    wrong: "let size = 64\nlet size = 128\nprint size",
    right: "let size = 64\nlet large = 128\nprint size, large")

  static let wrongKind = DiagnosticExplanation(
    title: "the name of another kind of thing",
    text: """
      Statements work on things of a kind: `train` on a model, `eval` and `predict` on a run, \
      `model` on data. The name is defined, but it stands for another kind, such as the model in \
      place of the run that was trained from it. The message lists the names that would do.
      """,
    given: run,
    wrong: #"predict m "good""#,
    right: #"predict r "good""#)

  static let unknownField = DiagnosticExplanation(
    title: "a field that the thing does not have",
    text: """
      After the dot stands a field of what is before it, such as `d.rows` or `r.best_epoch`. \
      This kind of thing has no such field. The message lists those that it has, and the \
      reference those of all kinds.
      """,
    given: run,
    wrong: "print r.best",
    right: "print r.best_epoch")

  static let unknownFunction = DiagnosticExplanation(
    title: "a function that does not exist",
    text: """
      Expressions can call the functions that come with the program, and scripts define none of \
      their own. There is no function of this name. `lstm help` lists them all.
      """,
    wrong: "print rond(2.4)",
    right: "print round(2.4)")

  static let unknownParam = DiagnosticExplanation(
    title: "a -p for a param that the script does not have",
    text: """
      `-p NAME=VALUE` on the command line gives a `param` of the script another value. The \
      script declares no `param` of this name, so the option would change nothing without anyone \
      noticing. Correct the name, or declare the `param`: what a `let` defines cannot be changed \
      from outside.
      """,
    given: "param epochs = 3\nprint epochs",
    wrong: "-p epoch=5",
    right: "-p epochs=5",
    trial: .arguments)

  static let unusedName = DiagnosticExplanation(
    title: "something that is defined and never used",
    text: """
      Nothing after its definition reads this name. That is no error, but often the sign of a \
      slip: another name is used where this one was meant, or the statement that was to use it \
      is missing. Use it, or take it out.
      """,
    wrong: "let rate = 0.1\nprint 0.1",
    right: "let rate = 0.1\nprint rate")
}
