// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a step asks of the engine, in lines: a call, and what it is to work on.
struct EngineCalls {
  let session: Session

  /// The calls of a step.
  func lines(_ action: Action) -> [String] {
    switch action {
    case .define, .bind, .assertion, .print, .expression, .show, .plot: return []
    case .data(let data, _): return lines(data)
    case .vectors(let object):
      return ["WordVectors(reading:) → \(object.vectors.words.count) x \(object.vectors.dimension)"]
    case .neighbours(let object, let words, let count):
      return ["WordVectors.neighbours(\(object.name), \(words.count) words, \(count) each)"]
    case .model(let object):
      let model = object.model
      let layers =
        (model.layers.map { "\($0.name) → \($0.output)" }
        + model.heads.map { "\($0.name) → \($0.output)" }).joined(separator: ", ")
      return [
        "Model(\(model.input) → \(layers))",
        "  \(Amount.grouped(model.layout.parameterCount)) parameters in one buffer",
      ]
    case .train(let run): return lines(run)
    case .resume(let run, _, _, _): return ["Checkpoint.restore(\(run.name))"] + lines(run)
    case .sweep(let sweep, _):
      let count = sweep.search?.options.trials ?? sweep.trials.count
      return ["\(count) runs; the first, the others like it:"]
        + lines(sweep.trials.first?.run ?? sweep.best)
    case .crossvalidate(let object, _):
      return ["\(object.folds.rows.count) runs, one a fold; each like"] + lines(object.sample)
    case .evaluate(let evaluation, _):
      let rows = evaluation.data.dataset.splits[evaluation.split].count
      let place = "\(evaluation.data.name).\(evaluation.split.rawValue): \(rows) rows"
      return ["evaluate(\(name(of: evaluation.subject)), \(place))"]
    case .predict(let run, let texts, _):
      return ["TextTransform.encode, Network.predict(\(run.name), \(texts.count) values)"]
    case .explain(let run, let plan, _):
      return [
        "NetworkInspector.weights(\(run.name), \(plan.texts.count) texts, \(plan.parts) passes each)"
      ]
    case .generate(let run, let plan, _):
      return [
        "TextGenerator.write(\(run.name), \(max(plan.primers.count, 1) * plan.count) texts of at most "
          + "\(plan.request.length) tokens)"
      ]
    case .predictFile(let run, let file, _):
      return ["RecordReader(\(file.input)), TextTransform.encode, Network.predict(\(run.name))"]
    case .save(let run, _, let shown, _): return ["ModelFile.write(\(run.name), \(shown))"]
    case .load(let run, let path, _): return ["ModelFile.read(\(path)) → \(run.name)"]
    }
  }

  private func name(of subject: EvaluationObject.Subject) -> String {
    switch subject {
    case .run(let run): run.name
    case .runs(let sweep): "each of \(sweep.name)"
    case .baseline(let baseline): baseline.name
    }
  }

  private func lines(_ data: DataObject) -> [String] {
    let splits = data.filledSplits.map { "\($0.rawValue) \(data.dataset.splits[$0].count)" }
    return [
      "Table.read(\(data.format?.name ?? "rows")) → \(data.dataset.rowCount) rows",
      "DatasetBuilder.build(text: \(data.textColumn), target: \(data.targetColumn)"
        + (data.knownName.map { ", known: \($0)" } ?? "") + ")"
        + " → \(splits.joined(separator: ", "))",
    ]
  }

  private func lines(_ run: RunObject) -> [String] {
    guard let plan = run.plan else { return [] }
    let (options, data) = (plan.options, plan.data.dataset)
    let batch = max(options.batch, 1)
    let steps = (data.splits.train.count + batch - 1) / batch
    let layers = run.model.layers.map(\.name) + run.model.heads.map(\.name)
    let settings = options.optimizer.arguments.prefix(1).map {
      " \($0.name)=\(options.optimizerArguments[$0.name]?.text ?? "")"
    }.joined()
    var lines = [
      "Network(\(run.setup.stackText), seed: \(options.seed))",
      "Trainer(\(data.splits.train.count) rows in batches of \(batch), "
        + "watching \(data.splits.valid.count), \(options.optimizer.name)\(settings), "
        + "\(options.schedule.name))",
      "  \(options.epochs) epochs of \(steps) steps, each",
      "    forward  \(layers.joined(separator: " → "))",
      "    backward \(layers.reversed().joined(separator: " → "))",
      "    gradients: clipped at norm \(options.settings["clip"]?.text ?? "0"), then a step of "
        + options.optimizer.name,
    ]
    if !data.splits.valid.isEmpty { lines.append("  evaluate(valid) after each epoch") }
    return lines + [state(of: run)]
  }

  /// What the cache has of a run.
  private func state(of run: RunObject) -> String {
    guard let key = RunKey(run)?.text, let kept = session.cached(key) else {
      return "  RunCache: nothing of it is kept; it begins anew"
    }
    return kept.end?.isFinal == true
      ? "  RunCache: it is kept; nothing is trained" : "  RunCache: it goes on from its checkpoint"
  }
}

extension Session {
  /// The engine calls of statements, of which none is run; nil when they do not check, which is told.
  public func plan(_ source: SourceText) -> [String]? {
    let parsed = Parser.parse(source)
    var checker = checker(
      of: source, in: configuration.baseDirectory, scope: scope, history: history,
      redefining: true)
    checker.check(parsed)
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return nil }
    return checker.steps.flatMap { EngineCalls(session: self).lines($0.action) }
  }

  /// The engine calls of what is stale; nil when that does not check, which is told.
  public func planOfStale() -> [String]? {
    guard let checker = checked(notebook.stale) else { return nil }
    return checker.steps.flatMap { EngineCalls(session: self).lines($0.action) }
  }
}
