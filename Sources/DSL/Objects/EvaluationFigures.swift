// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A figure of an evaluation.
struct EvaluationFigure: Sendable {
  /// The name after the dot.
  let name: String
  /// One line of help.
  let summary: String
  /// The targets that it is of.
  var kinds: Set<Target.Kind> = [.class, .tags, .labels, .phrases]
  /// Computes it; nil where the rows do not define it.
  let compute: @Sendable (Evaluation) -> Double?

  /// The figure of an evaluation; nil where it has none, which no number stands for.
  func value(_ evaluation: Evaluation) -> Double? {
    compute(evaluation).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether it counts something.
  var isCount: Bool { name == "rows" || name == "tokens" }

  /// Whether it is of the order that the probabilities of classes give the rows.
  var isOfRanks: Bool { name == "auc" || name == "average_precision" }

  /// Why an evaluation lacks it.
  var absence: String {
    isOfRanks
      ? "there is no class that some of the rows have and some have not"
      : "it is not finite, or nothing gives probabilities"
  }

  /// Why no evaluation of a kind of target has it.
  func absence(of kind: Target.Kind) -> String {
    "it is no figure of \(kind == .phrases ? "phrases" : kind.plural)"
  }

  /// As tables show it: counts are whole, others have four decimals.
  func text(_ value: Double?) -> String {
    guard let value else { return "-" }
    return isCount ? FixedDecimal.plain(value) : FixedDecimal.string(value, decimals: 4)
  }
}

/// The figures of an evaluation; one line each.
///
/// A share of nothing is 0: the precision of a class that was never predicted, the recall of one that no
/// row has, and the F1 of both.
enum EvaluationFigures {
  static let all: [EvaluationFigure] = [
    EvaluationFigure(
      name: "accuracy",
      summary: "share of rows, or of tokens, that are right; with labels of rows with just theirs",
      kinds: Set(Target.Kind.allCases)
    ) { $0.accuracy },
    EvaluationFigure(
      name: "f1",
      summary: "macro F1 of classes; of entities, phrases or labels that of all of them (micro)"
    ) { $0.f1 },
    EvaluationFigure(
      name: "precision",
      summary: "macro precision; of entities, phrases or labels that of all of them"
    ) { $0.precision },
    EvaluationFigure(
      name: "recall", summary: "macro recall; of entities, phrases or labels that of all of them"
    ) { $0.recall },
    EvaluationFigure(
      name: "f1_micro",
      summary: "F1 of all rows, entities, phrases or labels, each counted the same"
    ) { $0.f1(.micro) },
    EvaluationFigure(
      name: "precision_micro",
      summary: "precision of all rows, entities, phrases or labels, each counted the same"
    ) { $0.precision(.micro) },
    EvaluationFigure(
      name: "recall_micro",
      summary: "recall of all rows, entities, phrases or labels, each counted the same"
    ) { $0.recall(.micro) },
    EvaluationFigure(
      name: "f1_macro",
      summary: "mean F1 over the classes, labels or types of entities that rows have or were given"
    ) { $0.f1(.macro) },
    EvaluationFigure(
      name: "precision_macro",
      summary: "mean precision over the classes, labels or types that rows have or were given"
    ) { $0.precision(.macro) },
    EvaluationFigure(
      name: "recall_macro",
      summary: "mean recall over the classes, labels or types that rows have or were given"
    ) { $0.recall(.macro) },
    EvaluationFigure(
      name: "f1_weighted",
      summary: "mean F1, weighted by how often each class, label or type is there"
    ) { $0.f1(.weighted) },
    EvaluationFigure(
      name: "precision_weighted",
      summary: "mean precision, weighted by how often each class, label or type is there"
    ) { $0.precision(.weighted) },
    EvaluationFigure(
      name: "recall_weighted",
      summary: "mean recall, weighted by how often each class, label or type is there"
    ) { $0.recall(.weighted) },
    EvaluationFigure(
      name: "auc",
      summary: "area under the ROC curve, a tie being one half: of two classes that of the second, "
        + "else the mean over the classes or labels that some rows have and some have not",
      kinds: [.class, .labels]
    ) { $0.auc },
    EvaluationFigure(
      name: "average_precision",
      summary: "area under precision over recall in steps, ties one step: of two classes that of "
        + "the second, else the mean over the classes or labels that rows have",
      kinds: [.class, .labels]
    ) { $0.averagePrecision },
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

  /// Those that a log notes of each further target.
  static let ofFurtherTargets = ["accuracy", "f1", "loss"]

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
