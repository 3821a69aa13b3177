// SPDX-License-Identifier: Apache-2.0

/// Finds the known word that an unknown one may be a misspelling of.
///
/// A word of 4 letters or more may have one letter too many, too few or wrong, one of 8 letters or
/// more two of them. The nearest word is taken, of equally near ones the most frequent.
struct NearestWord: Sendable {
  /// The letters of each word; none for those that have other characters.
  private let letters: [[Unicode.Scalar]]

  init(in vocabulary: Vocabulary) {
    letters = vocabulary.words.enumerated().map { number, word in
      number == 0 ? [] : Self.letters(of: Array(word.unicodeScalars))
    }
  }

  private static func letters(of scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.allSatisfy { ScalarClass($0) == .letter } ? scalars : []
  }

  /// The number of the word for an unknown one; nil if none is near.
  func find(_ word: Span<UInt8>) -> Int32? {
    let word = Self.letters(of: word.scalars)
    guard word.count >= 4 else { return nil }
    var most = word.count >= 8 ? 2 : 1
    var best: Int32?
    // Words are in the order of falling counts, those of vectors after them in that of their file.
    for (number, other) in letters.enumerated() where other.count >= 2 {
      guard abs(other.count - word.count) <= most else { continue }
      let distance = Self.distance(word, other, atMost: most)
      guard distance <= most else { continue }
      best = Int32(truncatingIfNeeded: number)
      if distance <= 1 { return best }
      most = distance - 1
    }
    return best
  }

  /// How many letters must be put in, taken out or replaced; more than `most` if it is more than that.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost most: Int) -> Int
  {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      var least = row[0]
      for at in right.indices {
        let cost = min(
          diagonal + (right[at] == letter ? 0 : 1), row[at] + 1, row[at + 1] + 1)
        diagonal = row[at + 1]
        row[at + 1] = cost
        least = min(least, cost)
      }
      if least > most { return most + 1 }
    }
    return row[right.count]
  }
}
