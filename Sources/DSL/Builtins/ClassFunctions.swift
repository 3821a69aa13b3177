// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Figures of one class, label or type of entity of an evaluation.
enum ClassFunctions {
  static let all: [FunctionEntry] = [
    entry("precision", "of what was taken for a class, label or type of entity, the share that is")
    {
      $1.precision
    },
    entry("recall", "of what is of a class, label or type of entity, the share that was found") {
      $1.recall
    },
    entry("f1", "the harmonic mean of precision and recall of a class, label or type of entity") {
      $1.f1
    },
    entry("auc", "the area under the ROC curve of a class or label against the rest") {
      $0.tally(ClassScores.self)?.ranked($1.index).auc
    },
    entry(
      "average_precision", "the area under precision over recall, in steps, of a class or label"
    ) {
      $0.tally(ClassScores.self)?.ranked($1.index).averagePrecision
    },
  ]

  private static func entry(
    _ name: String, _ summary: String,
    _ figure: @escaping @Sendable (Evaluation.Part, ClassFigures) -> Double?
  ) -> FunctionEntry {
    FunctionEntry(
      name: name, summary: "\(name)(eval, \"class\"): \(summary)",
      parameters: [.object(.evaluation), .text], counts: 2...2, result: .number, example: nil,
      apply: { values in
        guard case .object(let object) = values[0], case .text(let label) = values[1],
          let evaluation = object as? EvaluationObject
        else { return .unknownYet }
        let (face, names) = (evaluation.face, evaluation.face.classNames)
        let (one, many) = face.classWords
        guard !names.isEmpty, evaluation.task.metric(name) != nil else {
          return .failure(
            evaluation.task.metric(name) != nil
              ? "\(many) are of one kind: write `\(evaluation.name).\(name)`"
              : "\(many) have no such figure each")
        }
        guard let index = names.firstIndex(of: label) else {
          let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
          return .failure("there is no \(one) \"\(label)\"; the \(many) are \(known)")
        }
        guard !evaluation.results.isEmpty else { return .unknownYet }
        let figures = evaluation.results.map { result in
          figure(result.leading, face.classFigures(result.leading)[index])
        }
        return Statistics(all: figures).map { .value(.number($0.mean)) }
          ?? .failure("the rows either all have \"\(label)\" or none has it")
      })
  }
}
