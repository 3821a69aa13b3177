// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A figure of an evaluation.
struct EvaluationFigure: Sendable {
  /// The name behind the dot.
  let name: String
  /// One line of help.
  let summary: String
  /// The targets that it is of.
  var kinds: Set<Target.Kind> = [.class, .tags, .labels, .phrases]
  /// Takes it out of an evaluation.
  let value: @Sendable (Evaluation) -> Double

  /// Whether it counts something.
  var isCount: Bool { name == "rows" || name == "tokens" }

  /// As tables show it: counts are whole, others have four decimals.
  func text(_ value: Double) -> String {
    if value.isNaN { return "-" }
    return isCount ? FixedDecimal.plain(value) : FixedDecimal.string(value, decimals: 4)
  }
}

/// The figures of an evaluation; one line each.
enum EvaluationFigures {
  static let all: [EvaluationFigure] = [
    EvaluationFigure(
      name: "accuracy",
      summary: "share of rows, or of tokens, that are right; with labels of rows with just theirs",
      kinds: Set(Target.Kind.allCases)
    ) { $0.accuracy },
    EvaluationFigure(
      name: "f1",
      summary: "macro F1, the mean over the classes; with tags or labels that of all of them"
    ) { $0.f1 },
    EvaluationFigure(
      name: "precision", summary: "macro precision; with tags or labels that of all of them"
    ) { $0.precision },
    EvaluationFigure(
      name: "recall", summary: "macro recall; with tags or labels that of all of them"
    ) { $0.recall },
    EvaluationFigure(name: "f1_micro", summary: "F1 counted over all rows") {
      $0.labelling?.counts.all.f1 ?? $0.confusion.f1(.micro)
    },
    EvaluationFigure(name: "precision_micro", summary: "precision counted over all rows") {
      $0.labelling?.counts.all.precision ?? $0.confusion.precision(.micro)
    },
    EvaluationFigure(name: "recall_micro", summary: "recall counted over all rows") {
      $0.labelling?.counts.all.recall ?? $0.confusion.recall(.micro)
    },
    EvaluationFigure(name: "f1_macro", summary: "mean F1 over the classes or labels") {
      $0.labelling?.counts.macro(\.f1) ?? $0.confusion.f1(.macro)
    },
    EvaluationFigure(name: "precision_macro", summary: "mean precision over the classes or labels")
    {
      $0.labelling?.counts.macro(\.precision) ?? $0.confusion.precision(.macro)
    },
    EvaluationFigure(name: "recall_macro", summary: "mean recall over the classes or labels") {
      $0.labelling?.counts.macro(\.recall) ?? $0.confusion.recall(.macro)
    },
    EvaluationFigure(
      name: "f1_weighted", summary: "mean F1, weighted by the rows of each class or label"
    ) { $0.labelling?.counts.weighted(\.f1) ?? $0.confusion.f1(.weighted) },
    EvaluationFigure(
      name: "loss", summary: "mean loss, in nats", kinds: Set(Target.Kind.allCases)
    ) { $0.loss },
    EvaluationFigure(
      name: "perplexity", summary: "e to the mean loss of a token; of a language model",
      kinds: [.next]
    ) { $0.perplexity },
    EvaluationFigure(
      name: "bits", summary: "mean loss in bits; of a language model over characters, bits each",
      kinds: [.next]
    ) { $0.bits },
    EvaluationFigure(
      name: "rows", summary: "rows evaluated", kinds: Set(Target.Kind.allCases)
    ) { Double($0.rows.count) },
    EvaluationFigure(
      name: "tokens", summary: "tokens that were to be predicted; of a language model",
      kinds: [.next]
    ) {
      Double($0.next?.tokens ?? $0.confusion.total)
    },
  ]

  /// Those of a kind of target.
  static func all(of kind: Target.Kind) -> [EvaluationFigure] {
    all.filter { $0.kinds.contains(kind) }
  }

  /// Those that are shown first, and those that a title names.
  static func leading(_ kind: Target.Kind) -> (shown: [String], titled: [String]) {
    switch kind {
    case .labels:
      (
        ["accuracy", "f1", "f1_macro", "precision", "recall", "loss", "rows"], ["accuracy", "f1"]
      )
    case .class, .tags, .phrases:
      (["accuracy", "f1", "precision", "recall", "loss", "rows"], ["accuracy", "f1"])
    case .next: (["perplexity", "bits", "loss", "accuracy", "tokens"], ["perplexity", "loss"])
    }
  }

  /// The figure of a name.
  static func named(_ name: String) -> EvaluationFigure? { all.first { $0.name == name } }

  /// The fields of what has such figures, of some kind of target or of any.
  static func fields(of kind: Target.Kind? = nil) -> [FieldSpec] {
    (kind.map { all(of: $0) } ?? all).map {
      FieldSpec(name: $0.name, type: .number, summary: $0.summary)
    }
  }
}
