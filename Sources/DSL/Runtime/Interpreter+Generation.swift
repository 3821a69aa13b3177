// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Writes texts with a language model, and shows them as they come.
  mutating func generate(
    _ run: RunObject, _ plan: GenerationPlan, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let network = run.outcome?.network, let transform = run.text else {
      throw .noResult(run.name, at: span)
    }
    let primers = plan.primers.isEmpty ? [] : try evaluator.textsNow(plan.primers)
    if let template = plan.request.template { try primers.checkFit(template, transform) }
    noteUnknown(primers, run, transform)
    let generator = TextGenerator(network, transform)
    let all = (primers.isEmpty ? [""] : primers.map(\.text)).flatMap { primer in
      (0..<plan.count).map { (primer: primer, index: $0) }
    }
    for (place, one) in all.enumerated() {
      if all.count > 1 { session.tell(.piece("── text \(place + 1) of \(all.count) ──\n")) }
      let text = write(one.primer, plan.request, index: one.index, with: generator)
      remember(.text(text))
      session.tell(
        .record(
          Record(
            "generate",
            [("run", .text(run.name)), ("primer", .text(one.primer)), ("text", .text(text))])))
      if session.shouldStop { return .interrupted }
    }
    return .success
  }

  /// Tells of tokens of a beginning that the model reads as unknown.
  private func noteUnknown(
    _ primers: [PlacedText], _ run: RunObject, _ transform: TextTransform
  ) {
    let unknown = primers.flatMap { transform.tokens(in: $0.text) }.filter {
      transform.vocabulary.encode($0) == 0
    }
    guard !unknown.isEmpty else { return }
    let words = Set(unknown).sorted().prefix(5).map { Token.quoted($0) }.joined(separator: ", ")
    session.tell(.note("`\(run.name)` does not know \(words): it reads that as unknown"))
  }

  /// Writes one text, and returns it with its beginning.
  private func write(
    _ primer: String, _ request: TextGenerator.Request, index: Int, with generator: TextGenerator
  ) -> String {
    var text = primer
    if !primer.isEmpty { session.tell(.piece(primer)) }
    generator.write(primer, request, index: index) { piece in
      if !piece.isEmpty {
        text += piece
        session.tell(.piece(piece))
      }
      return !session.shouldStop
    }
    if !text.hasSuffix("\n") { session.tell(.piece("\n")) }
    return text
  }
}
