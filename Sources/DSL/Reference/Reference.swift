// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What help, completion and the manual say: all of it from the tables that the checker reads.
public enum Reference {
  /// The version of the program.
  public static var version: String { ProgramVersion.text }

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
    /// Whether its value may stand without its name.
    let isPositional: Bool
    /// The words to choose from, if that is what it takes.
    let choices: [String]
    /// A value for examples.
    let sample: String

    init(_ spec: ArgumentSpec) {
      isPositional = spec.isPositional
      choices = if case .choice(let words) = spec.kind { words } else { [] }
      sample = spec.sample
      name = spec.name
      defaultText = spec.defaultValue?.text
      expectation = spec.expectation
      help = spec.help
    }

    init(_ option: FormatOption) {
      (isPositional, choices) = (false, [])
      sample = option.sample
      name = option.name
      defaultText = option.defaultValue?.text
      expectation = option.kind.expectation
      help = option.help
    }
  }

  /// The layers that have layers of their own in parentheses.
  static let layersWithStack = LayerCatalog.entries.filter(\.takesStack).map(\.name)

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
        form: form(entry.name + (entry.takesStack ? "(STACK)" : ""), entry.arguments),
        settings: settings(entry.arguments),
        example: entry.example)
    }
    + operators
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
        kind: "format", name: format.name, summary: summary(format),
        form: "data d = \(format.name) \"FILE\" options { roles }",
        settings: format.options.map { Setting($0) }, example: format.example)
    }
    + FunctionCatalog.entries.map { function in
      Topic(
        kind: "function", name: function.name, summary: function.summary,
        form: form(function), settings: [],
        example: function.example.map { "\($0.call) is \($0.result)" }
          ?? function.sampleCall)
    }
    + BaselineCatalog.entries.map { entry in
      Topic(
        kind: "baseline", name: entry.name, summary: entry.summary,
        form: "baseline NAME = \(entry.name) on DATA.SPLIT"
          + (entry.allOptions.isEmpty ? "" : " options"),
        settings: entry.allOptions.map { Setting($0) },
        example: "baseline b = \(entry.name) on d.test")
    }

  /// What stands between the layers of a stack.
  private static let operators = [
    Topic(
      kind: "operator", name: "|", summary: "gives what comes out of a layer to the next one",
      form: "LAYER | LAYER", settings: [], example: "embed 64 | lstm 128 | output"),
    Topic(
      kind: "operator", name: "+",
      summary: "puts layers side by side: each is given the same, and what comes out is joined",
      form: "LAYER + LAYER", settings: [],
      example: "embed 64 | lstm 32 + gru 32 | output"),
    Topic(
      kind: "operator", name: LayerCall.arrow,
      summary:
        "stands between an encoder, whose layers read, and a decoder, whose layers write a text "
        + "token by token: the decoder begins with the state that the encoder ends in, its `embed` is "
        + "given the tokens written so far, and its `attend` looks at all that was read. Over a "
        + "`window` what was read is handed on to each step that is forecast, with what is known of it",
      form: "LAYER | LAYER => LAYER | LAYER", settings: [],
      example: "embed 64 | bilstm 64 => embed 64 | lstm 128 | attend | output"),
  ]

  /// What stands in a file, and how it is written again with predictions.
  private static func summary(_ format: DataFormat) -> String {
    guard !format.use.isStream, format.hasLines else { return format.help }
    return "\(format.help); written again by `predict … to`: \(format.answer.summary)"
  }

  /// What a statement takes beside the settings of its optimizer and its schedule.
  static func options(of verb: StatementVerb) -> [ArgumentSpec] {
    switch verb {
    case .train:
      TrainingOptions.arguments + [
        TrainingReader.seedOption.spec, SweepOptions.seeds.spec, SweepOptions.start.spec,
      ]
    case .resume: Checker.resumeOptions
    case .vectors: VectorsObject.options
    case .search: SweepOptions.search + SweepOptions.strategySettings
    case .crossval: [SweepOptions.folds.spec, SweepOptions.valid.spec]
    case .eval: EvaluationObject.options
    case .compare: ComparisonObject.options
    case .predict: SearchOptions.arguments
    case .generate: GenerationPlan.options
    case .forecast: ForecastPlan.options
    case .explain: ExplanationPlan.options
    case .plot: EmbeddingPlot.runOptions
    case .runs: RecordDeed.listOptions
    case .tag: RecordDeed.tagOptions
    case .lstm, .seed, .param, .let, .include, .data, .model, .ensemble, .grid, .baseline, .assert,
      .print, .show, .save, .report, .load, .rerun, .note:
      []
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
    specs.map { Setting($0) }
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
      case .number, .text, .boolean, .duration, .list:
        type.description.split(separator: " ").last?.uppercased() ?? ""
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
    let parts = [help(option: name), help(member: name)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// What a name is as an option: a part for each owner, with an example.
  ///
  /// - Parameter words: if owners are among them, the others are left out.
  static func help(option name: String, of words: Set<String> = []) -> String? {
    let all = topics.filter { topic in topic.settings.contains { $0.name == name } }
    let meant = all.filter { words.contains($0.name) }
    let owners = meant.isEmpty ? all : meant
    let parts = owners.flatMap { topic in
      topic.settings.filter { $0.name == name }.map { setting in
        "option of \(topic.kind) \(topic.name)\n" + table([setting]) + "\n\n"
          + examples([example(of: setting, in: topic)])
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// What a name is as a field or a facet.
  static func help(member name: String) -> String? {
    let members = members(name)
    guard !members.isEmpty else { return nil }
    return members.map(\.text).joined(separator: "\n") + "\n\n" + examples(members.map(\.example))
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
    return lines.joined(separator: "\n") + "\n\n"
      + examples(topic.example.split(separator: "\n").map(String.init))
  }

  /// What help ends with.
  private static func examples(_ lines: [String]) -> String {
    (["example"] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  private static func table(_ settings: [Setting]) -> String {
    let heads = settings.map { setting in
      setting.defaultText.map { "\(setting.name)=\($0)" } ?? setting.name
    }
    return aligned(
      zip(heads, settings).map { head, setting in
        (head, "\(setting.help) (\(setting.expectation))")
      })
  }

  /// Two columns.
  static func aligned(_ rows: [(name: String, summary: String)]) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { name, summary in
      "  " + name + String(repeating: " ", count: width - name.count + 2) + summary
    }.joined(separator: "\n")
  }
}
