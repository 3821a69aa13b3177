// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// How the texts are looked for that a model writes: the settings of `predict`, a test holds which, with what
/// the language says of each.
struct SearchArguments: ParsableArguments {
  @Option(help: help("beam", "n")) var beam: String?
  @Option(help: help("best", "n")) var best: String?
  @Option(help: help("length_penalty", "power")) var lengthPenalty: String?
  @Option(help: help("coverage", "weight")) var coverage: String?
  @Option(help: help("no_repeat", "n")) var noRepeat: String?
  @Option(help: help("max_length", "n")) var maxLength: String?
  @Option(help: help("prefix", "text")) var prefix: String?
  @Option(help: help("lm", "model file")) var lm: String?
  @Option(help: help("lm_weight", "weight")) var lmWeight: String?
  @Option(help: help("lm_bonus", "bonus")) var lmBonus: String?

  /// Those that are given, by their names in the language.
  var given: [(name: String, value: String)] {
    let all = [
      ("beam", beam), ("best", best), ("length_penalty", lengthPenalty), ("coverage", coverage),
      ("no_repeat", noRepeat), ("max_length", maxLength), ("prefix", prefix), ("lm", lm),
      ("lm_weight", lmWeight),
      ("lm_bonus", lmBonus),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func help(_ name: String, _ value: String) -> ArgumentHelp {
    let found = AnswerStream.searchSettings.first { $0.name == name }
    return ArgumentHelp("Of texts that are written: \(found?.help ?? "").", valueName: value)
  }
}
