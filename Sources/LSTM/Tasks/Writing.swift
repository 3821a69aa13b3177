// SPDX-License-Identifier: Apache-2.0

/// A task whose values are texts that a network writes.
public protocol Writing: TextValued where Gathered: WrittenAnswers {
  /// How alike a written text is to the one that is right, from 0 to 100.
  func likeness(_ written: String, _ right: String) -> Double

  /// A right text as it is held against what is written.
  func reference(_ text: String) -> String
}

extension Writing {
  /// It stands for itself.
  public func reference(_ text: String) -> String { text }
}

/// Answers that are texts.
public protocol WrittenAnswers: Answers {
  /// The texts that were written of each row, the best first; none where none were asked for.
  var written: [[WrittenText]] { get set }
}

/// A task whose texts a decoder writes token by token.
public protocol Decoding: Writing where Gathered == TextAnswers {
  /// How long they may become.
  var bound: LengthBound { get }

  /// The same with the vocabulary of the texts that are read, where it shares that.
  func sharing(_ read: TextTransform) throws(DataError) -> Self
}

/// A task whose texts are read off the steps of what is read.
public protocol Transcribing: Writing where Gathered == TranscriptAnswers {}

extension Decoding {
  /// Whether a figure is one of texts that are written, and not of tokens that are predicted one by one.
  static func comparesTexts(_ figure: FigureName) -> Bool {
    TextComparison.metrics.contains { $0.name == figure.metric }
  }
}

/// A task whose figures are of what is counted of each row by itself, so that two evaluations of the same
/// rows can be held against each other.
public protocol CountingRows: TargetTask {
  /// What is counted of each row: in the same ways for all of them.
  func rowTallies(_ answers: Gathered, of target: Target, rows: [Int]) -> [[any Tally]]
  /// The figures of these tallies, in the order of the catalog.
  var rowMetrics: [Metric] { get }
  /// Whether another task counts in the same way.
  func countsLike(_ other: any TargetTask) -> Bool
}

extension CountingRows {
  /// The tallies of answers of unknown type; none of answers that are not those of this task.
  func rowTallies(
    any answers: any Answers, of target: Target, rows: [Int]
  ) -> [[any Tally]] {
    (answers as? Gathered).map { rowTallies($0, of: target, rows: rows) } ?? []
  }
}
