// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Where the rows of a data set come from, so that all columns can be looked at, also those without a
/// role.
struct RowsSource {
  /// A table of the script, or a file.
  enum Part {
    case rows(columns: [String], cells: [[String]])
    case file(path: String, shown: String, FormatOptions)
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

    subscript(name: String) -> ColumnProfile? { columns.first { $0.name == name } }
  }

  /// Reads all rows once.
  func profile() -> Profile {
    var profile = Profile()
    for part in parts {
      do throws(DataError) {
        try take(part, into: &profile)
      } catch {
        profile.problem = error.description
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
    case .rows(let columns, let cells):
      for (index, values) in cells.enumerated() {
        take(Row(columns: columns, values: values, number: index + 1), &profile)
      }
    case .file(let path, _, let options):
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
    columns.map { name in
      if let place = profile.columns.firstIndex(where: { $0.name == name }) { return place }
      profile.columns.append(ColumnProfile(name, among: columns.count))
      return profile.columns.count - 1
    }
  }
}
