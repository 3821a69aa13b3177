// SPDX-License-Identifier: Apache-2.0

/// The tasks that a target can be; one line each.
public enum TaskCatalog {
  /// All of them; the first is what a column is when nothing is said.
  public static let tasks: [any TargetTask.Type] = [
    ClassTask.self, TagsTask.self, LabelsTask.self, PhrasesTask.self, NumberTask.self,
    ForecastTask.self, TextTask.self, TranscriptTask.self, NextTask.self,
  ]

  /// As the language knows them.
  public static let entries: [TaskEntry] = tasks.map { $0.entry }

  /// The task of a name.
  public static func entry(_ name: String) -> TaskEntry? { entries.first { $0.name == name } }
}
