// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How `lstm predict` reads lines and answers each with one.
public enum PredictionLines: String, CaseIterable, Sendable {
  /// A text a line; the answer is class, probability and text, with TABs between.
  case tsv
  /// A JSON object a line with the model's text column; the answer is the object with fields added.
  case jsonl

  /// The text of a line; nil when the line has none and wants no answer.
  ///
  /// Throws what is wrong with the line, which is the one of that number.
  public func text(
    of line: String, number: Int, column: String
  ) throws(Diagnostic) -> String? {
    switch self {
    case .tsv: return line
    case .jsonl:
      guard line.contains(where: { !$0.isWhitespace }) else { return nil }
      do {
        return try JSONLine.text(of: column, in: line, number: number)
      } catch {
        throw .data(error.renamed("<stdin>"), at: nil)
      }
    }
  }

  /// The answer to a line, without a line end.
  public func answer(to line: String, _ prediction: SavedRun.Prediction) -> String {
    switch self {
    case .tsv:
      let fact = prediction.fields.prefix(prediction.lineFields).map { "\t" + $0.plain }.joined()
      return "\(prediction.label.onOneLine)\(fact)\t\(line)"
    case .jsonl:
      let end = line.lastIndex(of: "}") ?? line.endIndex
      let pairs =
        [("prediction", JSONString.encode(prediction.label))]
        + prediction.fields.map { ($0.name, $0.json) }
      let added = pairs.map { JSONString.encode($0.0) + ": " + $0.1 }.joined(separator: ", ")
      return line[..<end] + ", " + added + "}"
    }
  }
}

extension String {
  /// The text with blanks in place of TABs and line ends.
  fileprivate var onOneLine: String {
    String(map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }
}
