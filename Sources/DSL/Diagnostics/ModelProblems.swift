// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with stacks, models and runs.
extension Diagnostic {
  static func unknownLayer(_ name: Name, _ candidates: [String]) -> Diagnostic {
    Diagnostic(
      .unknownLayer, "there is no layer `\(name.text)`", at: name.span,
      notes: ["the layers are \(candidates.joined(separator: ", "))"],
      help: ForeignNames.layer(name.text)
        ?? NearestNames.suggestion(for: name.text, among: candidates))
  }

  static func stack(_ problem: StackProblem, _ stack: Stack, task: String) -> Diagnostic {
    switch problem {
    case .mismatch(let index, let wants, let gets, let insert):
      return mismatch(index, wants, gets, insert, stack)
    case .missingOutput:
      let last = stack.layers.last
      return Diagnostic(
        .missingOutput, "this stack does not end in `output`", at: last?.span ?? stack.span,
        label: "the last layer", help: "append `| output`: it makes the scores for \(task)")
    case .earlyOutput(let index):
      return Diagnostic(
        .shapeMismatch, "`output` is the end of a stack, and more stands behind it",
        at: span(index, stack), help: "move it to the end")
    case .sigmoidNeedsTwoClasses(let index, let classes):
      return Diagnostic(
        .shapeMismatch, "`output sigmoid` is for two classes, and the target has \(classes)",
        at: span(index, stack), help: "write `output` or `output softmax`")
    case .crfNeedsTags(let index):
      return Diagnostic(
        .shapeMismatch, "`output crf` is for tags, and the target has one class a row",
        at: span(index, stack), help: "write `output`, or give the data a `target COLUMN tags`")
    case .labelsNeedSigmoid(let index, let activation):
      return Diagnostic(
        .shapeMismatch,
        "`output \(activation)` chooses one of several, and a row may have any of the labels",
        at: span(index, stack), help: "write `output`: each label has a probability of its own")
    case .thresholdNeedsSigmoid(let index):
      return Diagnostic(
        .shapeMismatch, "`threshold=` is for labels, or for two classes with one score",
        at: span(index, stack), help: "leave it out: of several classes the most probable is taken")
    case .tagsNeedSequence(let index):
      return Diagnostic(
        .shapeMismatch, "the target wants scores for each token, and here only one vector is left",
        at: span(index, stack),
        help: "leave out what makes one vector of the sequence, such as `max`")
    case .looksAhead(let index):
      return Diagnostic(
        .shapeMismatch, "`\(name(index, stack))` reads the tokens that the model is to predict",
        at: span(index, stack),
        help: name(index, stack).hasPrefix("bi")
          ? "write `\(name(index, stack).dropFirst(2))`, which reads from left to right" : nil)
    case .cannotTie(let index, let features, let units):
      return Diagnostic(
        .shapeMismatch,
        units.map { "`tied` shares vectors of \($0) numbers, and \(features) come in" }
          ?? "`tied` shares the vectors of `embed`, and there is none",
        at: span(index, stack), help: units.map { "insert `dense \($0) |` before `output`" })
    case .tiedNeedsTokens(let index):
      return Diagnostic(
        .shapeMismatch, "`tied` is for `target next`, with an `embed` that learns",
        at: span(index, stack), help: "leave `tied` out")
    case .notRepeatable(let index):
      return Diagnostic(
        .shapeMismatch, "`\(name(index, stack))` cannot be repeated", at: span(index, stack),
        help: "leave `x\(call(index, stack)?.count?.value ?? 2)` out")
    case .unlikeBranches(let index, let gives, let first):
      return Diagnostic(
        .shapeMismatch,
        "layers beside one another give one vector a row, or one a step: `\(name(index, stack))`"
          + " gives \(gives.description), and the first \(first.description)",
        at: span(index, stack), help: "join layers of one kind, or write them behind one another")
    case .charactersOfCharacters(let index):
      return Diagnostic(
        .shapeMismatch, "`chars` stands inside of `chars`, and a character has no characters",
        at: span(index, stack), help: "write `embed 25` there")
    case .charactersOfNext(let index):
      return Diagnostic(
        .shapeMismatch,
        "`\(name(index, stack))` reads whole texts, and `target next` has no end of one",
        at: span(index, stack), help: "leave it out, or cut the text with `tokens=char`")
    case .emptyStack(let index):
      return Diagnostic(
        .missingValue, "`\(name(index, stack))` has layers of its own in parentheses",
        at: span(index, stack), help: "write `chars(embed 25 | bilstm 25)`")
    case .tooLarge(let index):
      return Diagnostic(
        .outOfRange, "this layer has more parameters than the engine can hold",
        at: span(index, stack), help: "make it smaller; a model has fewer than 2 thousand million")
    }
  }

