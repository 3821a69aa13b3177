// SPDX-License-Identifier: Apache-2.0

/// The line that begins a cell of a script: `#%%` in the first column, with a title or without.
enum CellMark {
  /// What it begins with.
  static let sign = "#%%"

  /// What stands after the sign.
  static func title(of line: String) -> String {
    String(line.dropFirst(sign.count).drop { $0 == " " })
  }
}
