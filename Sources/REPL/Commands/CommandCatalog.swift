// SPDX-License-Identifier: Apache-2.0

import DSL

/// The commands there are, and how a name that was typed finds one.
enum CommandCatalog {
  /// What a name leads to.
  enum Match {
    /// The one command that it names or begins.
    case found(Command)
    /// None, or several, and what to tell the user.
    case none(String)
  }

  /// All commands, by name.
  static let all: [Command] = [
    .cells, .delete, .edit, .help, .history, .load, .more, .plan, .quit, .report, .rerun, .restore,
    .run, .save, .set, .stale, .time, .undo,
  ]

  /// The command of that name, or the only one whose name begins so.
  static func find(_ name: String, among commands: [Command] = all) -> Match {
    if let exact = commands.first(where: { $0.name == name }) { return .found(exact) }
    let begun = commands.filter { !name.isEmpty && $0.name.hasPrefix(name) }
    if let only = begun.first, begun.count == 1 { return .found(only) }
    let possible = (begun.isEmpty ? commands : begun).map { ":\($0.name)" }.joined(separator: " ")
    if name.isEmpty { return .none("a command's name stands after the colon: \(possible)") }
    if !begun.isEmpty { return .none(":\(name) may mean \(possible)") }
    if let nearest = NearestNames.nearest(to: name, among: commands.map(\.name)).first {
      return .none("there is no command :\(name); did you mean :\(nearest)?")
    }
    return .none("there is no command :\(name); there are \(possible)")
  }
}
