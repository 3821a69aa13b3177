// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Training: which model, on which data, with which options.
extension Checker {
  mutating func checkTrain(
    _ name: Name, _ model: Name, _ arguments: [Argument], _ reference: DataReference?,
    _ options: [Argument]
  ) throws(Diagnostic) {
    let modelObject = try object(model, .model, as: ModelObject.self)
    var other: DataObject?
    if let reference {
      if let split = reference.split, split.text != SplitName.train.rawValue {
        throw .trainsOnTrain(split)
      }
      other = try object(reference.data, .data, as: DataObject.self)
    }
    let training = try trainingOptions(options)
    guard let modelObject, let data = reference == nil ? modelObject.data : other else {
      try define(name, .unknown(.anything))
      return
    }
    let values = try parameters(of: modelObject, arguments)
    let changes = arguments.map(\.span) + (reference.map { [$0.data.span] } ?? [])
    let (elements, built) = try build(modelObject, values, on: data, changedAt: changes)
    let hasValid = !data.dataset.splits.valid.isEmpty
    if !hasValid, let place = training.needsValid {
      throw .keepBestWithoutValid(data.name, at: place)
    }
    let keepsLast = !hasValid && training.options.keep == .best
    let run = RunObject(
      name: name.text, model: built, stack: elements.map { SavedLayer($0) },
      stackText: Formatter.format(modelObject.stack),
      plan: RunObject.Plan(data: data, options: training.options, keepsLast: keepsLast),
      labels: data.dataset.labels, transform: data.dataset.transform,
      textColumn: data.textColumn,
      script: recipe.script)
    try define(name, .known(.object(run)))
    add(.train(run))
  }

  /// The model's parameters, with the values that the statement gives.
  private mutating func parameters(
    of model: ModelObject, _ arguments: [Argument]
  ) throws(Diagnostic) -> [(name: String, value: Value)] {
    var values = model.parameters
    for argument in arguments {
      guard let label = argument.label else {
        throw .unexpectedParameter(argument, of: model.name, names: values.map(\.name))
      }
      guard let index = values.firstIndex(where: { $0.name == label.text }) else {
        throw .unknownOption(label, of: "the model `\(model.name)`", names: values.map(\.name))
      }
      let wanted = values[index].value.type
      if let value = try evaluator.known(argument.value, wanted) { values[index].value = value }
    }
    return values
  }

  /// The model of a run.
  ///
  /// What fits with the model's own parameters and data may not fit with others: the places where
  /// the run changes them are told.
  private mutating func build(
    _ object: ModelObject, _ values: [(name: String, value: Value)], on data: DataObject,
    changedAt changes: [Span]
  ) throws(Diagnostic) -> ([StackElement], Model) {
    // The stack means what it meant where it was defined.
    let here = evaluator.scope
    evaluator.scope = object.scope
    let elements = elements(of: object.stack, values.map { ($0.name, .known($0.value)) })
    evaluator.scope = here
    do throws(Diagnostic) {
      if let problem = elements.problems.first { throw problem }
      return (elements.found, try Self.model(elements.found, for: data, object.stack))
    } catch {
      throw .misfit(error, of: object, at: changes)
    }
  }

  private struct Training {
    let options: TrainingOptions
    /// Where an option stands that makes no sense without a validation split.
    let needsValid: Span?
  }

  private mutating func trainingOptions(
    _ arguments: [Argument]
  ) throws(Diagnostic) -> Training {
    var optimizer: (entry: OptimizerEntry, name: String)?
    var rest: [Argument] = []
    for argument in arguments {
      let isUnlabelled = argument.label == nil || argument.label?.text == "optimizer"
      if isUnlabelled, case .name(let word) = argument.value.kind,
        let entry = OptimizerCatalog.entry(word)
      {
        if let optimizer {
          throw .severalOptimizers(Name(word, argument.value.span), first: optimizer.name)
        }
        optimizer = (entry, word)
      } else if let label = argument.label, label.text == "optimizer" {
        throw .unknownOptimizer(argument.value, OptimizerCatalog.entries.map(\.name))
      } else {
        rest.append(argument)
      }
    }
    let entry = optimizer?.entry ?? OptimizerCatalog.entries[0]
    let specs = TrainingOptions.arguments + entry.arguments + [Self.seedOption]
    var problems: [Diagnostic] = []
    for argument in rest {
      guard let label = argument.label, !specs.contains(where: { $0.name == label.text }) else {
        continue
      }
      let owners = OptimizerCatalog.entries.filter { other in
        other.arguments.contains { $0.name == label.text }
      }
      if !owners.isEmpty { problems.append(.optionOfOther(label, entry.name, owners.map(\.name))) }
    }
    let known = rest.filter { argument in
      !problems.contains { $0.span == argument.label?.span }
    }
    let reader = ArgumentReader(
      owner: "`train`", specs: specs, words: OptimizerCatalog.entries.map(\.name))
    let values = reader.read(known, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    var runSeed = randomSeed()
    if case .integer(let given)? = values["seed"] { runSeed = UInt64(given) }
    let options = TrainingOptions(
      optimizer: entry, optimizerArguments: Arguments(values, for: entry.arguments),
      settings: Arguments(values, for: TrainingOptions.arguments), seed: runSeed)
    let demanding = rest.first { argument in
      switch argument.label?.text {
      case "keep": options.keep == .best
      case "by": true
      case "patience": options.patience > 0
      default: false
      }
    }
    return Training(options: options, needsValid: demanding?.span)
  }

  static let seedOption = ArgumentSpec(
    "seed", .integer(0...Int.max), default: .integer(0),
    help: "where this run's randomness starts; the script's seed when absent")
}
