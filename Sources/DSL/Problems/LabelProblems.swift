// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is suspicious about the labels of data.
extension Diagnostic {
  static func tagsRespelled(
    _ data: String, _ from: String, _ to: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the tags of `\(data)` are written as `\(from)`, and read as `\(to)`",
      at: span, notes: ["predictions and figures have them as `\(to)` too"])
  }

  static func plainTypes(
    _ data: String, _ column: String, type: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the tags of `\(data)` are types without a position, such as `\(type)`",
      at: span,
      notes: ["so that each tag counts as a class, `O` too, and F1 is their mean"],
      help: "if they are entities, `target \(column) tags scheme=io` reads `\(type)` as `I-\(type)`"
    )
  }

  static func categoriesHaveNoScale(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .idleOption, "`scale` does nothing for `\(column)`, which holds categories", at: span,
      help: "give the numbers an `input` of their own, or leave it out")
  }

  static func classesAreNumbers(
    _ data: String, _ column: String, classes: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the \(classes) classes of `\(data)` are numbers with fractions", at: span,
      help: "write `target \(column) number` to predict a number instead of one of these")
  }

  static func labelsAlike(
    _ data: String, _ names: [String], _ task: TaskEntry, at span: Span
  ) -> Diagnostic {
    let list = names.map { Token.quoted($0) }.joined(separator: " and ")
    return Diagnostic(
      .suspiciousData, "\(list) are different \(task.plural) of `\(data)`", at: span,
      notes: ["they differ in case or form alone"],
      help: "write them alike in the file if they are meant to be one")
  }

  static func classesUnseen(
    _ data: String, _ names: [String], rows: Int, at span: Span
  ) -> Diagnostic {
    let list = names.prefix(3).map { Token.quoted($0) }.joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    let isOne = names.count == 1
    return Diagnostic(
      .suspiciousData,
      "\(isOne ? "the class" : "the classes") \(list)\(more) of `\(data)` "
        + "\(isOne ? "has" : "have") no row that trains",
      at: span,
      notes: [
        (rows == 1 ? "the row of it counts" : "the \(rows) rows of \(isOne ? "it" : "them") count")
          + " as wrong, as no model can predict \(isOne ? "it" : "them"); the loss is the mean over "
          + "the other rows"
      ],
      help: "move rows of \(isOne ? "it" : "them") into the training part, or take them out")
  }

  static func contradictions(
    _ data: String, count: Int, _ task: TaskEntry, places: [String], at span: Span
  ) -> Diagnostic {
    let other = task.cells == .several ? "other \(task.plural)" : "another class"
    return Diagnostic(
      .suspiciousData,
      (count == 1 ? "1 row of `\(data)` has" : "\(count) rows of `\(data)` have")
        + " the text of an earlier row and \(other)",
      at: span,
      notes: ["the first is \(places[0]), beside \(places[1]); no model can tell them apart"],
      help: "correct or take out the row that is wrong")
  }

  static func tokensWithoutTags(_ run: String, _ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .shapeMismatch, "`\(run)` cuts texts of `\(data)` into more tokens than they have tags",
      at: span,
      help: "read the text as the run's own was, with the same `tokens=`")
  }

  static func nothingTrains(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .badSplit, "`\(data)` has no row to train on", at: span,
      notes: ["it can be evaluated by a run that was loaded, or trained on other data"],
      help: "give it a share, as in `split 80/10/10`")
  }

  /// Numbers beside a text that no layer reads.
  static func inputsUnread(_ names: [String], _ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "no layer reads the inputs of `\(data)`: \(names.map { "`\($0)`" }.joined(separator: ", "))",
      at: span, help: "write `inputs` beside the words, as in `embed 64 + inputs`")
  }

  /// A frozen table that begins with random numbers.
  static func frozenAtRandom(at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "`embed` with `tune=no` and without vectors holds random ones", at: span,
      notes: ["they say nothing of the words, and are never trained"],
      help: "leave `tune=no` out, or name the `vectors` to begin with: `embed VECTORS tune=no`")
  }

  static func labelsNotKnown(
    _ run: String, _ data: String, _ names: [String], at span: Span
  ) -> Diagnostic {
    let list = names.prefix(3).map { Token.quoted($0) }.joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return Diagnostic(
      .suspiciousData,
      "`\(run)` was not trained on the \(names.count == 1 ? "class" : "classes") \(list)\(more) of "
        + "`\(data)`",
      at: span,
      notes: ["their rows count as wrong; the loss is the mean over the other rows"])
  }
}
