// SPDX-License-Identifier: Apache-2.0

/// A score for each symbol and for the blank at each step, trained over all ways to lay a transcript out over
/// them: connectionist temporal classification (Graves and others 2006).
///
/// The blank is the last score of a step; nothing but this head, its loss and its search knows of it.
struct CTCHead: Head {
  let shape: TargetShape

  var lossName: String { "negative log-likelihood of the transcript" }
  var width: Int { shape.count + 1 }
  var scoresSequences: Bool { true }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: width, activation: .linear).parameters(for: input)
  }

  func makeStage(_ site: Site) -> any HeadStage { CTCStage(shape, site) }

  /// The word after `output`.
  static let name = "ctc"

  static let entry = HeadEntry(
    name: name, arguments: [],
    stray: { _, index in .ctcNeedsTranscript(index: index) },
    suits: { isOfSymbols($0) },
    make: { _, shape, place throws(StackProblem) in
      guard isOfSymbols(shape) else { throw .ctcNeedsTranscript(index: place.index) }
      return CTCHead(shape: shape)
    })

  private static func isOfSymbols(_ shape: TargetShape) -> Bool {
    if case .choice = shape.values { shape.isTranscript } else { false }
  }
}

/// Temporal classification at work: what it answers are the probabilities of each step, the blank last.
private final class CTCStage: HeadStage {
  private let scoring: DenseStage
  private let loss: CTC
  private let input: FlowType

  init(_ shape: TargetShape, _ site: Site) {
    input = site.input
    scoring = DenseStage(
      weight: site.slots[0], bias: site.slots[1], input: site.input, units: shape.count + 1,
      activation: .linear)
    loss = CTC(symbols: shape.count)
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    // It needs the scores of whole sequences.
    let rows = size.rows(of: input)
    scoring.plan(
      PassSize(rows: rows, steps: 1, total: rows, isTraining: size.isTraining), memory)
    loss.plan(size, memory)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix { scoring.forward(input, pass) }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? { scoring.backward(gradient, pass) }

  /// One for each symbol of the transcripts that fit; one for an empty one.
  func lossCount(_ features: Matrix, _ aim: Block, _ pass: Pass) -> Int {
    var (places, first) = (0, 0)
    for (row, count) in aim.counts.enumerated() {
      let steps = CTC.steps(for: aim.ids[first..<first + count])
      if steps <= pass.batch.lengths[row] { places += max(1, count) }
      first += count
    }
    return places
  }

  func train(_ features: Matrix, _ aim: Block, _ order: HeadOrder, _ pass: Pass) -> Matrix {
    let scores = scoring.forward(features, pass)
    let counts = aim.counts
    aim.takeLosses(pass.batch.rows, against: aim) { targets, losses in
      loss.differentiate(
        ScoredTranscripts(
          layout: pass.batch, scores: scores, targets: targets, counts: counts, losses: losses),
        scale: order.scale, pass.compute)
    }
    return scoring.backward(scores, pass) ?? .empty
  }

  func answer(
    _ features: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block
  ) {
    let scores = scoring.forward(features, pass)
    answer.values = scores
    guard let aim else {
      for row in 0..<scores.rows {
        _ = pass.compute.kernels.softmax(scores.columns, scores.row(row), 1)
      }
      return
    }
    let counts = aim.counts
    answer.takeLosses(pass.batch.rows, against: aim) { targets, losses in
      loss.measure(
        ScoredTranscripts(
          layout: pass.batch, scores: scores, targets: targets, counts: counts, losses: losses),
        pass.compute)
    }
  }
}
