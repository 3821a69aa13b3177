// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures the engine; every line of output is one JSON object.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the engine.",
    subcommands: [Table.self, Dropout.self, Latency.self, PTB.self, Characters.self])
}
