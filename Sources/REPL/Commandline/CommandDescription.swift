// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A command as ArgumentParser describes it: what its help is made of.
struct CommandDescription: Decodable {
  /// An argument, an option or a flag.
  struct Argument: Decodable {
    /// A name with its dashes taken off.
    struct Name: Decodable {
      let kind: String
      let name: String

      /// The name as it is typed.
      var spelling: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let discussion: String?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool
  let arguments: [Argument]?
  let subcommands: [CommandDescription]?

  private struct Dump: Decodable {
    let command: CommandDescription
  }

  /// The program with all its commands; nil when ArgumentParser describes it in another form.
  static func ofProgram() -> CommandDescription? {
    let dump = Data(CommandLineTool._dumpHelp().utf8)
    return try? JSONDecoder().decode(Dump.self, from: dump).command
  }

  /// The options and flags to show, without those that every command has.
  var options: [Argument] {
    let common = ["version", "help"]
    return (arguments ?? []).filter { argument in
      argument.shouldDisplay && argument.kind != "positional"
        && argument.names?.contains { common.contains($0.name) } != true
    }
  }

  /// The arguments without a name.
  var positionals: [Argument] {
    (arguments ?? []).filter { $0.shouldDisplay && $0.kind == "positional" }
  }
}
