// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what does not go together in the settings of texts.
extension Diagnostic {
  static func idleForSubwords(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is about words, and subword units are pieces of any text",
      at: span, help: "leave it out, or write `tokens=word`")
  }

  static func tooFewUnits(_ size: Int, least: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange,
      "\(size) subword units are too few: the 256 bytes, the blank and the special ones are \(least)",
      at: span, help: "write at least \(least), better some thousands")
  }

  static func mergeDropoutNeedsSubwords(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`merge_dropout` leaves out joins of subword units, and these tokens are none", at: span,
      help: "write `tokens=subword` beside it, or leave it out")
  }

  static func mergeDropoutNeedsRows(_ task: TaskEntry, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`merge_dropout` cuts a text in another way in each epoch, and this target, \(task.summary), "
        + "stands at its tokens",
      at: span, help: "leave it out")
  }

  static func mergeDropoutHidesCharacters(_ layer: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(layer)` reads how the tokens of the data are spelt, and `merge_dropout` changes them in each "
        + "epoch",
      at: span, help: "leave out one of the two")
  }

  static func skipsAll(under: Int, over: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "no row has at least \(under) tokens and at most \(over)", at: span,
      help: "write a `skip_under` that is not above `skip_over`")
  }

  static func skipsNothing(over: Int, maxLength: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`max_length=\(maxLength)` cuts texts before they could have more than \(over) tokens",
      at: span,
      help:
        "write `skip_over=\(maxLength)` to leave out what would be cut, or leave out one of the two"
    )
  }

  static func ratioBelowOne(at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "the longer side of a pair is never less than once as long as the other",
      at: span, help: "write for example `skip_ratio=3`")
  }

  static func sharedNeedsText(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`shared=yes` is one vocabulary with the text that is read, and none is",
      at: span, help: "leave it out")
  }

  static func sharedDiffers(
    _ option: String, read: String, written: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`shared=yes` is one vocabulary, and `\(option)` is \(read) for `text` and \(written) here",
      at: span, help: "write `\(option)` of `text` alone")
  }

  static func knownNeedsOwnVocabulary(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`known` adds words to the vocabulary of the text, and `shared=yes` makes it that of the target",
      at: span, help: "leave out one of the two")
  }

  static func dictionaryNeedsOwnVocabulary(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`dictionary` cuts what is read alone, and `shared=yes` makes its vocabulary that of the target",
      at: span, help: "leave out one of the two, or write `tokens=subword`")
  }
}
