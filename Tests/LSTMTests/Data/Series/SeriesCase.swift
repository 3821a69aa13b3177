// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// Series as tests make them.
enum SeriesCase {
  /// A role of one target.
  static func role(
    _ target: String = "y", history: Int = 4, horizon: Int = 2,
    _ change: (inout WindowRole) -> Void = { _ in }
  ) -> WindowRole {
    var role = WindowRole(history: history, horizon: horizon)
    role.targets = [WindowRole.Target(NumberRole.Column(target, fill: .last))]
    change(&role)
    return role
  }

  /// A data set of windows.
  static func data(
    _ columns: [String], _ rows: [[String]], _ role: WindowRole,
    split: SplitKind = .lastSteps(valid: 6, test: 0), season: Int = 0
  ) throws(DataError) -> Dataset {
    var builder = DatasetBuilder(
      textColumn: nil,
      targets: [
        TargetRole(
          columns: role.targets.map(\.column.name), ForecastTask.entry,
          ["season": .integer(season)])
      ],
      split: split)
    builder.windows = role
    return try builder.build(
      from: try Table(columns: columns, rows: rows), shuffler: RandomSource(seed: 0))
  }

  /// The numbers from 1 on.
  static func counting(_ count: Int) -> [[String]] { (1...count).map { ["\($0)"] } }
}
