// SPDX-License-Identifier: Apache-2.0

/// Vectors of words that were trained elsewhere.
public struct WordVectors: Sendable {
  /// The words, each once, in the order of the file.
  public let words: [String]
  /// The length of each vector.
  public let dimension: Int
  /// The vectors, one after the other: that of `words[i]` begins at `i * dimension`.
  public let matrix: [Float]
  /// How many vectors were left out because their word had one already.
  public let duplicates: Int
  /// How many vectors were left out because something is wrong with them.
  public let broken: Int
  /// The hash of words and vectors.
  public let fingerprint: String
  private let index: TokenIndex

  /// Vectors of words; a word that comes again keeps its first.
  ///
  /// `matrix` has `dimension` numbers a word; words without are left out.
  public init(words: [String], dimension: Int, matrix: [Float]) {
    var builder = WordVectorBuilder(dimension: max(dimension, 1), wanted: nil)
    for (row, word) in words.enumerated() where (row + 1) * dimension <= matrix.count {
      guard builder.wants(word.utf8Span.span) else { continue }
      builder.take(word.utf8Span.span, matrix[row * dimension..<(row + 1) * dimension])
    }
    self.init(builder)
  }

  init(_ builder: WordVectorBuilder) {
    index = builder.index
    words = (0..<index.count).map { [index = builder.index] in index.word($0) }
    dimension = builder.dimension
    matrix = builder.numbers
    duplicates = builder.duplicates
    broken = builder.broken
    var hash = Fingerprint()
    for word in words { hash.combine(word.utf8.map { Int32($0) } + [-1]) }
    matrix.withUnsafeBytes { hash.combine(words: $0) }
    fingerprint = hash.description
  }

  /// The row of a word: of itself, else of its small letters; nil if there is none.
  public func row(of word: String) -> Int? {
    let word = word.composed
    return (index.find(word.utf8Span.span) ?? index.find(word.lowered.utf8Span.span))
      .map { Int($0) }
  }

  /// The vector of a word, or of its small letters; nil if there is none.
  public func vector(of word: String) -> ArraySlice<Float>? { row(of: word).map { self[$0] } }

  /// The vector of a row.
  subscript(row: Int) -> ArraySlice<Float> { matrix[row * dimension..<(row + 1) * dimension] }

  /// A word and how near it is.
  public struct Neighbour: Hashable, Sendable {
    /// The word.
    public let word: String
    /// The cosine of the angle between the vectors, from -1 to 1.
    public let cosine: Double
  }

  /// The words with the nearest vectors by cosine, the nearest first, of equals the earlier ones; the
  /// word itself is left out.
  ///
  /// Nil if the word has no vector.
  public func neighbours(of word: String, count: Int) -> [Neighbour]? {
    guard let own = row(of: word) else { return nil }
    let length = product(own, own).squareRoot()
    let near = words.indices.lazy.filter { $0 != own }.map { [self] row in
      let lengths = length * product(row, row).squareRoot()
      return (row: row, cosine: lengths > 0 ? product(own, row) / lengths : 0)
    }
    return near.sorted { ($1.cosine, $0.row) < ($0.cosine, $1.row) }.prefix(max(count, 0)).map {
      Neighbour(word: words[$0.row], cosine: $0.cosine)
    }
  }

  /// The cosine of the angle between the vectors of two words; nil if one has none.
  public func cosine(_ word: String, _ other: String) -> Double? {
    guard let left = row(of: word), let right = row(of: other) else { return nil }
    let lengths = product(left, left).squareRoot() * product(right, right).squareRoot()
    return lengths > 0 ? product(left, right) / lengths : 0
  }

  /// The sum of the products of two vectors' numbers, in order.
  private func product(_ left: Int, _ right: Int) -> Double {
    var sum = 0.0
    for at in 0..<dimension {
      sum += Double(matrix[left * dimension + at]) * Double(matrix[right * dimension + at])
    }
    return sum
  }
}

/// Collects vectors: which words are wanted, and which are there already.
struct WordVectorBuilder {
  let dimension: Int
  var index = TokenIndex()
  private(set) var numbers: [Float] = []
  private(set) var duplicates = 0
  /// Whether vectors with something wrong are left out and counted.
  var skipsBroken = false
  /// How many these were.
  var broken = 0
  private let wanted: TokenIndex?

  /// - Parameter wanted: the words to take, and their small letters; nil for all.
  init(dimension: Int, wanted: Set<String>?) {
    self.dimension = dimension
    self.wanted = wanted.map { words in
      var index = TokenIndex(words.lazy.map(\.composed))
      for word in words { _ = index.insert(word.composed.lowered.utf8Span.span) }
      return index
    }
  }

  /// Whether the numbers of a word, in the normal form NFC, are to be taken; counts one that has some
  /// already.
  mutating func wants(_ word: Span<UInt8>) -> Bool {
    if let composed = word.composed { return wants(composed.utf8Span.span) }
    if let wanted, wanted.find(word) == nil { return false }
    guard index.find(word) == nil else {
      duplicates += 1
      return false
    }
    return true
  }

  /// Takes a wanted word, in the normal form NFC, with its numbers.
  mutating func take(_ word: Span<UInt8>, _ vector: some Sequence<Float>) {
    if let composed = word.composed {
      _ = index.insert(composed.utf8Span.span)
    } else {
      _ = index.insert(word)
    }
    numbers.append(contentsOf: vector)
  }
}
