// SPDX-License-Identifier: Apache-2.0

/// The phrases of documents, where they stand in their tokens.
public struct Phrases: TargetFacts {
  /// How each token is spelt, as numbers: the same spelling is the same number.
  let words: TokenColumn
  /// For each row one place of each of its phrases that is found.
  let places: [[Range<Int>]]
  /// How many phrases of each row are not found in it.
  public let missing: [Int]

  /// How many phrases of all rows are found.
  public var foundCount: Int { places.reduce(0) { $0 + $1.count } }

  /// How many phrases of all rows are not found.
  public var missingCount: Int { missing.reduce(0, +) }

  /// The phrases that a row has, found or not.
  func count(of row: Int) -> Int { places[row].count + missing[row] }

  /// The spellings in some places of a row.
  func spellings(_ ranges: [Range<Int>], of row: Int) -> Set<ArraySlice<Int32>> {
    let words = words[row]
    return Set(
      ranges.filter { $0.upperBound <= words.count }.map {
        words[words.startIndex + $0.lowerBound..<words.startIndex + $0.upperBound].rebased
      })
  }

  /// What some places of a row are worth as its phrases: each spelling counts once.
  func count(_ ranges: [Range<Int>], of row: Int) -> EntityCounts.Count {
    let (found, actual) = (spellings(ranges, of: row), spellings(places[row], of: row))
    return EntityCounts.Count(
      correct: found.intersection(actual).count, predicted: found.count, actual: count(of: row))
  }

  /// The tags of BIO, by their number.
  static let tagNames = ["B", "I", "O"]
}

/// Finds phrases in the tokens of texts.
struct PhraseFinder {
  /// The tokens of a phrase as numbers.
  typealias Phrase = [Int32]

  /// Where a phrase begins in some tokens, from the first on.
  static func starts(of phrase: Phrase, in words: ArraySlice<Int32>) -> [Int] {
    guard let first = phrase.first, phrase.count <= words.count else { return [] }
    return (0...words.count - phrase.count).filter { at in
      words[words.startIndex + at] == first
        && words[(words.startIndex + at)...].starts(with: phrase)
    }
  }

  /// The phrases of a row that are found, one place each, and the tags of all their places.
  ///
  /// Where phrases overlap, the longer one is tagged.
  static func find(
    _ phrases: [Phrase], in words: ArraySlice<Int32>
  ) -> (places: [Range<Int>], tags: [Int32]) {
    var tags = [Int32](repeating: 2, count: words.count)
    var places: [Range<Int>] = []
    let longest = phrases.indices.sorted { (phrases[$1].count, $0) < (phrases[$0].count, $1) }
    for index in longest {
      let phrase = phrases[index]
      let starts = starts(of: phrase, in: words)
      if let first = starts.first { places.append(first..<first + phrase.count) }
      for start in starts where (start..<start + phrase.count).allSatisfy({ tags[$0] == 2 }) {
        for at in start..<start + phrase.count { tags[at] = at == start ? 0 : 1 }
      }
    }
    return (places, tags)
  }
}

extension ArraySlice {
  /// The same elements with indices from 0, so that equal ones hash alike and are small to keep.
  fileprivate var rebased: ArraySlice { Array(self)[...] }
}