  private static func mismatch(
    _ index: Int, _ wants: String, _ gets: FlowType, _ insert: String?, _ stack: Stack
  ) -> Diagnostic {
    let here = name(index, stack)
    let left = leftNeighbour(of: index, stack).map { "`\($0)` gives" } ?? "the text is"
    let help: String?
    switch (insert, gets) {
    case (let insert?, _): help = "insert `\(insert) |` before `\(here)`"
    case (nil, .vector) where wants.hasPrefix("a sequence"):
      help = "a vector has no steps: put `\(here)` before the layer that takes one step"
    default:
      let isChars = LayerCall.layersWithStack.contains(here)
      help =
        wants != "tokens"
        ? nil
        : isChars
          ? "put it beside the first layer: `embed 50 + chars(embed 25 | bilstm 25)`"
          : "only the first layer sees tokens: leave `\(here)` out"
    }
    return Diagnostic(
      .shapeMismatch, "`\(here)` wants \(wants), but \(left) \(gets.description)",
      at: span(index, stack), label: "wants \(wants)", help: help)
  }

  /// The layer of a number; the engine counts them as they are written.
  private static func call(_ index: Int, _ stack: Stack) -> LayerCall? {
    let calls = stack.calls
    return calls.indices.contains(index) ? calls[index] : nil
  }

  private static func name(_ index: Int, _ stack: Stack) -> String {
    call(index, stack)?.name.text ?? "output"
  }

  private static func span(_ index: Int, _ stack: Stack) -> Span {
    call(index, stack)?.span ?? stack.span
  }

  /// What a layer of a number is given by: the layers before the `|`, joined with `+`; nil for the
  /// first of a stack.
  private static func leftNeighbour(of index: Int, _ stack: Stack, from first: Int = 0) -> String? {
    var place = first
    for (at, layer) in stack.layers.enumerated() {
      let end = place + layer.calls.count
      guard index < end else {
        place = end
        continue
      }
      for own in [layer.own] + layer.joined {
        if let inner = own.inner, index > place, index < place + own.calls.count {
          return leftNeighbour(of: index, inner, from: place + 1)
        }
        place += own.calls.count
      }
      guard at > 0 else { return nil }
      let before = stack.layers[at - 1]
      return ([before] + before.joined).map(\.name.text).joined(separator: " + ")
    }
    return nil
  }

  static func parameterWithoutDefault(_ argument: Argument) -> Diagnostic {
    Diagnostic(
      .missingValue, "a model's parameter has a default value", at: argument.span,
      help: "write for example `units=128`")
  }

