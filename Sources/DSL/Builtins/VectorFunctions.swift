// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Functions of vectors of words.
enum VectorFunctions {
  static let all: [FunctionEntry] = [
    FunctionEntry(
      name: "nearest",
      summary: "nearest(vectors, \"word\", 5): the words with the nearest vectors by cosine",
      parameters: [.object(.vectors), .text, .number], counts: 2...3, result: .list, example: nil,
      apply: { values in
        var count = 10
        if values.count > 2, case .number(let wanted) = values[2] {
          guard let whole = Int(exactly: wanted), (1...1000).contains(whole) else {
            return .failure("the number of words is a whole number from 1 to 1000")
          }
          count = whole
        }
        guard let (object, word) = known(values) else { return .unknownYet }
        guard let neighbours = object.vectors.neighbours(of: word, count: count) else {
          return .failure(missing(word, in: object))
        }
        return .value(.list(neighbours.map { .text($0.word) }))
      }),
    FunctionEntry(
      name: "similarity",
      summary: "similarity(vectors, \"word\", \"other\"): the cosine of two words' vectors",
      parameters: [.object(.vectors), .text, .text], counts: 3...3, result: .number, example: nil,
      apply: { values in
        guard let (object, word) = known(values), case .text(let other) = values[2] else {
          return .unknownYet
        }
        for name in [word, other] where object.vectors.row(of: name) == nil {
          return .failure(missing(name, in: object))
        }
        return object.vectors.cosine(word, other).map { .value(.number($0)) } ?? .unknownYet
      }),
  ]

  private static func known(_ values: [Value]) -> (VectorsObject, String)? {
    guard case .object(let object) = values[0], let vectors = object as? VectorsObject,
      case .text(let word) = values[1]
    else { return nil }
    return (vectors, word)
  }

  private static func missing(_ word: String, in object: VectorsObject) -> String {
    "there is no vector for \"\(word)\"" + (object.suggestion(for: word).map { ": \($0)" } ?? "")
  }
}
