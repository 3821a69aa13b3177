// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// The names by which runs of the record are looked for.
enum RecordFields {
  /// What tells whether a run has a tag.
  static let tag = "tag"
  /// The parts of data that figures are of.
  static let parts = ["train"] + SplitName.allCases.map(\.rawValue).filter { $0 != "train" }

  /// The settings that this version knows.
  static let settings: Set<String> = Set(
    (TrainingOptions.arguments + OptimizerCatalog.entries.flatMap(\.arguments)
      + ScheduleCatalog.entries.flatMap(\.arguments)).map(\.name) + ["optimizer", "schedule"])

  /// Facts whose values are texts: a bare word beside one of them is such a text.
  private static let texts: Set<String> = [
    "name", "statement", "sweep", "model", "data", "data_hash", "key", "version", "directory",
    "command", "commit_hash", "branch", "kernels", "host", "status", "weights", "monitor",
  ]

  /// Whether a field is a text, or may be one.
  static func isText(_ field: RecordField) -> Bool {
    switch field {
    case .fact(let name): texts.contains(name)
    case .tag, .setting: true
    case .figure: false
    }
  }

  /// What a name with its fields stands for; nil when it is none of a run.
  static func field(_ path: [String]) -> RecordField? {
    if path == [tag] { return .tag }
    if path.count == 1, RecordField.facts.contains(path[0]) { return .fact(path[0]) }
    if path.count == 1 { return settings.contains(path[0]) ? .setting(path[0]) : nil }
    guard let metric = path.last, MetricCatalog.entry(metric) != nil,
      path.dropLast().contains(where: { parts.contains($0) })
    else { return nil }
    return .figure(path.joined(separator: "."))
  }

  /// What is ordered by a field: whether the best, or the latest, has the largest value.
  static func isDescending(_ field: RecordField) -> Bool {
    switch field {
    case .figure(let name):
      name.split(separator: ".").last.flatMap { MetricCatalog.entry(String($0)) }?.better == .higher
    case .fact(let name): ["started", "number"].contains(name)
    case .setting, .tag: false
    }
  }

  /// All names, for suggestions.
  static var names: [String] {
    [tag] + RecordField.facts + settings.sorted()
      + parts.flatMap { part in MetricCatalog.entries.map { "\(part).\($0.name)" } }
  }

  /// What completion offers.
  static var offered: [(name: String, summary: String)] {
    parts.map { ("\($0).", "a figure of the \($0) rows, such as \($0).loss") }
      + [(tag, "one of its tags")]
      + RecordField.facts.map { ($0, "a fact of the run") }
      + settings.sorted().map { ($0, "a setting of training") }
  }
}
