// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Models, and the statements that train them.
extension Completer {
  // MARK: Stacks

  mutating func model() {
    guard takeWord() != nil, passParameterDefaults() else { return }
    if isAtCursor { offer(keyword: "for", "and the name of a data set") }
    guard take(keyword: "for") else { return }
    if isAtCursor { offerNames(of: .data) }
    guard passDefinition() else { return }
    layers()
  }

  private mutating func passParameterDefaults() -> Bool {
    guard token()?.isSymbol(.openParenthesis) == true else { return true }
    if let end = closing(of: index) {
      index = end + 1
      return true
    }
    // A parameter's name is new; its default is a value.
    if tokens.last?.isSymbol(.openParenthesis) != true, tokens.last?.isSymbol(.comma) != true {
      expressions()
    }
    return false
  }

  private mutating func layers() {
    let layer = layerBegun(from: index)
    index = layer.start
    let stack = writtenStack(upTo: index, openStacks: layer.openStacks)
    if let stack { checker.evaluator.scope.locals = checker.locals(stack.parameters) }
    let isInner = layer.openStacks > 0
    let isBeside = tokens[index - 1].isSymbol(.plus)
    guard let name = takeWord() else {
      let flow = stack.flatMap {
        checker.flow($0.parameters, $0.data, $0.layers, ofCharacters: isInner)
      }
      for entry in LayerCatalog.entries where flow.map({ entry.fits($0) }) ?? true {
        if isInner, entry.takesStack { continue }
        if isInner || isBeside, entry.name == LayerCatalog.entries.last?.name { continue }
        offer(entry.name, entry.summary)
      }
      return
    }
    guard let entry = LayerCatalog.entry(name) else { return }
    if entry.takesStack, token()?.isSymbol(.openParenthesis) == true, let end = closing(of: index) {
      index = end + 1
    }
    var place = ArgumentPlace(entry.arguments)
    if entry.name != LayerCatalog.entries.last?.name {
      place.last = [
        Candidate("|", detail: "the next layer"),
        Candidate("+", detail: "a layer beside it, given the same input"),
      ]
      if !isInner, mayDecode(from: stack?.data, after: stack?.layers ?? []) {
        place.last.append(
          Candidate(LayerCall.arrow, detail: "the end of the encoder, and the decoder after it"))
      }
    }
    arguments(place)
  }

  /// Whether a decoder may come after some layers: over texts to write and steps to forecast, once.
  private func mayDecode(from data: Name?, after layers: [LayerCall]) -> Bool {
    guard let name = data?.text, let data = object(name) as? DataObject,
      !layers.contains(where: { $0.name.text == LayerCall.arrow })
    else { return false }
    return data.dataset.task is any Decoding || data.dataset.windows != nil
  }

  /// Where the layer begins that is being written, and in how many stacks in parentheses it stands.
  private func layerBegun(from index: Int) -> (start: Int, openStacks: Int) {
    var start = index
    // The open brackets: where the layer began that a stack in parentheses is of, else nil.
    var open: [Int?] = []
    for (place, token) in tokens.enumerated().dropFirst(index) {
      guard case .symbol(let symbol) = token.kind else { continue }
      if symbol.closing != nil {
        let isStack =
          symbol == .openParenthesis
          && LayerCall.layersWithStack.contains(tokens[place - 1].word ?? "")
        open.append(isStack ? start : nil)
        if isStack { start = place + 1 }
      }
      if symbol.isClosing, let last = open.popLast(), let outer = last { start = outer }
      if [.pipe, .plus, .arrow].contains(symbol), !open.contains(nil) { start = place + 1 }
    }
    return (start, open.count { $0 != nil })
  }

  /// The layers before the token at an index, which stands after a `=`, `|`, `+` or a parenthesis:
  /// those of the innermost stack.
  private func writtenStack(
    upTo index: Int, openStacks: Int
  ) -> (parameters: [Argument], data: Name, layers: [LayerCall])? {
    let end = tokens[index - 1].span.end
    // Any layer in the place of the one that is being written makes it a whole statement.
    let text =
      place.source[Span(place.statementStart, end)] + " output"
      + String(repeating: ")", count: openStacks)
    let parsed = Parser.parse(SourceText(name: "<prompt>", text: text))
    guard parsed.diagnostics.isEmpty,
      case .model(_, let parameters, let data, var stack)? = parsed.script.statements.first?.kind
    else { return nil }
    for _ in 0..<openStacks {
      guard let last = stack.layers.last, let inner = (last.joined.last ?? last).inner else {
        return nil
      }
      stack = inner
    }
    return (parameters, data, stack.layers.dropLast())
  }

  // MARK: Training

