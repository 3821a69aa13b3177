// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The values that a step will run with, as `:plan` prints them.
///
/// They are read from the objects that the interpreter is given, by the properties that it uses
/// itself.
struct StepValues {
  let session: Session

  /// What is printed of a step; nothing for one that computes and draws from values alone.
  func blocks(_ action: Action) -> [Block] {
    switch action {
    case .define, .bind, .assertion, .print, .expression, .show, .record: []
    case .data(let data, _): [block(data)]
    case .vectors(let object): [block(object)]
    case .neighbours(let object, let words, let count):
      [
        Block(
          "show \(object.name) like",
          [
            ("words", String(words.count)), ("near", "\(count) each"),
            ("among", "\(Amount.grouped(object.vectors.words.count)) words"),
          ])
      ]
    case .model(let object): [block(object)]
    case .train(let run): [block(run, "train \(run.name)")]
    case .ensemble(let object, _):
      [
        Block(
          "ensemble \(object.name)", [("runs", object.members.map(\.name).joined(separator: ", "))])
      ]
    case .compare(let object, _):
      [
        Block(
          "compare \(object.name)",
          [
            ("evaluations", "\(object.first.name), \(object.second.name)"),
            ("figures", object.metrics.map(\.name).joined(separator: ", ")),
            ("samples", Amount.grouped(object.samples)), ("seed", String(object.seed)),
          ])
      ]
    case .resume(let run, let changes, _, _): [block(run, resumedWith: changes)]
    case .sweep(let sweep, _): blocks(sweep)
    case .crossvalidate(let object, _): blocks(object)
    case .evaluate(let evaluation, _): [block(evaluation)]
    case .predict(let run, let texts, _, _, _):
      [Block("predict \(run.name)", reading(run) + [("texts", String(texts.count))])]
    case .predictFile(let run, let file, _): [block(run, file)]
    case .explain(let run, let plan, _): [block(run, plan)]
    case .forecast(let run, let plan, _): [block(run, plan)]
    case .generate(let run, let plan, _): [block(run, plan)]
    case .plot(let plan, _):
      plan.file.map { [Block("plot \(plan.names) \(plan.plot)", [("file", $0.path)])] } ?? []
    case .report(let file): [Block("report", [("file", file.path)])]
    case .save(let run, let path, _, _):
      [Block("save \(run.name)", [("file", path), ("parameters", parameters(run.model))])]
    case .load(let run, let path, _):
      [
        Block(
          "load \(run.name)",
          [("file", path), ("stack", run.setup.stackText), ("parameters", parameters(run.model))])
      ]
    }
  }

  // MARK: Data and models

  private func block(_ data: DataObject) -> Block {
    let dataset = data.dataset
    let splits = data.filledSplits.map { "\($0.rawValue) \(dataset.splits[$0].count)" }
    let options = data.tables(facets: ["options"], full: false).flatMap(\.rows)
    return Block(
      "data \(data.name)",
      [
        ("rows", ([String(dataset.rowCount)] + splits).joined(separator: ", ")),
        ("options", options.map { $0.joined(separator: " ") }.joined(separator: ", ")),
      ]
        + (dataset.text.map { text in
          [("vocabulary", Amount.grouped(text.transform.vocabulary.count))]
        } ?? []) + [("fingerprint", data.fingerprint)])
  }

  private func block(_ object: VectorsObject) -> Block {
    Block(
      "vectors \(object.name)",
      [
        ("words", Amount.grouped(object.vectors.words.count)),
        ("dimension", String(object.vectors.dimension)),
        ("fingerprint", object.vectors.fingerprint),
      ])
  }

  private func block(_ object: ModelObject) -> Block {
    Block(
      "model \(object.name) for \(object.data.name)",
      [("stack", Formatter.format(object.stack))] + layers(object.model))
  }

  /// The layers with their types, the ends with their losses, and what is trained.
  func layers(_ model: Model) -> [Block.Row] {
    [
      ("input", model.input.description),
      (
        "layers",
        model.allLayers.map { "\($0.name) → \($0.output)" }.joined(separator: ", ")
      ),
      (
        "heads",
        model.heads.map { "\($0.name) → \($0.output), \($0.lossName)" }.joined(separator: "; ")
      ),
      ("parameters", parameters(model)),
    ]
  }

  private func parameters(_ model: Model) -> String {
    Amount.grouped(model.layout.parameterCount)
  }

  // MARK: Results

