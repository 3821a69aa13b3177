// SPDX-License-Identifier: Apache-2.0

/// How often two units stand side by side in the words of a text, kept up to date while they are joined.
///
/// Each place of a word holds a unit; a pair has the list of the places where it was seen, of which those
/// count where it still stands. A join costs as much as there are places with its pair, and no list is
/// gone through twice. In memory it takes 16 bytes for each character of the distinct words, 8 for each
/// place that a pair was seen at, and about 100 for each distinct pair.
struct PairCounts {
  /// The unit at each place; -1 where the one before reaches over it, and for a character without unit.
  private var units: [Int32] = []
  /// The places before and after in the word; -1 for none.
  private var previous: [Int32] = []
  private var next: [Int32] = []
  /// The word that each place belongs to.
  private var words: [Int32] = []
  /// How often each word occurs.
  private let wordCounts: [Int]
  /// How many characters each unit has.
  private var lengths: [Int]
  private let longest: Int

  private var pairs = PairIndex()
  private var keys: [UInt64] = []
  /// How often each pair occurs.
  private var counts: [Int] = []
  /// The last place that each pair was seen at, as a number in `seen`; -1 for none.
  private var heads: [Int32] = []
  /// Places, each with the number of the one before in the list of its pair.
  private var seen: [(place: Int32, before: Int32)] = []
  private var queue = MergeQueue()

  /// Counts the pairs of words.
  ///
  /// - Parameters:
  ///   - counts: how often each word occurs.
  ///   - longest: how many characters a pair may have that is to be joined.
  init(_ index: TokenIndex, counts: [Int], in vocabulary: SubwordVocabulary, longest: Int) {
    wordCounts = counts
    self.longest = longest
    lengths = [Int](repeating: 1, count: vocabulary.count)
    let firstCharacter = Int32(vocabulary.firstCharacter)
    for word in 0..<index.count {
      var last = Int32(-1)
      let bytes = index.bytes(of: word)
      vocabulary.forEachBase(of: bytes.span) { unit in
        let place = Int32(truncatingIfNeeded: units.count)
        units.append(unit < firstCharacter ? -1 : unit)
        previous.append(last)
        next.append(-1)
        words.append(Int32(truncatingIfNeeded: word))
        if last >= 0 { next[Int(last)] = place }
        last = place
      }
    }
    for place in units.indices { add(at: Int32(truncatingIfNeeded: place)) }
    enqueue(from: 0)
  }

  /// The pair that occurs most often, of several the one with the smallest first, then second unit; nil
  /// where none occurs twice.
  mutating func removeMostFrequent() -> MergeQueue.Entry? {
    while let entry = queue.removeFirst() {
      let count = counts[Int(entry.pair)]
      if count == entry.count { return entry }
      // It was joined with others since.
      if count > 1 { queue.insert(.init(count: count, key: entry.key, pair: entry.pair)) }
    }
    return nil
  }

  /// Joins a pair into the newest unit wherever it stands, from left to right.
  mutating func join(_ entry: MergeQueue.Entry, into unit: Int32) {
    let (left, right) = PairIndex.units(of: entry.key)
    lengths.append(lengths[Int(left)] + lengths[Int(right)])
    let known = counts.count
    var found: [Int32] = []
    var at = heads[Int(entry.pair)]
    while at >= 0 {
      found.append(seen[Int(at)].place)
      at = seen[Int(at)].before
    }
    // Lists are from right to left; only where both are the same unit does it matter.
    for place in found.reversed() where units[Int(place)] == left {
      let after = next[Int(place)]
      guard after >= 0, units[Int(after)] == right else { continue }
      join(place, after, into: unit)
    }
    counts[Int(entry.pair)] = 0
    heads[Int(entry.pair)] = -1
    enqueue(from: known)
  }

  private mutating func join(_ place: Int32, _ after: Int32, into unit: Int32) {
    let (before, behind) = (previous[Int(place)], next[Int(after)])
    remove(at: before)
    remove(at: after)
    units[Int(place)] = unit
    units[Int(after)] = -1
    next[Int(place)] = behind
    if behind >= 0 { previous[Int(behind)] = place }
    add(at: before)
    add(at: place)
  }

  /// The units at a place and after it, where they can be a pair.
  private func pair(at place: Int32) -> (left: Int32, right: Int32)? {
    guard place >= 0, next[Int(place)] >= 0 else { return nil }
    let (left, right) = (units[Int(place)], units[Int(next[Int(place)])])
    guard left >= 0, right >= 0, lengths[Int(left)] + lengths[Int(right)] <= longest else {
      return nil
    }
    return (left, right)
  }

  private mutating func remove(at place: Int32) {
    guard let (left, right) = pair(at: place) else { return }
    counts[Int(pairs.find(left, right))] -= wordCounts[Int(words[Int(place)])]
  }

  private mutating func add(at place: Int32) {
    guard let (left, right) = pair(at: place) else { return }
    var number = pairs.find(left, right)
    if number == PairIndex.none {
      number = Int32(truncatingIfNeeded: counts.count)
      pairs.insert(left, right, number)
      keys.append(PairIndex.key(left, right))
      counts.append(0)
      heads.append(-1)
    }
    counts[Int(number)] += wordCounts[Int(words[Int(place)])]
    seen.append((place, heads[Int(number)]))
    heads[Int(number)] = Int32(truncatingIfNeeded: seen.count - 1)
  }

  /// Puts the pairs from a number on into the queue.
  private mutating func enqueue(from first: Int) {
    for number in first..<counts.count where counts[number] > 1 {
      queue.insert(
        .init(count: counts[number], key: keys[number], pair: Int32(truncatingIfNeeded: number)))
    }
  }
}
