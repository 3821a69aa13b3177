// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with texts that are to be written, and with explanations.
extension Diagnostic {
  static func cannotPredict(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` is a language model: it writes text, and classifies none", at: span,
      help: "write `generate \(run) \"…\"`, or `eval` for its perplexity")
  }

  static func cannotGenerate(_ run: String, _ task: TaskEntry, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` does not write text: it predicts \(task.summary)", at: span,
      help: "train a model of data with `target next`, or read it as `chars` or `words`")
  }

  static func beamExcludes(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "with `beam` the most probable text is looked for, and none is drawn",
      at: span, help: "leave `\(option)` out, or `beam`")
  }

  static func unknownInTemplate(_ token: String, _ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(run)` does not know \(Token.quoted(token)), which the template has",
      at: span, help: "write what its training text has, and `_` for any word or character")
  }

  static func emptyTemplate(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "the template leaves nothing to write", at: span,
      help: "write `_` for each word or character, such as `\"_____，_____。\"`")
  }

  static func primerMisfits(_ primer: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "\(Token.quoted(primer)) cannot stand at the beginning of the template",
      at: span, help: "the text fills the first places of the template")
  }

  static func explainsNoClass(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`class` is for a run whose leading target is a class or labels",
      at: span,
      help: "leave `class` out: what `\(run)` predicts first is explained")
  }

  static func unknownExplained(
    _ label: String, _ run: String, _ labels: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(run)` knows no class \(Token.quoted(label))", at: span,
      notes: ["its classes are \(labels.prefix(20).joined(separator: ", "))"],
      help: NearestNames.suggestion(for: label, among: labels))
  }
}