  static func unusedModelParameter(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unusedName, "the parameter `\(name.text)` is never used in the stack", at: name.span)
  }

  /// A word that is no optimizer or no schedule.
  static func unknownEntry(of family: String, _ value: Expression, _ known: [String]) -> Diagnostic
  {
    let word = value.bareWord?.text
    let kind = (family == "optimizer" ? "an " : "a ") + family
    return Diagnostic(
      .unknownChoice, word.map { "there is no \(family) `\($0)`" } ?? "\(kind) is a word",
      at: value.span, notes: ["the \(family)s are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: word ?? "", among: known)
        ?? ForeignNames.choice(word ?? "", among: known))
  }

  /// Two optimizers or two schedules.
  static func several(_ family: String, _ second: Name, first: String) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(first)` and `\(second.text)` are both \(family)s",
      at: second.span, label: "the second", help: "keep one of the two")
  }

  static func unknownMetric(_ span: Span, _ word: String) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "runs are ranked by a figure on the validation split", at: span,
      notes: ["it takes \(SweepMetric.names.joined(separator: ", "))"],
      help: ForeignNames.choice(word, among: SweepMetric.names)
        ?? NearestNames.suggestion(for: word, among: SweepMetric.names))
  }

  static func emptySweep(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this list has no value to try", at: span,
      help: "write for example `lr=[1e-3, 1e-2]`")
  }

  static func nothingToSweep(_ verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this `\(verb)` has nothing to vary", at: span,
      help: verb == "grid"
        ? "give lists: `grid g = train m(units=[32, 64]) lr=[1e-3, 1e-2]`"
        : "give ranges or lists: `search s = train m(units=16..128) lr=1e-4..1e-1 log`")
  }

  static func tooManyCombinations(_ count: Int, limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange,
      "these lists make \(count >= 1 << 40 ? "too many" : String(count)) combinations; \(limit) at most",
      at: span, help: "shorten a list, or use `search`, which tries some of them")
  }

  static func badSpace(_ problem: SearchSpaceProblem, at span: Span) -> Diagnostic {
    let reason =
      switch problem {
      case .repeatedName(let name): "`\(name)` is varied twice"
      case .isEmpty: "the range is empty: its low end is above its high one"
      case .isNotFinite: "the ends of a range are numbers"
      case .hasNoLogarithm: "a `log` range begins above 0"
      }
    return Diagnostic(.outOfRange, reason, at: span, help: "write for example `lr=1e-4..1e-1 log`")
  }

  static func foldsFromRun(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "folds begin with weights of their own: another run may have seen their rows",
      at: span, help: "leave `from` out")
  }

  static func foldsInTime(_ data: String, column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(data)` is ordered by `\(column)`, and folds would learn from what comes after them",
      at: span,
      help: "train on the earliest rows: `train r = MODEL`, `eval t = r`")
  }

  static func seedBesideSeeds(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`seeds` counts on from the script's seed and excludes `seed`", at: span,
      help: "write a `seed` statement before, or leave one of the two out")
  }

  static func cannotResume(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` was loaded from a file, which keeps no state of training", at: span,
      help: "train on from its weights: `train s = m from=\(run)`")
  }

  static func nothingToStartFrom(
    _ run: String, theirs: [String], ours: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "no parameter of `\(run)` has the name and shape of one of this model",
      at: span,
      notes: [
        "`\(run)` has \(theirs.prefix(8).joined(separator: ", "))",
        "the model has \(ours.prefix(8).joined(separator: ", "))",
      ])
  }

  static func unknownFrozenLayer(_ name: String, at span: Span, _ layers: [String]) -> Diagnostic {
    let kinds = layers.map { ModelLayer.kind(of: $0) }
    return Diagnostic(
      .unknownLayer, "the model has no layer `\(name)` to freeze", at: span,
      notes: ["its layers are \(layers.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name, among: layers + kinds)
        ?? kinds.first { name.lowercased().hasPrefix($0) }.map { "write `\($0)`" })
  }

  static func wrongClassWeights(
    _ count: Int, _ labels: [String], _ data: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "there are \(count) class weights, and `\(data)` has \(labels.count) classes",
      at: span,
      notes: ["a weight each, in this order: \(labels.prefix(20).joined(separator: ", "))"],
      help: "or write `class_weights=auto`")
  }

  static func evalLearnsNothing(_ option: String, _ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is for language models of a stream, and `\(run)` is none",
      at: span, help: "leave it out")
  }

  static func evalOptionNeeds(_ option: String, _ owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is a setting of `\(owner)`, which is not given", at: span,
      help: owner == "cache" ? "add `cache=500`" : "add `dynamic=0.1`, or leave it out")
  }

  static func evalLearnsTwice(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`dynamic` and `cache` do not go together here", at: span,
      help: "write an `eval` for each")
  }

  static func bpttNeedsStream(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`bptt` is for streams: here each row is read to its end", at: span,
      help: "leave it out, or read the text as `chars \"FILE\"` or `words \"FILE\"`")
  }

  static func notForTokens(_ option: String, help: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is for classes, and the target is the next token",
      at: span, help: help)
  }

  static func streamTooShort(tokens: Int, batch: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "the stream has \(tokens) tokens, fewer than `batch` reads side by side",
      at: span, help: "write `batch=\(max(1, tokens / 20))` or less, not \(batch)")
  }

  static func imbalance(
    _ data: String, most: (String, Int), least: (String, Int), at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .imbalance,
      "`\(data)` has \(most.1) training rows of \(most.0) and \(least.1) of \(least.0)", at: span,
      help: "`class_weights=auto` lets all classes count the same; `class_weights=none` says no")
  }

  static func tooLargeForMachine(needed: Int, memory: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .tooLarge,
      "training takes \(Amount.bytes(needed)), and this machine has \(Amount.bytes(memory))",
      at: span, help: "smaller layers, a smaller `batch=` or a `max_length=` take less")
  }

  static func keepBestWithoutValid(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(data)` has no validation split to find the best epoch by", at: span,
      help: "add one to its `split`, or leave the option out: the last epoch is kept then")
  }

  static func sweepWithoutValid(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(data)` has no validation split to rank the runs by", at: span,
      help: "give it one, such as `split 80/10/10`")
  }

  static func unwatchedFolds(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "with `valid=0` no rows are left to find the best epoch by", at: span,
      help: "give `valid` a share, such as `valid=10%`, or leave `\(option)` out")
  }

  static func splitIsEmpty(
    _ split: SplitName, of data: any ScriptObject, at span: Span, available: [String]
  ) -> Diagnostic {
    Diagnostic(
      .badSplit, "`\(data.name)` has no rows in its \(split.rawValue) split", at: span,
      notes: available.isEmpty ? [] : ["it has rows in \(available.joined(separator: ", "))"],
      help: available.last.map { "write `on \(data.name).\($0)`" })
  }

  static func unknownSplit(_ name: Name) -> Diagnostic {
    Diagnostic(
      .badSplit, "there is no split `\(name.text)`", at: name.span,
      notes: ["the splits are train, valid, test"],
      help: partHint(name.text)
        ?? NearestNames.suggestion(for: name.text, among: SplitName.allCases.map(\.rawValue)))
  }

  static func unknownPart(_ label: Name) -> Diagnostic {
    let names = SplitName.allCases.map(\.rawValue) + ["by", "shuffle"]
    return Diagnostic(
      .unknownOption, "`split` has no part or option `\(label.text)`", at: label.span,
      notes: ["it takes \(names.joined(separator: ", "))"],
      help: partHint(label.text) ?? ForeignNames.option(label.text, among: names)
        ?? NearestNames.suggestion(for: label.text, among: names))
  }

  /// What others call our splits.
  private static func partHint(_ name: String) -> String? {
    SplitName(spelling: name).map { "write `\($0.rawValue)`" }
  }

  static func labelsDiffer(_ run: String, _ data: String, label: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .modelDataMismatch, "`\(data)` has the class \"\(label)\", which `\(run)` was not trained on",
      at: span)
  }

  static func targetMissing(_ run: String, _ data: String, target: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .modelDataMismatch, "`\(run)` also says `\(target)`, which is no target of `\(data)`",
      at: span, help: "give `\(data)` the same targets: `target \(target) class`")
  }

  /// A figure in `by=` of a target that is not there.
  static func unknownMonitor(_ word: String, _ targets: [String], at span: Span) -> Diagnostic {
    let figures =
      targets.count > 1
      ? targets.flatMap { target in SweepMetric.names.map { "\(target).\($0)" } } : []
    return Diagnostic(
      .unknownChoice, "`by` takes no figure `\(word)` here", at: span,
      notes: ["it takes \((SweepMetric.names + figures).joined(separator: ", "))"],
      help: NearestNames.suggestion(for: word, among: SweepMetric.names + figures))
  }

  static func evalNeedsData(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(run)` was loaded from a file and has no data of its own", at: span,
      help: "say on which: `eval \(run) on DATA.test`")
  }

  static func unknownBaseline(_ name: Name, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "there is no baseline `\(name.text)`", at: name.span,
      notes: ["the baselines are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known)
        ?? ForeignNames.choice(name.text, among: known))
  }

  static func unknownFacet(_ name: Name, of object: any ScriptObject) -> Diagnostic {
    let known = object.facets.map(\.name) + ["full"]
    return Diagnostic(
      .unknownOption, "`show` knows no `\(name.text)` of \(object.kind.description)", at: name.span,
      notes: ["it knows \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known))
  }

  static func cannotShow(_ name: Name) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(name.text)` is a plain value", at: name.span,
      help: "write `print \(name.text)`")
  }

  /// What is wrong with the stack of a model under the parameters, or on the data, of a run.
  static func misfit(
    _ problem: Diagnostic, of model: ModelObject, at changes: [Span]
  ) -> Diagnostic {
    guard let first = changes.first else {
      var placed = problem
      placed.source = model.source
      return placed
    }
    let line = model.source.position(of: (problem.span ?? model.stack.span).start).line
    let layer = problem.span.map { "`\(model.source[$0])` " } ?? ""
    return Diagnostic(
      problem.code, problem.message, at: changes.reduce(first) { $0.union($1) },
      label: "with this",
      notes: ["\(layer)stands on line \(line), in `\(model.name)`"] + problem.notes,
      help: problem.help)
  }

  // MARK: Running

  static func diverged(
    _ run: String, _ place: String, layer: String?, batch: String?, kept: Int
  ) -> Diagnostic {
    Diagnostic(
      .diverged, "the loss of `\(run)` is not finite any more, at \(place)", at: nil,
      notes: [
        layer.map { "it began in `\($0)`" }
          ?? "every weight and gradient is finite, but what they come to is not",
        batch.map { "the batch holds \($0)" } ?? "the last update of the epoch spoilt the weights",
        kept > 0
          ? "the weights of epoch \(kept) are kept"
          : "no epoch was finished, so no weights are kept",
      ], help: "lower `lr`, or hold the gradients with a smaller `clip`")
  }

  static func noRunFinished(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "no run of `\(name)` has finished an epoch in its time", at: span,
      help: "give `max_time` more, or leave it out")
  }

  static func everyRunFailed(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .diverged, "no run of `\(name)` has finished an epoch", at: span,
      help: "lower `lr`, or look at one of the runs with a `train` statement of its own")
  }

  static func fewerEpochs(_ run: String, done: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "`\(run)` has \(done) epochs already", at: span,
      help: "write `resume \(run) epochs=\(2 * done)`, for example")
  }

  static func noCheckpoint(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "there is no checkpoint of `\(run)`: runs are not kept", at: span,
      help: "let the program keep runs in its cache folder: `lstm cache path` says where")
  }

  static func lostCheckpoint(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "the checkpoint of `\(run)` is not kept any more", at: span,
      help: "train it again, with `epochs=` of the whole run")
  }

  static func noResult(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(name)` has no result: its statement failed or was interrupted",
      at: span, help: "enter its statement again")
  }

  static func assertionFailed(_ condition: String, values: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .assertionFailed, "this does not hold: \(condition)", at: span, notes: values)
  }
}

extension Diagnostic {
  static func tooManyRepeats(_ count: LayerCall.RepeatCount) -> Diagnostic {
    Diagnostic(.outOfRange, "a layer is repeated at most 100 times", at: count.span)
  }

  static func trainsOnTrain(_ split: Name) -> Diagnostic {
    Diagnostic(
      .badSplit, "`train` learns from the training split, not from `\(split.text)`", at: split.span,
      help: "leave `.\(split.text)` out")
  }

  static func unexpectedParameter(
    _ argument: Argument, of model: String, names: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownOption, "parameters of `\(model)` are given by name", at: argument.span,
      notes: names.isEmpty
        ? ["`\(model)` has no parameters"] : ["`\(model)` has \(names.joined(separator: ", "))"],
      help: names.first.map { "write `\($0)=…`" })
  }

  static func optionOfOther(
    _ label: Name, of family: String, _ chosen: String, _ owners: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownOption, "`\(chosen)` has no option `\(label.text)`", at: label.span,
      notes: ["`\(label.text)` is an option of \(owners.joined(separator: ", "))"],
      help: label.text == "weight_decay"
        ? ForeignNames.option(label.text, among: [])
        : "name the \(family), for example `\(owners[0]) \(label.text)=…`, or leave the option out")
  }
}

extension Diagnostic {
  static func notComputed(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this has no value yet: what it stands on has not run", at: span,
      help: "enter the statement that it stands on again")
  }
}
