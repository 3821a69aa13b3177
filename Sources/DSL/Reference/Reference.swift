// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What help, completion and the manual say: all of it from the tables that the checker reads.
public enum Reference {
  /// The version of the program.
  public static var version: String { "0.1.0" }

  /// One topic of help.
  struct Topic {
    /// Which table it stands in, such as `layer`.
    let kind: String
    /// What it is asked for by.
    let name: String
    /// One line.
    let summary: String
    /// How it is written.
    let form: String
    /// Its settings.
    let settings: [Setting]
    /// Something that works as it stands.
    let example: String
  }

  /// A setting of a topic.
  struct Setting {
    /// Its name.
    let name: String
    /// What it is when it is not given; nil when it must be, or when that depends on others.
    let defaultText: String?
    /// What may be given.
    let expectation: String
    /// One line.
    let help: String
  }

  /// All topics, table by table.
  static let topics: [Topic] =
    StatementVerb.allCases.map { verb in
      let form = StatementCatalog.form(of: verb)
      return Topic(
        kind: "statement", name: verb.rawValue, summary: form.summary, form: form.form,
        settings: settings(options(of: verb)),
        example: form.example)
    }
    + LayerCatalog.entries.map { entry in
      Topic(
        kind: "layer", name: entry.name, summary: entry.summary,
        form: form(entry.name, entry.arguments), settings: settings(entry.arguments),
        example: entry.example)
    }
    + OptimizerCatalog.entries.map { entry in
      Topic(
        kind: "optimizer", name: entry.name, summary: entry.summary,
        form: "train r = m \(entry.name) options", settings: settings(entry.arguments),
        example: "train r = m \(entry.name) lr=1e-3")
    }
    + ScheduleCatalog.entries.map { entry in
      Topic(
        kind: "schedule", name: entry.name, summary: entry.summary,
        form: "train r = m \(entry.name) options", settings: settings(entry.arguments),
        example: entry.example)
    }
    + RoleCatalog.entries.map { entry in
      Topic(
        kind: "role", name: entry.name, summary: entry.summary, form: entry.form,
        settings: settings(entry.options), example: entry.example)
    }
    + DataFormats.all.map { format in
      Topic(
        kind: "format", name: format.name, summary: format.help,
        form: "data d = \(format.name) \"FILE\" options { roles }",
        settings: format.options.map { setting($0) }, example: format.example)
    }
    + FunctionCatalog.entries.map { function in
      Topic(
        kind: "function", name: function.name, summary: function.summary,
        form: form(function), settings: [],
        example: function.example.map { "\($0.call) is \($0.result)" }
          ?? "\(function.name)(t, \"good\")")
    }
    + BaselineCatalog.entries.map { entry in
      Topic(
        kind: "baseline", name: entry.name, summary: entry.summary,
        form: "baseline NAME = \(entry.name) on DATA.SPLIT", settings: [],
        example: "baseline b = \(entry.name) on d.test")
    }

  /// What a statement takes beside the settings of its optimizer and its schedule.
  private static func options(of verb: StatementVerb) -> [ArgumentSpec] {
    switch verb {
    case .train:
      TrainingOptions.arguments + [
        TrainingReader.seedOption, SweepOptions.seeds, SweepOptions.start,
      ]
    case .resume: Checker.resumeOptions
    case .search: SweepOptions.search + SweepOptions.strategySettings
    case .crossval: [SweepOptions.folds, SweepOptions.valid]
    default: []
    }
  }

  /// The tables, in the order in which they are shown.
  static let kinds: [String] = topics.map(\.kind).reduce(into: []) { kinds, kind in
    if kinds.last != kind { kinds.append(kind) }
  }

  /// How each statement is written, and what it does.
  public static var statements: [(form: String, summary: String)] {
    topics.filter { $0.kind == "statement" }.map { ($0.form, $0.summary) }
  }

  /// All that `help` explains, for completion.
  public static var names: [String] {
    Set(topics.flatMap { [$0.name] + $0.settings.map(\.name) } + memberNames).sorted()
  }

  /// All codes of messages.
  public static var codeNames: [String] { DiagnosticCode.allCases.map(\.rawValue) }

