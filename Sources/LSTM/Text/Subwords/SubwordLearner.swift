// SPDX-License-Identifier: Apache-2.0

/// Learns subword units from texts: those of the training rows, of one column or of several that are to
/// have the same units.
///
/// The texts are cut into runs, and only the distinct ones are kept, with how often they occur. Starting
/// from characters, the two neighbours that occur most often become a unit, again and again (byte-pair
/// encoding: Sennrich, Haddow and Birch 2016). The same texts give the same units in any order.
struct SubwordLearner: Sendable {
  private let splitter: SubwordSplitter
  private var run = SubwordRun()
  private var runs = TokenIndex()
  private var counts: [Int] = []

  /// How many characters a unit has at most, the blank before it included.
  static let longest = 16
  /// The share of all characters that are units, where nothing else is said.
  static let usualCoverage = 0.9995

  /// A learner that has read nothing.
  init(_ splitter: SubwordSplitter) { self.splitter = splitter }

  /// Reads a text, in its normal form.
  ///
  /// - Parameter other: what cuts it into runs, where it is not what cuts the others.
  mutating func add(_ text: String, by other: SubwordSplitter? = nil) {
    (other ?? splitter).forEachRun(in: text, &run) { run in
      let number = Int(runs.insert(run.bytes.span))
      if number == counts.count { counts.append(0) }
      counts[number] += 1
    }
  }

  /// Learns units from the texts that were read.
  ///
  /// Throws `interrupted` when `shouldStop` says so.
  ///
  /// - Parameters:
  ///   - size: how many units there are to be in all, special ones, bytes and characters included. There
  ///     are fewer where no two neighbours occur twice any more, and never less than the bytes, the blank
  ///     and the special ones; where it leaves no room for all characters, the rare ones are bytes.
  ///   - coverage: the share of all characters of the texts that are units of their own, the frequent
  ///     ones first; the others are bytes.
  ///   - special: the units that no text leads to.
  func learn(
    _ size: Int, coverage: Double = usualCoverage, special: [String] = [Vocabulary.unknown],
    shouldStop: () -> Bool = { false }
  ) throws(DataError) -> SubwordVocabulary {
    let characters = countCharacters()
    let room = size - SubwordVocabulary.smallestCount(special: special.count) + 1
    let kept = Self.covering(coverage, characters).prefix(max(room, 1))
    // The sign for blanks is written in bytes, and the blank needs none.
    let usable = kept.filter { $0.scalar != SubwordSpelling.blank && $0.scalar != " " }
    var vocabulary = SubwordVocabulary(
      special: special, [" "] + usable.prefix(max(room - 1, 0)).map(\.scalar))
    var pairs = PairCounts(runs, counts: counts, in: vocabulary, longest: Self.longest)
    let first = vocabulary.count
    while vocabulary.count < size, let pair = pairs.removeMostFrequent() {
      if (vocabulary.count - first) % Self.unitsPerQuestion == 0, shouldStop() {
        throw DataError(.interrupted, path: nil)
      }
      let (left, right) = PairIndex.units(of: pair.key)
      guard let unit = vocabulary.append(joining: left, right) else { continue }
      pairs.join(pair, into: unit)
    }
    return vocabulary
  }

  /// After how many units it is asked whether to stop.
  private static let unitsPerQuestion = 256

  /// The characters of all texts by falling count, those of equal count by their code.
  private func countCharacters() -> [(scalar: Unicode.Scalar, count: Int)] {
    var numbers = ScalarNumbers()
    var found: [(scalar: Unicode.Scalar, count: Int)] = []
    for number in 0..<runs.count {
      let bytes = runs.bytes(of: number)
      let text = bytes.span
      var index = 0
      while index < text.count {
        let (scalar, length) = text.scalar(at: index)
        if numbers[scalar] < 0 {
          numbers[scalar] = Int32(truncatingIfNeeded: found.count)
          found.append((scalar, 0))
        }
        found[Int(numbers[scalar])].count += counts[number]
        index += length
      }
    }
    return found.sorted { $0.count != $1.count ? $0.count > $1.count : $0.scalar < $1.scalar }
  }

  /// The first characters that make up a share of all.
  private static func covering(
    _ share: Double, _ characters: [(scalar: Unicode.Scalar, count: Int)]
  ) -> ArraySlice<(scalar: Unicode.Scalar, count: Int)> {
    let wanted = share * Double(characters.reduce(0) { $0 + $1.count })
    var (covered, kept) = (0, 0)
    while kept < characters.count, Double(covered) < wanted {
      covered += characters[kept].count
      kept += 1
    }
    return characters.prefix(kept)
  }
}
