// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the record keeps of each row of an evaluation, so that runs can be compared on the same rows
/// later: for classes whether it is right, for all else the loss.
enum RowResults {
  /// The most rows whose results are kept.
  static let mostRows = 1_000_000

  /// What is kept of the rows of a result.
  static func facts(of result: Evaluation, _ data: DataObject) -> EvaluationFacts.Rows {
    let part = result.leading
    let (measure, values) = values(of: part, rows: result.rows)
    var facts = EvaluationFacts.Rows(
      count: result.rows.count, fingerprint: fingerprint(of: result, data),
      measure: measure)
    guard values.count == result.rows.count, values.count <= mostRows,
      values.allSatisfy(\.isFinite)
    else { return facts }
    if measure == "accuracy" {
      facts.right = Data(bits(values))
    } else {
      facts.numbers = Data(
        values.flatMap { value in
          let bits = Float(value).bitPattern
          return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
        })
    }
    return facts
  }

  /// The results of rows that were kept; nil where there are none.
  static func values(of rows: EvaluationFacts.Rows) -> [Double]? {
    guard rows.count >= 0 else { return nil }
    if let bytes = rows.right.map(Array.init), bytes.count * 8 >= rows.count {
      return (0..<rows.count).map { Double(bytes[$0 / 8] >> UInt8($0 % 8) & 1) }
    }
    guard let bytes = rows.numbers.map(Array.init), bytes.count / 4 == rows.count else {
      return nil
    }
    return (0..<rows.count).map { row in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[row * 4 + $1]) << (8 * UInt32($1)) }
      return Double(Float(bitPattern: bits))
    }
  }

  private static func values(
    of part: Evaluation.Part, rows: [Int]
  ) -> (measure: String, values: [Double]) {
    let target = part.target
    if let answers = part.answers as? ClassAnswers, part.task is ClassTask {
      let names = (part.task as? any Labelled)?.labels.names ?? []
      let values = zip(answers.choices, rows).map { choice, row in
        let name = names.indices.contains(Int(choice)) ? names[Int(choice)] : ""
        return name == target.name(of: target.values.values[row]) ? 1.0 : 0
      }
      return ("accuracy", values)
    }
    return ("loss", part.answers.losses)
  }

  private static func bits(_ values: [Double]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (values.count + 7) / 8)
    for (row, value) in values.enumerated() where value == 1 {
      bytes[row / 8] |= 1 << UInt8(row % 8)
    }
    return bytes
  }

  /// The hash of which rows of a file these are, and of what is right for each: the same however a run
  /// reads them.
  private static func fingerprint(of result: Evaluation, _ data: DataObject) -> String {
    var hash = Fingerprint()
    for row in result.rows {
      hash.combine([
        Int32(truncatingIfNeeded: row),
        Int32(truncatingIfNeeded: data.dataset.origins.line(of: row)),
      ])
    }
    let target = result.leading.target
    guard target.task is ClassTask else {
      // Losses are of what is to be predicted as this data has it.
      hash.combine(data.fingerprint.utf8.map { Int32($0) })
      return hash.description
    }
    for row in result.rows {
      hash.combine(target.name(of: target.values.values[row]).utf8.map { Int32($0) })
    }
    return hash.description
  }
}
