// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What the README says that this version does.
@Suite struct ReadmeTests {
  @Test(arguments: [
    ("statements", StatementVerb.allCases.map(\.rawValue)),
    ("layers", LayerCatalog.entries.map(\.name)),
    ("optimizers", OptimizerCatalog.entries.map(\.name)),
    ("schedules", ScheduleCatalog.entries.map(\.name)),
    ("data", DataFormats.all.map(\.name) + ["rows"]),
    ("roles", RoleCatalog.entries.map(\.name)),
    ("tokens", Tokenizers.all.map(\.name)),
    ("baselines", BaselineCatalog.entries.map(\.name)),
  ])
  func everyNameStandsThere(row: String, names: [String]) throws {
    let lines = try TestFiles.text("README.md").split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("| \(row) |") })
    let marked = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0 % 2 == 1 ? String($1) : nil }
    #expect(Set(marked).subtracting(["x2", "+"]) == Set(names))
  }
}
