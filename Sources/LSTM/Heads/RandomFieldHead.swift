// SPDX-License-Identifier: Apache-2.0

/// A score for each tag at each step and one for each tag after each, trained and decoded as whole
/// sequences: a linear-chain conditional random field.
struct RandomFieldHead: Head {
  let shape: TargetShape

  var lossName: String { "negative log-likelihood of the tags" }
  var width: Int { shape.count }
  var scoresSequences: Bool { true }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: width, activation: .linear).parameters(for: input) + [
      ParameterSpec("transitions", [width, width], .constant(0), isRegularized: false),
      ParameterSpec("start", [width], .constant(0), isRegularized: false),
      ParameterSpec("end", [width], .constant(0), isRegularized: false),
    ]
  }

  func makeStage(_ site: Site) -> any HeadStage { RandomFieldStage(shape, site) }

  static let entry = HeadEntry(
    name: "crf", arguments: [],
    stray: { _, index in .crfNeedsTags(index: index) },
    suits: { isOfTags($0) },
    make: { _, shape, place throws(StackProblem) in
      if case .choices = shape.values {
        throw .labelsNeedSigmoid(index: place.index, activation: "crf")
      }
      guard isOfTags(shape) else { throw .crfNeedsTags(index: place.index) }
      return RandomFieldHead(shape: shape)
    })

  private static func isOfTags(_ shape: TargetShape) -> Bool {
    if case .choice = shape.values { shape.places == .steps && !shape.isFed } else { false }
  }
}

/// A random field at work.
private final class RandomFieldStage: HeadStage {
  /// Its parameters.
  private struct Slots {
    let transitions: ParameterSlot
    let start: ParameterSlot
    let end: ParameterSlot

    func weights(in buffer: Buffer) -> ChainWeights {
      ChainWeights(
        transitions: transitions.matrix(in: buffer), start: start.matrix(in: buffer),
        end: end.matrix(in: buffer))
    }
  }

  private let scoring: DenseStage
  private let chain: LinearChainCRF
  private let slots: Slots
  private let shape: TargetShape
  private let input: FlowType
  /// The score of the path of each row, and another path where no legal one is as short.
  private var totals: [Double] = []
  private var others: [Int32] = []

  init(_ shape: TargetShape, _ site: Site) {
    self.shape = shape
    input = site.input
    scoring = DenseStage(
      weight: site.slots[0], bias: site.slots[1], input: site.input, units: shape.count,
      activation: .linear)
    slots = Slots(transitions: site.slots[2], start: site.slots[3], end: site.slots[4])
    chain = LinearChainCRF(tags: shape.count)
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    // It needs the scores of whole sequences.
    let rows = size.rows(of: input)
    scoring.plan(
      PassSize(rows: rows, steps: 1, total: rows, isTraining: size.isTraining), memory)
    chain.plan(size, memory)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix { scoring.forward(input, pass) }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? { scoring.backward(gradient, pass) }

  func train(_ features: Matrix, _ aim: Block, _ order: HeadOrder, _ pass: Pass) -> Matrix {
    guard let gradients = pass.gradients else { return .empty }
    let scores = scoring.forward(features, pass)
    aim.takeLosses(pass.batch.rows, against: aim) { targets, losses in
      chain.differentiate(
        ScoredSequences(layout: pass.batch, scores: scores, targets: targets, losses: losses),
        slots.weights(in: pass.values), scale: order.scale,
        into: slots.weights(in: gradients.values), pass.compute)
    }
    return scoring.backward(scores, pass) ?? .empty
  }

  func answer(
    _ features: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block
  ) {
    let scores = scoring.forward(features, pass)
    answer.values = scores
    if chooses { decode(scores, pass, into: answer) }
    guard let aim else { return }
    answer.takeLosses(pass.batch.rows, against: aim) { targets, losses in
      chain.measure(
        ScoredSequences(layout: pass.batch, scores: scores, targets: targets, losses: losses),
        slots.weights(in: pass.values), pass.compute)
    }
  }

  /// The best path of each row, of those that are legal where there are any.
  private func decode(_ scores: Matrix, _ pass: Pass, into answer: Block) {
    decode(scores, pass, shape.legal, into: &answer.ids)
    guard shape.legal != nil, totals[..<pass.batch.rows].contains(-.infinity) else { return }
    // A text that no legal path is as short as has the best of all.
    let legal = totals
    decode(scores, pass, nil, into: &others)
    let layout = pass.batch
    for row in 0..<layout.rows where legal[row] == -.infinity {
      for step in 0..<layout.lengths[row] {
        answer.ids[layout.offsets[step] + row] = others[layout.offsets[step] + row]
      }
    }
  }

  private func decode(
    _ scores: Matrix, _ pass: Pass, _ legal: LegalTransitions?, into tags: inout [Int32]
  ) {
    let layout = pass.batch
    tags.removeAll(keepingCapacity: true)
    tags.append(contentsOf: repeatElement(0, count: scores.rows))
    if totals.count < layout.rows { totals = [Double](repeating: 0, count: layout.rows) }
    tags.withUnsafeMutableBufferPointer { tags in
      totals.withUnsafeMutableBufferPointer { totals in
        guard let tags = tags.baseAddress, let totals = totals.baseAddress else { return }
        chain.decode(
          layout, scores: scores, slots.weights(in: pass.values), legal: legal, paths: tags,
          totals: totals, pass.compute)
      }
    }
  }
}