  /// `MODEL [(p=value)] [on DATA] options`, of whichever statement.
  mutating func training(_ verb: StatementVerb) {
    if isAtCursor { offerNames(of: .model) }
    guard let name = takeWord() else { return }
    let model = object(name) as? ModelObject
    guard passParameters(of: model) else { return }
    var place = trainingPlace(verb)
    if take(keyword: "on") {
      guard passDataReference(trainingOnly: true) else { return }
    } else if isAtCursor {
      if let model, !model.parameters.isEmpty, tokens.last?.word == name {
        let names = model.parameters.map(\.name).joined(separator: ", ")
        place.keywords.append(
          Candidate("(", detail: "values for its parameters: \(names)", continuation: false))
      }
      place.keywords.append(Candidate("on", detail: "other data than the model's own"))
    }
    trainedModel = model
    let isSweep = verb == .grid || verb == .search
    if isSweep {
      place.last.append(Candidate("by", detail: "the figure that says which run is best"))
    }
    guard arguments(place, upTo: isSweep ? "by" : nil) == .stopped, isAtCursor else { return }
    let figures = model?.data.dataset.targets.rankingFigures.map(\.description)
    for name in figures ?? SweepMetric.names { offer(name, "on the validation split") }
  }

  /// Reads `(p=value)`; false when the cursor stands in it.
  private mutating func passParameters(of model: ModelObject?) -> Bool {
    guard token()?.isSymbol(.openParenthesis) == true else { return true }
    if let end = closing(of: index) {
      index = end + 1
      return true
    }
    index += 1
    arguments(
      ArgumentPlace(
        (model?.parameters ?? []).map { name, value in
          let title = Evaluated.known(value).title
          return CompletionOption(
            name, detail: "default \(title): a parameter of the model", .init(of: value))
        }))
    return false
  }

  /// The options of training, with those of the optimizer and of the schedule at hand.
  private func trainingPlace(_ verb: StatementVerb) -> ArgumentPlace {
    let words = Set((tokens[index...] + place.behind).compactMap(\.word))
    let optimizer =
      OptimizerCatalog.entries.first { words.contains($0.name) } ?? OptimizerCatalog.entries[0]
    let schedule =
      ScheduleCatalog.entries.first { words.contains($0.name) } ?? ScheduleCatalog.entries[0]
    let own = verb == .train ? [] : Reference.options(of: verb)
    var common = Reference.options(of: .train)
    if verb != .train { common.removeAll { $0 == SweepOptions.seeds.spec } }
    if verb == .crossval { common.removeAll { $0 == SweepOptions.start.spec } }
    // The learning rate and the choice of an optimizer come before the many others.
    var place = ArgumentPlace(own + optimizer.arguments + schedule.arguments + common)
    place.leading = own.count + optimizer.arguments.count + schedule.arguments.count
    place.families = [
      OptimizerCatalog.entries.map { Candidate($0.name, detail: $0.summary) },
      ScheduleCatalog.entries.map { Candidate($0.name, detail: $0.summary) },
    ]
    for (label, family) in zip(["optimizer", "schedule"], place.families) {
      var option = CompletionOption(label, detail: "", .words(family))
      option.isOffered = false
      place.options.append(option)
    }
    if verb == .grid || verb == .search {
      // After the options it says the same.
      for index in place.options.indices where place.options[index].name == "by" {
        place.options[index].isOffered = false
      }
    }
    return place
  }

  /// Offers the layers of the model at hand that learn, and their kinds.
  mutating func offerLayerNames() {
    let names = trainedModel?.model.trainedLayers ?? []
    for name in names { offer(name, "a layer of the model") }
    for name in names { offer(ModelLayer.kind(of: name), "all layers of the kind") }
  }

  func object(_ name: String) -> (any ScriptObject)? {
    guard case .known(.object(let object))? = scope[name]?.value else { return nil }
    return object
  }
}

extension CompletionOption.Values {
  /// What may stand in the place of a value.
  fileprivate init(of value: Value) {
    switch value.type {
    case .number: self = .number
    case .boolean: self = .flag(isOffByDefault: false)
    case .duration: self = .duration
    case .list: self = .list
    case .text, .object, .anything: self = .words([])
    }
  }
}

extension Checker {
  /// The values of a model's parameters, as far as they are known.
  mutating func locals(_ parameters: [Argument]) -> [String: Evaluated] {
    let values = (try? defaults(parameters)) ?? []
    return Dictionary(values.map { ($0.name, $0.value) }) { $1 }
  }

  /// What flows after the layers of a stack that is being written; nil when that is not known.
  mutating func flow(
    _ parameters: [Argument], _ data: Name, _ layers: [LayerCall], ofCharacters: Bool
  ) -> FlowType? {
    guard let values = try? defaults(parameters),
      case .known(.object(let object))? = evaluator.scope[data.text]?.value,
      let data = object as? DataObject
    else { return nil }
    let found = elements(of: Stack(layers: layers, span: Span(0, 0)), values)
    let inputs =
      ofCharacters ? [InputShape(.tokens(vocabulary: 1))] : data.dataset.inputShapes
    return found.problems.isEmpty ? Model.flow(behind: found.found, inputs: inputs) : nil
  }
}