  private static func settings(_ specs: [ArgumentSpec]) -> [Setting] {
    specs.map { spec in
      Setting(
        name: spec.name, defaultText: spec.defaultValue?.text, expectation: spec.expectation,
        help: spec.help)
    }
  }

  private static func setting(_ option: FormatOption) -> Setting {
    let text: String? =
      switch option.defaultValue {
      case .flag(let flag): flag ? "yes" : "no"
      case .text(let text): Formatter.quoted(text)
      case .names(let names): "[\(names.joined(separator: ", "))]"
      case nil: nil
      }
    return Setting(
      name: option.name, defaultText: text, expectation: option.kind.expectation,
      help: option.help)
  }

  private static func form(_ name: String, _ arguments: [ArgumentSpec]) -> String {
    ([name]
      + arguments.map { spec in
        let value = spec.isPositional ? spec.name.uppercased() : "\(spec.name)=…"
        return spec.defaultValue == nil ? value : "[\(value)]"
      }).joined(separator: " ")
  }

  /// `round(NUMBER [, NUMBER])`, `min(NUMBER, …)`.
  private static func form(_ function: FunctionEntry) -> String {
    let names = function.parameters.map { type in
      switch type {
      case .object(let kind): kind.noun.uppercased()
      case .anything: "VALUE"
      default: type.description.split(separator: " ").last?.uppercased() ?? ""
      }
    }
    let count = function.counts.upperBound
    guard count <= max(names.count, 3) else {
      return "\(function.name)(\(names.joined(separator: ", ")), …)"
    }
    let all = (0..<count).map { names[min($0, names.count - 1)] }
    let needed = all.prefix(function.counts.lowerBound).joined(separator: ", ")
    let rest = all.dropFirst(function.counts.lowerBound).map { " [, \($0)]" }.joined()
    return "\(function.name)(\(needed)\(rest))"
  }

  /// All names with a line each.
  public static func overview() -> String {
    let sections = kinds.map { kind in
      let topics = topics.filter { $0.kind == kind }
      let width = topics.map(\.name.count).max() ?? 0
      let lines = topics.map { topic in
        "  " + topic.name + String(repeating: " ", count: width - topic.name.count + 2)
          + topic.summary
      }
      return (["\(kind)s"] + lines).joined(separator: "\n")
    }
    return sections.joined(separator: "\n\n")
      + "\n\n`lstm help NAME`, or `?NAME` at the prompt, says more; so it does of the code of a"
      + " message."
  }

  /// What is known of a name; nil when nothing is.
  ///
  /// An option is explained where it is set, a field where it stands.
  public static func help(for name: String) -> String? {
    if let code = DiagnosticCode(spelling: name) { return explanation(of: code) }
    let found = topics.filter { $0.name == name }
    if !found.isEmpty { return found.map(text).joined(separator: "\n\n") }
    let owners = topics.filter { topic in topic.settings.contains { $0.name == name } }
    let options = owners.map { topic in
      let settings = topic.settings.filter { $0.name == name }
      return "option of \(topic.kind) \(topic.name)\n" + table(settings)
    }
    let members = members(name).joined(separator: "\n")
    let parts = options + (members.isEmpty ? [] : [members])
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// The names that a mistyped one may have been meant to be.
  public static func suggestions(for name: String) -> [String] {
    if looksLikeCode(name) { return codeSuggestions(for: name) }
    return NearestNames.nearest(
      to: name, among: Set(topics.flatMap { [$0.name] + $0.settings.map(\.name) } + memberNames))
  }

  private static func text(_ topic: Topic) -> String {
    var lines = ["\(topic.kind) \(topic.name): \(topic.summary)", "", "  \(topic.form)"]
    if !topic.settings.isEmpty { lines += ["", table(topic.settings)] }
    lines += ["", "example"] + topic.example.split(separator: "\n").map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func table(_ settings: [Setting]) -> String {
    let heads = settings.map { setting in
      setting.defaultText.map { "\(setting.name)=\($0)" } ?? setting.name
    }
    let width = heads.map(\.count).max() ?? 0
    return zip(settings, heads).map { setting, head in
      "  " + head + String(repeating: " ", count: width - head.count + 2)
        + "\(setting.help) (\(setting.expectation))"
    }.joined(separator: "\n")
  }
}
