// SPDX-License-Identifier: Apache-2.0

/// Finds the names that a mistyped one was most likely meant to be.
public enum NearestNames {
  /// The candidates nearest to a name, best first, at most 3; upper and lower case count as the
  /// same.
  ///
  /// A candidate is near when a few single-character edits lead to it (one in three characters,
  /// three at most), or when the name is an abbreviation that it begins with; of equally near ones
  /// those that are abbreviated come last, the longest after. The name itself is left out. Of a name with
  /// a dot, such as `valid.acc`, what stands after it is compared where candidates share what stands
  /// before.
  public static func nearest(
    to name: String, among candidates: some Sequence<String>
  ) -> [String] {
    if let dot = name.lastIndex(of: ".") {
      let stem = name[...dot]
      let ends = candidates.filter { $0.hasPrefix(stem) }.map { String($0.dropFirst(stem.count)) }
      let found = nearest(to: String(name[name.index(after: dot)...]), among: ends)
      if !found.isEmpty { return found.map { stem + $0 } }
    }
    let wanted = Array(name.lowercased())
    let limit = min(3, (wanted.count + 1) / 3)
    var found: [(name: String, distance: Int, more: Int)] = []
    for candidate in Set(candidates) where candidate != name {
      let letters = Array(candidate.lowercased())
      if abs(letters.count - wanted.count) <= limit {
        let distance = distance(wanted, letters)
        if distance <= limit { found.append((candidate, distance, 0)) }
      } else if wanted.count >= 2, letters.starts(with: wanted) {
        found.append((candidate, limit, letters.count - wanted.count))
      }
    }
    found.sort { ($0.distance, $0.more, $0.name) < ($1.distance, $1.more, $1.name) }
    return found.prefix(3).map(\.name)
  }

  /// `did you mean `model`?`, or nil without a near name.
  public static func suggestion(
    for name: String, among candidates: some Sequence<String>
  ) -> String? {
    let names = nearest(to: name, among: candidates).map { "`\($0)`" }
    guard let last = names.last else { return nil }
    let others = names.dropLast().joined(separator: ", ")
    return "did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
  }

  /// The fewest insertions, deletions, replacements and swaps of neighbours between two words,
  /// where no part is edited twice (the restricted Damerau-Levenshtein distance).
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        let isSame = first[row] == second[column]
        var best = min(
          last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1],
          first[row - 1] == second[column]
        {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
