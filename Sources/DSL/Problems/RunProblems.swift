// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what happens to runs under way, and to what is asked of them.
extension Diagnostic {
  static func diverged(
    _ run: String, _ place: String, layer: String?, batch: String?, kept: Int
  ) -> Diagnostic {
    Diagnostic(
      .diverged, "the loss of `\(run)` is not finite any more, at \(place)", at: nil,
      notes: [
        layer.map { "it began in `\($0)`" }
          ?? "every weight and gradient is finite, but the result is not",
        batch.map { "the batch holds \($0)" } ?? "the last update of the epoch spoilt the weights",
        kept > 0
          ? "the weights of epoch \(kept) are kept"
          : "no epoch was finished, so no weights are kept",
      ], help: "lower `lr`, or hold the gradients with a smaller `clip`")
  }

  static func noRunFinished(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "no run of `\(name)` has finished an epoch in its time", at: span,
      help: "give `max_time` more, or leave it out")
  }

  static func everyRunFailed(
    _ name: String, _ diverged: Int, of count: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .diverged,
      diverged == count
        ? "every run of `\(name)` diverged: its loss or a gradient is not finite any more"
        : "\(diverged) of \(count) runs of `\(name)` diverged, and no other finished an epoch",
      at: span,
      help: "lower `lr`, or look at one of the runs with a `train` statement of its own")
  }

  /// - Parameter runs: what tells those that diverged from the others.
  static func someRunsDiverged(_ name: String, _ runs: [String], of count: Int) -> Diagnostic {
    let shown = runs.prefix(8).joined(separator: "; ")
    return Diagnostic(
      .someDiverged, "\(runs.count) of \(count) runs of `\(name)` diverged", at: nil,
      notes: [
        "they are no part of the means, and none is the best: "
          + shown + (runs.count > 8 ? "; and \(runs.count - 8) more" : "")
      ], help: "lower `lr`, or hold the gradients with a smaller `clip`")
  }

  static func fewerEpochs(_ run: String, done: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "`\(run)` has \(done) epochs already", at: span,
      help: "write `resume \(run) epochs=\(2 * done)`, for example")
  }

  static func noCheckpoint(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "there is no checkpoint of `\(run)`: runs are not kept", at: span,
      help: "let the program keep runs in its cache folder: `lstm cache path` says where")
  }

  static func lostCheckpoint(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "the checkpoint of `\(run)` is not kept any more", at: span,
      help: "train it again, with `epochs=` of the whole run")
  }

  static func noResult(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(name)` has no result: its statement failed or was interrupted",
      at: span, help: "enter its statement again")
  }

  static func notComputed(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this has no value yet: what it stands on has not run", at: span,
      help: "enter the statement that it stands on again")
  }

  static func assertionFailed(_ condition: String, values: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .assertionFailed, "this does not hold: \(condition)", at: span, notes: values)
  }
}
