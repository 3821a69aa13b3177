// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Reads the options of training: an optimizer, a schedule, their settings and those of every run.
struct TrainingReader {
  /// The options, checked.
  struct Outcome {
    private(set) var options: TrainingOptions
    /// Where an option stands that makes no sense without a validation split.
    let needsValid: Span?
    /// Where some options stand, by name.
    let places: [String: Span]

    /// The same where rows are read in pieces of `bptt` steps, if that was said.
    func cuttingRows() -> Outcome {
      var copy = self
      copy.options.cutsRows = places["bptt"] != nil
      return copy
    }

    /// The same with the leading target's own figure to choose the epoch by, unless they name another.
    func watching(_ targets: [Target]) -> Outcome {
      Outcome(options: options.watching(targets), needsValid: needsValid, places: places)
    }
  }

  /// What belongs to training but not to the engine's options.
  static let seedOption = ArgumentKey.integer(
    "seed", History.seeds, default: 0,
    help: "where this run's randomness starts; the script's seed when absent")

  /// A choice of one entry of a catalog, given as a bare word or after its label.
  private struct Family {
    let label: String
    let entries: [(name: String, arguments: [ArgumentSpec])]
  }

  private static let optimizers = Family(
    label: "optimizer", entries: OptimizerCatalog.entries.map { ($0.name, $0.arguments) })
  private static let schedules = Family(
    label: "schedule", entries: ScheduleCatalog.entries.map { ($0.name, $0.arguments) })

  /// Whether some run has an option of this name.
  static func knows(_ name: String) -> Bool {
    let all =
      TrainingOptions.arguments + [seedOption.spec]
      + (optimizers.entries + schedules.entries).flatMap(\.arguments)
    return all.contains { $0.name == name }
  }

  /// The setting of a name, of training, of any optimizer or of any schedule.
  static func spec(_ name: String) -> ArgumentSpec? {
    let all =
      TrainingOptions.arguments + (optimizers.entries + schedules.entries).flatMap(\.arguments)
      + [seedOption.spec]
    return all.first { $0.name == name }
  }

  /// Whether a setting that is a list may be a word instead.
  static func takes(_ word: String, for name: String) -> Bool {
    switch spec(name)?.kind {
    case .numbers(_, let words)?, .integerOr(_, let words)?: words.contains(word)
    default: false
    }
  }

  /// The options of a statement; problems go to `report`.
  ///
  /// - Parameters:
  ///   - others: what the statement takes beside them, for suggestions.
  ///   - seed: the script's seed, asked for when the statement gives none.
  static func read(
    _ arguments: [Argument], owner: String, others: [String] = [], _ evaluator: inout Evaluator,
    seed: () -> UInt64, report: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome {
    var rest = arguments
    let optimizer = try take(optimizers, from: &rest)
    let schedule = try take(schedules, from: &rest)
    let chosen = [optimizers.entries[optimizer], schedules.entries[schedule]]
    let specs =
      TrainingOptions.arguments + chosen.flatMap(\.arguments) + [seedOption.spec]
    var problems: [Diagnostic] = []
    // Which targets there are is known when the data is.
    let monitors = rest.namingTargets()
    rest.removeAll { argument in
      guard let label = argument.label, !specs.contains(where: { $0.name == label.text }),
        let problem = optionOfOther(label, chosen.map(\.name))
      else { return false }
      problems.append(problem)
      return true
    }
    let reader = ArgumentReader(
      owner: owner, specs: specs.map { $0.taking(monitors) },
      words: (optimizers.entries + schedules.entries).map(\.name),
      others: [optimizers.label, schedules.label] + others)
    let values = reader.read(rest, &evaluator) { problems.append($0) }
    if let end = arguments.last?.span, problems.isEmpty {
      problems += ArgumentReader(owner: "`\(chosen[1].name)`", specs: chosen[1].arguments)
        .missing(values, at: end)
    }
    for problem in problems { report(problem) }
    if let first = problems.first { throw first }
    let options = TrainingOptions(
      optimizer: OptimizerCatalog.entries[optimizer],
      optimizerArguments: Arguments(values, for: chosen[0].arguments),
      schedule: ScheduleCatalog.entries[schedule],
      scheduleArguments: Arguments(values, for: chosen[1].arguments),
      settings: Arguments(values, for: TrainingOptions.arguments),
      seed: values[seedOption].map { UInt64($0) } ?? seed())
    return Outcome(
      options: options, needsValid: demanding(rest, options),
      places: Dictionary(
        rest.compactMap { argument in argument.label.map { ($0.text, argument.span) } },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The index of the entry of a family that the arguments name, the first one when they name none.
  private static func take(
    _ family: Family, from arguments: inout [Argument]
  ) throws(Diagnostic) -> Int {
    var found: (index: Int, name: String)?
    var rest: [Argument] = []
    for argument in arguments {
      let isLabelled = argument.label?.text == family.label
      if argument.label == nil || isLabelled, let name = argument.value.bareWord,
        let index = family.entries.firstIndex(where: { $0.name == name.text })
      {
        if let found { throw .several(family.label, name, first: found.name) }
        found = (index, name.text)
      } else if isLabelled {
        throw .unknownEntry(of: family.label, argument.value, family.entries.map(\.name))
      } else {
        rest.append(argument)
      }
    }
    arguments = rest
    return found?.index ?? 0
  }

  /// The problem of an option that other optimizers or schedules have.
  private static func optionOfOther(_ label: Name, _ chosen: [String]) -> Diagnostic? {
    for (index, family) in [optimizers, schedules].enumerated() {
      let owners = family.entries.filter { entry in
        entry.arguments.contains { $0.name == label.text }
      }
      if !owners.isEmpty {
        return .optionOfOther(label, of: family.label, chosen[index], owners.map(\.name))
      }
    }
    return nil
  }

  private static func demanding(_ arguments: [Argument], _ options: TrainingOptions) -> Span? {
    arguments.first { argument in
      switch argument.label?.text {
      case "keep": options.keep == .best
      case "by": options.monitor != nil
      case "patience": options.patience > 0
      case "average_patience": options.averagePatience > 0
      default: false
      }
    }?.span
  }
}

extension [Argument] {
  /// Turns `by=intent.accuracy` into a word, and gives such words.
  fileprivate mutating func namingTargets() -> [String] {
    var words: [String] = []
    for (index, argument) in enumerated() where argument.label?.text == "by" {
      var word: String?
      if case .field(let base, let field) = argument.value.kind, let target = base.bareWord {
        word = FigureName(target: target.text, field.text).description
      } else if case .text(let text) = argument.value.kind, FigureName(text).target != nil {
        word = text
      }
      guard let word else { continue }
      words.append(word)
      self[index] = Argument(
        label: argument.label, value: Expression(.text(word), argument.value.span))
    }
    return words
  }
}

extension ArgumentSpec {
  /// The same setting, where it is `by`, with more words to choose from.
  fileprivate func taking(_ words: [String]) -> ArgumentSpec {
    guard name == TrainingOptions.Key.by.name, !words.isEmpty, case .choice(let known) = kind else {
      return self
    }
    return ArgumentSpec(name, .choice(known + words), default: defaultValue, help: help)
  }
}
