// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

extension Answers {
  /// The probabilities of each row; none of answers that have none.
  var probabilities: [[Float]] {
    (self as? ClassAnswers)?.probabilities ?? (self as? LabelAnswers)?.probabilities ?? []
  }

  /// The numbers that are predicted of each row: of its class, of its labels, or of the tags of its
  /// tokens.
  var chosen: [[Int32]] {
    switch self {
    case let answers as ClassAnswers: answers.choices.map { [$0] }
    case let answers as LabelAnswers: answers.choices
    case let answers as TagAnswers: answers.tags
    default: []
    }
  }
}

extension Evaluation.Part {
  var probabilities: [[Float]] { answers.probabilities }
  var accuracy: Double? { figure("accuracy") }
}

/// Those of the leading target.
extension Evaluation {
  var probabilities: [[Float]] { leading.probabilities }
  var chosen: [[Int32]] { leading.answers.chosen }
  var numbers: [[Double]] { (leading.answers as? NumberAnswers)?.values ?? [] }
  var confusion: ConfusionMatrix { leading.tally() ?? ConfusionMatrix(classes: 0) }
  var accuracy: Double { leading.figure("accuracy") ?? .nan }
  var precision: Double { leading.figure("precision") ?? .nan }
  var recall: Double { leading.figure("recall") ?? .nan }
  var f1: Double { leading.figure("f1") ?? .nan }
  var auc: Double? { leading.figure("auc") }
  var perplexity: Double { leading.figure("perplexity") ?? .nan }
  var bits: Double { leading.figure("bits") ?? .nan }
  var phrases: EntityCounts.Count? { leading.tally(PhraseCounts.self)?.all }
  var next: NextTokenCounts? { leading.tally() }
}

extension Network {
  /// What the heads answer for rows of which is not told what is right.
  func answers(
    _ examples: Examples, rows: [Int], shouldStop: () -> Bool = { false }
  ) -> [any Answers]? {
    answers(
      examples.inputs, rows: rows, for: examples.targets.map(\.task), shouldStop: shouldStop)
  }
}

extension Dataset {
  /// What turned the texts into numbers.
  var transform: TextTransform { get throws { try #require(text).transform } }
  var texts: [String] { text?.texts ?? [] }
  var knownWords: [String] { text?.knownWords ?? [] }

  /// What a baseline makes of a split.
  func baseline(_ name: String, _ split: SplitName) throws -> Evaluation {
    try #require(BaselineCatalog.entry(name)).evaluate(self, split)
  }
}
