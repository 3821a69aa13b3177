// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Text generation.
extension Checker {
  mutating func checkGenerate(
    _ reference: Expression, _ primers: [Expression], _ arguments: [Argument],
    _ statement: Statement
  ) throws(Diagnostic) {
    let reader = ArgumentReader(owner: "`generate`", specs: GenerationPlan.options)
    var problems: [Diagnostic] = []
    let values = reader.read(arguments, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    let texts = try evaluator.texts(primers)
    let run = try object(reference, .run, as: RunObject.self)
    try abandon(problems)
    guard let run else { return }
    guard run.task is any SelfSupervised, let transform = run.text else {
      throw .cannotGenerate(run.name, run.task.entry, at: reference.span)
    }
    let places = Dictionary(
      arguments.compactMap { argument in argument.label.map { ($0.text, argument.span) } },
      uniquingKeysWith: { first, _ in first })
    let settings = Arguments(values, for: GenerationPlan.options)
    var request = TextGenerator.Request()
    request.sampling = SamplingOptions(settings)
    if request.sampling.beam > 1,
      let other = GenerationPlan.ofDrawing.first(where: { places[$0] != nil })
    {
      throw .beamExcludes(other, at: places[other] ?? statement.span)
    }
    request.length = settings[GenerationPlan.length]
    request.stop = settings[GenerationPlan.stop]
    let form = settings[GenerationPlan.template]
    if !form.isEmpty {
      let template = TextTemplate(form, transform)
      let place = places["template"] ?? statement.span
      if let token = template.unknownToken { throw .unknownInTemplate(token, run.name, at: place) }
      guard template.openCount > 0 else { throw .emptyTemplate(at: place) }
      try texts?.checkFit(template, transform)
      request.template = template
      if places["length"] == nil { request.length = template.count }
    }
    if let seed = values[GenerationPlan.seed] {
      request.seed = UInt64(seed)
    } else if request.sampling.beam == 1, request.sampling.temperature > 0 {
      request.seed = randomSeed()
    }
    let plan = GenerationPlan(
      primers: primers, count: settings[GenerationPlan.repeats], request: request)
    remember(.unknown(.text), at: statement.span)
    add(.generate(run, plan, at: statement.span))
  }
}

extension [PlacedText] {
  /// Throws when one of them cannot stand at the beginning of a template.
  func checkFit(_ template: TextTemplate, _ transform: TextTransform) throws(Diagnostic) {
    if let odd = first(where: { !template.canBegin(with: $0.text, transform) }) {
      throw .primerMisfits(odd.text, at: odd.span)
    }
  }
}
