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
  static let options = [limit.spec, skipBroken.spec]

  static let limit = ArgumentKey.integer(
    "limit", 0...100_000_000, default: 0,
    help: "how many words of the file are read, from its beginning; 0 for all")

  static let skipBroken = ArgumentKey.boolean(
    "skip_broken", default: false,
    help: "leave out, and count, what is no word with as many numbers as the first has")

  var kind: ObjectKind { .vectors }

  var title: String {
    "vectors \(name): \(Amount.grouped(vectors.words.count)) words of \(vectors.dimension) numbers"
      + (vectors.broken > 0 ? ", \(Amount.grouped(vectors.broken)) broken ones left out" : "")
  }

  static let fields = [
    FieldSpec(name: "words", type: .number, summary: "words that have a vector"),
    FieldSpec(name: "dimension", type: .number, summary: "numbers of a vector"),
    FieldSpec(
      name: "duplicates", type: .number, summary: "vectors left out because their word had one"),
    FieldSpec(
      name: "broken", type: .number,
      summary: "vectors left out because something is wrong with them"
    ),
    FieldSpec(name: "fingerprint", type: .text, summary: "hash of the words and their vectors"),
  ]

  static let facets = [
    (
      name: likeFacet,
      summary: "the words with the nearest vectors by cosine: like \"WORD\" … [top=COUNT]"
    )
  ]

  /// What stands before the words whose neighbours are shown.
  static let likeFacet = StatementCatalog.likeWord

  /// What `like` takes beside words.
  static let neighbourOptions = [neighbours.spec]

  static let neighbours = ArgumentKey.integer(
    "top", 1...1000, default: 10, help: "how many words are shown for each")

  func value(of field: String) -> Value? {
    switch field {
    case "words": .number(Double(vectors.words.count))
    case "dimension": .number(Double(vectors.dimension))
    case "duplicates": .number(Double(vectors.duplicates))
    case "broken": .number(Double(vectors.broken))
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
        ] + (vectors.broken > 0 ? [["broken", Amount.grouped(vectors.broken)]] : []) + [
          ["memory", Amount.bytes(vectors.matrix.count * 4)], ["first words", first],
        ])
    ]
  }
}

extension VectorsObject {
  /// `did you mean "city"?`, by spelling; nil without a near word.
  func suggestion(for word: String) -> String? {
    NearestNames.suggestion(for: word, among: vectors.words)?.replacing("`", with: "\"")
  }

  /// The words with the nearest vectors, the nearest first.
  func neighboursTable(of word: String, count: Int) -> ResultTable {
    let near = vectors.neighbours(of: word, count: count) ?? []
    return ResultTable(
      title: "near \(Token.quoted(word)) in \(name)", columns: ["word", "cosine"],
      alignments: [.left, .right],
      rows: near.map { [$0.word, FixedDecimal.string($0.cosine, decimals: 4)] })
  }

  /// How much of data sets the vectors know, a row each; nil without data.
  func coverageTable(of data: [DataObject]) -> ResultTable? {
    guard !data.isEmpty else { return nil }
    let percent = { (share: Double) in FixedDecimal.string(100 * share, decimals: 1) + " %" }
    var hint: [String] = []
    let rows = data.compactMap { data -> [String]? in
      guard let text = data.dataset.text else { return nil }
      let coverage = vectors.coverage(of: text.transform.vocabulary)
      let unseen = vectors.unseenWords(of: data.dataset)
      if unseen > 0, data.knownName == nil, !(data.dataset.task is any SelfSupervised) {
        hint = ["unknown, with a vector: `text COLUMN known=\(name)` makes these words known"]
      }
      return [
        data.name, Amount.grouped(coverage.words), percent(coverage.wordShare),
        percent(coverage.tokenShare), Amount.grouped(unseen),
      ]
    }
    return ResultTable(
      title: "how much of the training words has a vector in \(name)",
      columns: [
        "data", "words", "with a vector", "of the running words", "unknown, with a vector",
      ],
      alignments: [.left, .right, .right, .right, .right], rows: rows, footnotes: hint)
  }
}

extension Argument {
  /// Whether it begins the words whose neighbours are shown.
  var isLike: Bool {
    if label == nil, case .name(VectorsObject.likeFacet) = value.kind { true } else { false }
  }
}

extension ModelObject {
  /// How much of the vocabulary the vectors of its embedding know; nil without such.
  var coverageNote: String? {
    guard let vectors = model.pretrained.first?.vectors, let text = data.dataset.text else {
      return nil
    }
    let coverage = vectors.coverage(of: text.transform.vocabulary)
    let percent = { (share: Double) in FixedDecimal.string(100 * share, decimals: 1) + " %" }
    var note =
      "  vectors for \(Amount.grouped(coverage.knownWords)) of "
      + "\(Amount.grouped(coverage.words)) words (\(percent(coverage.wordShare))), which are "
      + "\(percent(coverage.tokenShare)) of the running words"
    if !coverage.misses.isEmpty {
      note += "; none for " + coverage.misses.map(\.word).joined(separator: ", ")
    }
    let unseen = vectors.unseenWords(of: data.dataset)
    if let known = data.knownName {
      let added = text.transform.vocabulary.addedCount
      note += "; \(Amount.grouped(added)) more words are known from `\(known)`"
    } else if unseen > 0, !(data.dataset.task is any SelfSupervised) {
      note +=
        "; \(Amount.grouped(unseen)) \(unseen == 1 ? "word" : "words") of the other rows "
        + "\(unseen == 1 ? "has" : "have") one and \(unseen == 1 ? "is" : "are") unknown: "
        + "`known=` of `text` makes them known"
    }
    return note
  }
}
