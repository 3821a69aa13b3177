// SPDX-License-Identifier: Apache-2.0

extension TimeStep {
  /// The shortest of the usual seasons, in steps; nil where there is none.
  var usualSeason: Int? { usualSeasons.first }

  /// The seasons that are usual for series of this step, in steps, the shortest first.
  ///
  /// They are the minute and hour for steps below a minute, the hour and day for steps below 5
  /// minutes, the day and week for steps up to a day, and else the year: where they are whole
  /// numbers of steps, and more than one.
  var usualSeasons: [Int] {
    let seasons: [Double]
    switch self {
    case .index: return []
    case .businessDays: return [5, 261]
    case .months(let count), .monthEnds(let count):
      guard count > 0 else { return [] }
      seasons = [12 / Double(count)]
    case .seconds(let size):
      guard size > 0 else { return [] }
      let lengths: [Double] =
        switch size {
        case ..<60: [60, 3600]
        case ..<300: [3600, 86_400]
        case ..<86_400: [86_400, 604_800]
        case 86_400: [604_800, 365 * 86_400]
        default: [52 * 604_800]
        }
      seasons = lengths.map { $0 / size }
    }
    return seasons.compactMap { Int(exactly: $0) }.filter { $0 > 1 }
  }
}
