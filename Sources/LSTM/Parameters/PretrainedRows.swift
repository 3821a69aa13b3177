// SPDX-License-Identifier: Apache-2.0

/// What an embedding begins with: a vector for each word that has one.
public struct PretrainedRows: Hashable, Sendable {
  /// For each word of a vocabulary its row in the vectors; nil for none.
  let rows: [Int?]
  /// Where the vectors come from.
  public let vectors: WordVectors
  /// The length of each vector.
  public var dimension: Int { vectors.dimension }
  /// How many words have no vector among those from a number on.
  public func missing(from first: Int) -> Int { rows.dropFirst(first).count { $0 == nil } }
  /// The hash of all that is taken from the vectors.
  public let fingerprint: String

  init(rows: [Int?], vectors: WordVectors) {
    self.rows = rows
    self.vectors = vectors
    var hash = Fingerprint()
    for row in rows {
      hash.combine(CollectionOfOne(Int32(row == nil ? 0 : 1)))
      if let row { hash.combine(vectors[row]) }
    }
    fingerprint = hash.description
  }

  /// Whether both give every word the same vector.
  public static func == (left: PretrainedRows, right: PretrainedRows) -> Bool {
    left.fingerprint == right.fingerprint && left.rows.count == right.rows.count
  }

  /// Hashes the fingerprint.
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// Fills an embedding; words without a vector are drawn from N(0, 1) / √dimension.
  func fill(_ values: Matrix, numbers: inout RandomSequence) {
    let scale = 1 / Double(max(values.columns, 1)).squareRoot()
    for at in 0..<values.rows {
      let row = values.row(at)
      if rows.indices.contains(at), let known = rows[at] {
        for (column, number) in vectors[known].enumerated().prefix(values.columns) {
          row[column] = number
        }
      } else {
        for column in 0..<values.columns { row[column] = Float(numbers.normal() * scale) }
      }
    }
  }
}

extension WordVectors {
  /// The rows of an embedding of a vocabulary.
  public func rows(of vocabulary: Vocabulary) -> PretrainedRows {
    PretrainedRows(
      rows: vocabulary.words.enumerated().map { number, word in number == 0 ? nil : row(of: word) },
      vectors: self)
  }
}
