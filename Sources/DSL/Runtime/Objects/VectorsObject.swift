// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `vectors` statement defines: vectors of words, read when the script is checked.
final class VectorsObject: ScriptObject {
  let name: String
  let vectors: WordVectors

  init(name: String, vectors: WordVectors) {
    self.name = name
    self.vectors = vectors
  }

  /// What the statement takes.
  static let options = [
    ArgumentSpec(
      "limit", .integer(0...100_000_000), default: .integer(0),
      help: "how many words of the file are read, from its beginning; 0 for all")
  ]

  var kind: ObjectKind { .vectors }

  var title: String {
    "vectors \(name): \(Amount.grouped(vectors.words.count)) words of \(vectors.dimension) numbers"
  }

  static let fields = [
    FieldSpec(name: "words", type: .number, summary: "words that have a vector"),
    FieldSpec(name: "dimension", type: .number, summary: "numbers of a vector"),
    FieldSpec(
      name: "duplicates", type: .number, summary: "vectors left out because their word had one"),
    FieldSpec(name: "fingerprint", type: .text, summary: "hash of the words and their vectors"),
  ]

  static let facets: [(name: String, summary: String)] = []

  func value(of field: String) -> Value? {
    switch field {
    case "words": .number(Double(vectors.words.count))
    case "dimension": .number(Double(vectors.dimension))
    case "duplicates": .number(Double(vectors.duplicates))
    case "fingerprint": .text(vectors.fingerprint)
    default: nil
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    let first = vectors.words.prefix(5).joined(separator: " ")
    return [
      ResultTable(
        title: title, columns: ["", ""], alignments: [.left, .left],
        rows: [
          ["words", Amount.grouped(vectors.words.count)], ["dimension", String(vectors.dimension)],
          ["duplicates", Amount.grouped(vectors.duplicates)],
          ["memory", Amount.bytes(vectors.matrix.count * 4)], ["first words", first],
        ])
    ]
  }
}

extension ModelObject {
  /// How much of the vocabulary the vectors of its embedding know; nil without such.
  var coverageNote: String? {
    guard let vectors = model.pretrained.first?.vectors else { return nil }
    let coverage = vectors.coverage(of: data.dataset.transform.vocabulary)
    let percent = { (share: Double) in FixedDecimal.string(100 * share, decimals: 1) + " %" }
    var note =
      "  vectors for \(Amount.grouped(coverage.knownWords)) of "
      + "\(Amount.grouped(coverage.words)) words (\(percent(coverage.wordShare))), which are "
      + "\(percent(coverage.tokenShare)) of the running words"
    if !coverage.misses.isEmpty {
      note += "; none for " + coverage.misses.map(\.word).joined(separator: ", ")
    }
    return note
  }
}
