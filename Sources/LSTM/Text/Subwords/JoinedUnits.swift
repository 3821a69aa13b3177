// SPDX-License-Identifier: Apache-2.0

/// The units of a run, while neighbours are joined.
struct JoinedUnits {
  /// The units that there are so far.
  private(set) var units: [Int32] = []
  /// The unit that each makes with the next one, as the merges have it.
  private var candidates: [Int32] = []

  /// Takes the smallest units of another run.
  mutating func fill(_ bytes: Span<UInt8>, in vocabulary: SubwordVocabulary) {
    units.removeAll(keepingCapacity: true)
    vocabulary.forEachBase(of: bytes) { units.append($0) }
  }

  /// Joins neighbours until no two make a unit: of those that do the earliest learned first, and the
  /// leftmost of equal ones.
  mutating func join(by merges: PairIndex) {
    findCandidates(merges)
    while true {
      var (best, place) = (PairIndex.none, 0)
      for at in candidates.indices where candidates[at] < best {
        (best, place) = (candidates[at], at)
      }
      if best == PairIndex.none { return }
      join(at: place, merges)
    }
  }

  /// The same where before each step every join is left out with a probability; it ends when all are.
  mutating func join(by merges: PairIndex, _ dropout: inout MergeDropout) {
    findCandidates(merges)
    while let place = choose(&dropout) { join(at: place, merges) }
  }

  /// The best place that is not left out; nil for none.
  ///
  /// Draws only for those that are better than it: the others make no difference.
  private func choose(_ dropout: inout MergeDropout) -> Int? {
    var (last, lastPlace) = (Int32(-1), -1)
    while true {
      var (best, place) = (PairIndex.none, 0)
      for at in candidates.indices {
        let candidate = candidates[at]
        let isLater = candidate > last || candidate == last && at > lastPlace
        if candidate < best, isLater { (best, place) = (candidate, at) }
      }
      if best == PairIndex.none { return nil }
      if !dropout.leavesOut() { return place }
      (last, lastPlace) = (best, place)
    }
  }

  private mutating func findCandidates(_ merges: PairIndex) {
    candidates.removeAll(keepingCapacity: true)
    guard units.count > 1 else { return }
    for at in 1..<units.count { candidates.append(merges.find(units[at - 1], units[at])) }
  }

  /// Joins the unit at a place with the next one.
  private mutating func join(at place: Int, _ merges: PairIndex) {
    units[place] = candidates[place]
    units.remove(at: place + 1)
    candidates.remove(at: place)
    if place > 0 { candidates[place - 1] = merges.find(units[place - 1], units[place]) }
    if place < candidates.count {
      candidates[place] = merges.find(units[place], units[place + 1])
    }
  }
}
