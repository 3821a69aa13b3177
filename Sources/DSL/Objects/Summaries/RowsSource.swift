// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Where the rows of a data set come from, so that all columns can be looked at, also those without a
/// role.
struct RowsSource {
  /// A table of the script, or a file.
  enum Part {
    case rows(Table)
    case file(path: String, FormatOptions)
  }

  /// The main table, then those of other splits.
  var parts: [Part]
  let format: DataFormat?
  /// What the columns are for; none for those without a role.
  var roles: [String: String] = [:]
  /// Whether chance shares out the rows, so that `group` can keep some of them together.
  var isShuffled = false
  let shouldStop: @Sendable () -> Bool

  /// What is known of the columns.
  struct Profile {
    var columns: [ColumnProfile] = []
    /// Why there is none, or not of all rows.
    var problem: String?
    /// Whether the user stopped it, so that another time more may be known.
    var isBrokenOff = false
  }

  /// Reads all rows once.
  func profile() -> Profile {
    var profile = Profile()
    for part in parts {
      do throws(DataError) {
        try take(part, into: &profile)
      } catch {
        profile.problem = error.description
        profile.isBrokenOff = error.fact == .interrupted
        break
      }
    }
    return profile
  }

  private func take(_ part: Part, into profile: inout Profile) throws(DataError) {
    var places: [Int] = []
    var rows = 0
    let take = { (row: Row, profile: inout Profile) in
      if places.isEmpty { places = Self.places(of: row.columns, in: &profile) }
      for (place, meaning) in zip(places, row.meanings) { profile.columns[place].take(meaning) }
    }
    switch part {
    case .rows(let table):
      var columns: [[String]] = []
      for name in table.columns { columns.append(try table.plainColumn(name)) }
      for row in 0..<table.rowCount {
        take(
          Row(columns: table.columns, values: columns.map { $0[row] }, number: row + 1), &profile)
      }
    case .file(let path, let options):
      let format = if let format { format } else { try DataFormats.inferred(from: path) }
      try format.forEachRow(of: path, options: options) { (row) throws(DataError) in
        rows += 1
        if rows % Table.rowsPerQuestion == 0, shouldStop() {
          throw DataError(.interrupted, path: path)
        }
        take(row, &profile)
        return true
      }
    }
  }

  /// Where the columns of a table stand in the profile, which gets those that it lacks.
  private static func places(of columns: [String], in profile: inout Profile) -> [Int] {
    var known = Dictionary(profile.columns.enumerated().map { ($1.name, $0) }) { one, _ in one }
    return columns.map { name in
      if let place = known[name] { return place }
      known[name] = profile.columns.count
      profile.columns.append(ColumnProfile(name, among: columns.count))
      return profile.columns.count - 1
    }
  }
}
