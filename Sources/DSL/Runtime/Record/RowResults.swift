// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

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
      count: result.rows.count, fingerprint: fingerprint(of: result, data.dataset),
      measure: measure)
    guard values.count == result.rows.count, values.count <= mostRows,
      values.allSatisfy(\.isFinite)
    else { return facts }
    if measure == "accuracy" {
      facts.right = Base64.text(bits(values))
    } else {
      facts.numbers = Base64.text(
        values.flatMap { value in
          let bits = Float(value).bitPattern
          return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
        })
    }
    return facts
  }

  /// The results of rows that were kept; nil where there are none.
  static func values(of rows: EvaluationFacts.Rows) -> [Double]? {
    if let text = rows.right, let bytes = Base64.bytes(text), bytes.count * 8 >= rows.count {
      return (0..<rows.count).map { Double(bytes[$0 / 8] >> UInt8($0 % 8) & 1) }
    }
    guard let text = rows.numbers, let bytes = Base64.bytes(text), bytes.count == rows.count * 4
    else { return nil }
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
  private static func fingerprint(of result: Evaluation, _ data: Dataset) -> String {
    var hash = Fingerprint()
    for row in result.rows {
      hash.combine([
        Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: data.origins.line(of: row)),
      ])
    }
    let target = result.leading.target
    guard target.task is ClassTask else { return hash.description }
    for row in result.rows {
      hash.combine(target.name(of: target.values.values[row]).utf8.map { Int32($0) })
    }
    return hash.description
  }
}

/// Bytes as texts (RFC 4648).
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8: UInt32] = Dictionary(
    uniqueKeysWithValues: digits.enumerated().map { ($1, UInt32($0)) })

  /// The text of bytes.
  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = part.enumerated().reduce(UInt32(0)) {
        $0 | UInt32($1.element) << (16 - 8 * UInt32($1.offset))
      }
      for digit in 0..<4 {
        text.append(
          digit <= part.count
            ? digits[Int(bits >> (18 - 6 * UInt32(digit)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil where it is none of this kind.
  static func bytes(_ text: String) -> [UInt8]? {
    let own = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    var (bytes, bits, count): ([UInt8], UInt32, UInt32) = ([], 0, 0)
    bytes.reserveCapacity(own.count * 3 / 4)
    for digit in own {
      guard let value = values[digit] else { return nil }
      (bits, count) = (bits << 6 | value, count + 6)
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }
}
