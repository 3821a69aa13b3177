// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Figures of one class of an evaluation.
enum ClassFunctions {
  static let all: [FunctionEntry] = [
    entry("precision", "of the rows taken for a class, the share that are of it") {
      $0.labelling?.counts.byLabel[$1].precision ?? $0.confusion.precision($1)
    },
    entry("recall", "of the rows of a class, the share that were found") {
      $0.labelling?.counts.byLabel[$1].recall ?? $0.confusion.recall($1)
    },
    entry("f1", "the harmonic mean of a class's precision and recall") {
      $0.labelling?.counts.byLabel[$1].f1 ?? $0.confusion.f1($1)
    },
  ]

  private static func entry(
    _ name: String, _ summary: String,
    _ figure: @escaping @Sendable (Evaluation, Int) -> Double
  ) -> FunctionEntry {
    FunctionEntry(
      name: name, summary: "\(name)(eval, \"class\"): \(summary)",
      parameters: [.object(.evaluation), .text], counts: 2...2, result: .number, example: nil,
      apply: { values in
        guard case .object(let object) = values[0], case .text(let label) = values[1],
          let evaluation = object as? EvaluationObject
        else { return .unknownYet }
        guard let index = evaluation.labels.firstIndex(of: label) else {
          let known = evaluation.labels.map { "\"\($0)\"" }.joined(separator: ", ")
          return .failure("there is no class \"\(label)\"; the classes are \(known)")
        }
        guard let result = evaluation.result else { return .unknownYet }
        return .value(.number(figure(result, index)))
      })
  }
}