  private func block(_ evaluation: EvaluationObject) -> Block {
    let subject =
      switch evaluation.subject {
      case .run(let run): run.name
      case .runs(let sweep): "each of \(sweep.name)"
      case .baseline(let baseline): baseline.name
      }
    let data = evaluation.data
    let rows = data.dataset.splits[evaluation.split].count
    let figures = evaluation.fields.filter { $0.type == .number }.map(\.name)
    var values: [Block.Row] = [
      ("rows", "\(rows) of \(data.name).\(evaluation.split.rawValue)"),
      ("figures", figures.joined(separator: ", ")),
    ]
    let options = evaluation.options
    if options != NextTokenOptions() {
      values.append(
        (
          "learns",
          Self.settings([
            ("dynamic", FixedDecimal.plain(options.rate)), ("bptt", String(options.steps)),
            ("cache", String(options.cache)), ("theta", FixedDecimal.plain(options.theta)),
            ("lambda", FixedDecimal.plain(options.share)),
          ])
        ))
    }
    return Block("eval \(evaluation.name) = \(subject)", values)
  }

  /// How texts are read that a run is given.
  private func reading(_ run: RunObject) -> [Block.Row] {
    guard let text = run.text else {
      return [("reads", (run.numbers?.names ?? []).joined(separator: ", "))]
    }
    let options = text.options
    return [
      (
        "reads",
        Self.settings([
          ("tokens", options.tokens), ("lower", options.lower ? "yes" : "no"),
          ("max_length", String(options.maxLength ?? 0)),
          ("vocabulary", Amount.grouped(text.vocabulary.count)),
        ])
      )
    ]
  }

  private func block(_ run: RunObject, _ file: PredictionFile) -> Block {
    Block(
      "predict \(run.name)",
      reading(run) + [
        ("from", file.input), ("format", file.source.format.name),
        ("text", file.source.textColumn ?? "as the format has it"),
        ("to", file.form == nil ? "the console" : file.output),
      ])
  }

  private func block(_ run: RunObject, _ plan: ExplanationPlan) -> Block {
    Block(
      "explain \(run.name)",
      reading(run) + [
        ("texts", String(plan.texts.count)), ("class", plan.label ?? "the predicted one"),
        ("steps", String(plan.parts)),
      ])
  }

  private func block(_ run: RunObject, _ plan: ForecastPlan) -> Block {
    Block(
      "forecast \(run.name)",
      [
        ("steps", String(plan.steps)),
        (
          "intervals",
          plan.intervals.map { FixedDecimal.plain($0) + " %" }.joined(separator: ", ")
            + (plan.origin == .conformal ? ", conformal" : "")
        ),
        ("from", plan.source?.input ?? "the rows of the run"), ("seed", String(plan.seed)),
        ("to", plan.form == nil ? "the console" : plan.output),
      ])
  }

  private func block(_ run: RunObject, _ plan: GenerationPlan) -> Block {
    let (request, sampling) = (plan.request, plan.request.sampling)
    return Block(
      "generate \(run.name)",
      reading(run) + [
        ("texts", String(max(plan.primers.count, 1) * plan.count)),
        ("length", "\(request.length) tokens at most"),
        (
          "sampling",
          Self.settings([
            ("temperature", FixedDecimal.plain(sampling.temperature)),
            ("top_k", String(sampling.topK)), ("top_p", FixedDecimal.plain(sampling.topP)),
            ("typical", FixedDecimal.plain(sampling.typical)),
            ("repetition", FixedDecimal.plain(sampling.repetition)),
            ("beam", String(sampling.beam)),
          ])
        ), ("seed", String(request.seed)),
      ] + (request.stop.isEmpty ? [] : [("stop", request.stop)]))
  }

  /// `lr=0.003 beta1=0.9`.
  static func settings(_ values: [(name: String, text: String)]) -> String {
    values.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
  }

  /// The settings in force of some declarations.
  static func settings(_ specs: [ArgumentSpec], _ values: Arguments) -> String {
    settings(specs.map { ($0.name, values[$0]?.text ?? "") })
  }
}

extension Session {
  /// The values that statements would run with, of which none is run; nil when they do not check,
  /// which is told.
  public func plan(_ source: SourceText) -> [String]? {
    let parsed = Parser.parse(source)
    var checker = checker(
      of: source, in: configuration.baseDirectory, scope: scope, history: history,
      redefining: true)
    checker.check(parsed)
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return nil }
    return lines(checker.steps)
  }

  /// The values that what is stale would run with; nil when that does not check, which is told.
  public func planOfStale() -> [String]? {
    checked(notebook.stale).map { lines($0.steps) }
  }

  private func lines(_ steps: [Step]) -> [String] {
    steps.flatMap { StepValues(session: self).blocks($0.action) }.flatMap(\.lines)
  }
}
