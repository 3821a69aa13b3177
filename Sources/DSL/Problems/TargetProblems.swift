// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with the targets of data.
extension Diagnostic {
  /// A task that reads words, of data without any.
  static func taskNeedsText(_ task: TaskEntry, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "the target `\(task.name)` is of texts, and this data has none", at: span,
      help: "add `text COLUMN`, or predict a `class`, a `number` or `tags`")
  }

  /// Several columns may be the target, and no task takes them all.
  static func severalTargets(
    _ columns: [String], first: TaskEntry, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .missingValue, "this data has \(columns.count) columns of targets", at: span,
      notes: [
        "they are \(columns.prefix(8).joined(separator: ", "))\(columns.count > 8 ? ", …" : "")"
      ],
      help: "say which one is predicted: `{ target \(columns[0]) \(first.name) }`")
  }

  /// Several columns for a task that takes one.
  static func targetTakesOneColumn(_ column: String, _ task: TaskEntry, at span: Span) -> Diagnostic
  {
    Diagnostic(
      .conflictingOptions, "the target `\(task.name)` has one column, and `\(column)` is another",
      at: span, help: "write a `target` of its own for it, or `number` for several numbers")
  }

  /// A series of nothing.
  static func seriesNeedsInput(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`series` says which rows are steps of one, and no `input` is read", at: span,
      help: "add the columns of numbers, as in `input x, y`")
  }

  static func targetTwice(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the column `\(column)` is a target twice", at: span,
      label: "the second time")
  }

  /// Several targets that cannot be predicted by one model.
  static func targetsUnlike(_ roles: [TargetRole], at span: Span) -> Diagnostic {
    if let task = roles.first?.task, task.takesColumns, roles.allSatisfy({ $0.task == task }) {
      let columns = roles.map(\.column).joined(separator: ", ")
      return Diagnostic(
        .conflictingOptions, "several \(task.plural) are one target", at: span,
        help: "write `target \(columns) \(task.name)`")
    }
    return Diagnostic(
      .conflictingOptions,
      roles.count { $0.task.canLead } > 1
        ? "one model has one target with tags"
        : "several targets are tags and, beside them, classes",
      at: span,
      help: "write `target COLUMN tags; target COLUMN class`, or a data statement for each target")
  }

  /// A column that is read, as the text or an input, and predicted.
  static func targetIsRead(
    _ column: String, as role: String, at span: Span, _ columns: [String]
  ) -> Diagnostic {
    let others = columns.filter { $0 != column }
    return Diagnostic(
      .conflictingOptions, "`\(column)` is \(role) and the target at once", at: span,
      notes: others.isEmpty ? [] : ["the other columns are \(others.joined(separator: ", "))"],
      help: "give one of the two another column")
  }

  static func streamHasNoTarget(_ format: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(format)` is a stream: its target is the next token", at: span,
      help: "write `target next`, or leave the role out")
  }

  /// A task whose target is the text, after the name of a column.
  static func taskTakesNoColumn(_ task: TaskEntry, _ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the next token is one of the text itself", at: span,
      help: "write `text \(column); target \(task.name)`")
  }

  static func unknownTask(_ word: Name, planned: Set<String>) -> Diagnostic {
    let tasks = TaskCatalog.entries
    let list = tasks.map { "\($0.name): \($0.summary)" }.joined(separator: "; ")
    if planned.contains(word.text) {
      return Diagnostic(
        .unknownChoice, "targets of the kind `\(word.text)` are not in this version", at: word.span,
        notes: ["it has \(list)"])
    }
    return Diagnostic(
      .unknownChoice, "there is no kind of target `\(word.text)`", at: word.span,
      notes: ["it takes \(list)"],
      help: NearestNames.suggestion(for: word.text, among: tasks.map(\.name)))
  }

  /// A setting of a target that only other tasks have.
  static func optionOfOtherTask(
    _ option: Name, _ task: TaskEntry, _ owners: [TaskEntry], column: String, at span: Span
  ) -> Diagnostic {
    if let owner = owners.first, owner.cells != .several {
      return Diagnostic(
        .conflictingOptions, "`\(option.text)` is for a target with \(owner.plural)",
        at: option.span,
        help: "write `target \(column) \(owner.name) \(option.text)=…`, or leave it out")
    }
    let names = owners.map { "`\($0.name)`" }.joined(separator: " or ")
    return Diagnostic(
      .conflictingOptions, "`\(option.text)` is not for a target of \(task.summary)", at: span,
      help: "write \(names) before it, or leave it out")
  }

  static func emptySeparator(at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "an empty separator divides nothing", at: span,
      help: #"write what stands between them, such as `separator=","`"#)
  }

  static func phrasesNotFound(
    _ name: String, missing: Int, of all: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(missing) of the \(all) phrases of `\(name)` do not stand in their texts", at: span,
      notes: ["they cannot be found, and count as not found"],
      help: "say with `separator=` what stands between them, or cut the text into characters")
  }

  static func symbolsUnseen(
    _ data: String, _ part: String, _ symbols: [(name: String, count: Int)], at span: Span
  ) -> Diagnostic {
    let shown = symbols.prefix(10).map { "\(Token.quoted($0.name)) (\($0.count))" }
    return Diagnostic(
      .suspiciousData,
      "\(symbols.count) symbol\(symbols.count == 1 ? "" : "s") of the \(part) transcripts of `\(data)` "
        + "no training row has: \(shown.joined(separator: ", "))\(symbols.count > 10 ? ", …" : "")",
      at: span, notes: ["they are never written, and count as errors"],
      help:
        "`show \(data) alphabet` has all symbols with their counts; `lower=yes` makes one of two cases"
    )
  }

  static func labelsNotSeen(_ data: String, unseen: Int, of all: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(unseen) labels of `\(data)` are left out, and \(all - unseen) are left to be measured",
      at: span, notes: ["most stand in no row that trains, or in fewer than `min_count=` rows"],
      help: "say with `separator=` what stands between the labels of a cell")
  }
}
