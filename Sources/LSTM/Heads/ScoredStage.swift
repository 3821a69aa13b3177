// SPDX-License-Identifier: Apache-2.0

/// A stage that makes the scores of a head.
protocol ScoringStage: Stage {
  /// Goes forward and back over features whose aims are known; returns the gradient of the features.
  func train(_ features: Matrix, _ aims: ScoredAims, _ pass: Pass) -> Matrix?
}

/// What is right at some places, how their losses are made, and where these go.
struct ScoredAims {
  let targets: UnsafePointer<Int32>
  let losses: UnsafeMutablePointer<Double>
  let loss: any Loss
  let order: HeadOrder
  /// The numbers that are right, a row each; none of choices.
  var values = Matrix.empty

  /// Writes the losses of scores, and turns these into their gradient.
  func differentiate(_ scores: Matrix, _ compute: Compute) {
    loss.differentiate(
      ScoredRows(scores: scores, targets: targets, losses: losses, values: values),
      scale: order.scale, order.emphasis, compute)
  }
}

extension ScoringStage {
  func train(_ features: Matrix, _ aims: ScoredAims, _ pass: Pass) -> Matrix? {
    let scores = forward(features, pass)
    aims.differentiate(scores, pass.compute)
    return backward(scores, pass)
  }
}

extension DenseStage: ScoringStage {}
extension TiedStage: ScoringStage {}

/// A head that scores each place by itself.
final class ScoredStage: JoinableStage {
  /// How a place's choice follows from its scores.
  enum Choosing {
    /// The highest score, the first of equals.
    case score
    /// The highest probability, the first of equals.
    case probability
    /// The second of two where its probability, which has the only score, is high enough.
    case second(threshold: Float)
    /// Each whose probability is high enough.
    case each(threshold: Float)
    /// None: the scores are the answer.
    case nothing
  }

  private let scoring: any ScoringStage
  private let loss: any Loss
  private let choosing: Choosing
  private let shape: TargetShape
  private let input: FlowType
  private let form: NumberForm
  private let parts: PartedFeatures
  /// What stands for what is right where nobody knows it.
  private let unknown = Block()

  /// - Parameters:
  ///   - width: scores at every place, which training holds for some of them at once.
  ///   - form: what becomes of the scores of each number.
  init(
    _ scoring: any ScoringStage, _ loss: any Loss, _ choosing: Choosing, _ shape: TargetShape,
    _ input: FlowType, width: Int, form: NumberForm = .point
  ) {
    self.scoring = scoring
    self.loss = loss
    self.choosing = choosing
    self.shape = shape
    self.input = input
    self.form = form
    parts = PartedFeatures(input, width: width)
  }

  /// For how many places training holds scores at once.
  var rowsAtOnce: Int {
    get { parts.atOnce }
    set { parts.atOnce = newValue }
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let rows = size.rows(of: input)
    scoring.plan(parts.plan(rows, isTraining: size.isTraining, memory), memory)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix { scoring.forward(input, pass) }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? { scoring.backward(gradient, pass) }

  func train(_ features: Matrix, _ aim: Block, _ order: HeadOrder, _ pass: Pass) -> Matrix {
    var gradient = Matrix.empty
    aim.takeLosses(features.rows, against: aim) { targets, losses in
      gradient = parts.gather(features) { part, first in
        let aims = ScoredAims(
          targets: targets + first * shape.aimWidth, losses: losses + first, loss: loss,
          order: order, values: aim.values.rows(first, part.rows))
        return scoring.train(part, aims, pass)
      }
    }
    return gradient
  }

  func answer(
    _ features: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block
  ) {
    conclude(scoring.forward(features, pass), aim, chooses: chooses, pass, into: answer)
  }

  func conclude(
    _ scores: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block
  ) {
    (answer.values, answer.form) = (scores, form)
    let choosesScores = if case .score = choosing { true } else { false }
    if chooses, choosesScores { choose(scores, into: answer) }
    if aim != nil || shape.places == .rows || form != .point {
      let known = aim ?? blank(scores.rows)
      answer.takeLosses(scores.rows, against: known) { targets, losses in
        loss.measure(
          ScoredRows(scores: scores, targets: targets, losses: losses, values: known.values),
          pass.compute)
      }
    }
    if chooses, !choosesScores { choose(scores, into: answer) }
  }

  private func blank(_ rows: Int) -> Block {
    let count = rows * shape.aimWidth
    if shape.isOfNumbers { unknown.numbers(rows, shape.count).fill(.nan) }
    if unknown.ids.count < count { unknown.ids = [Int32](repeating: 0, count: count) }
    return unknown
  }

  private func choose(_ values: Matrix, into answer: Block) {
    answer.ids.removeAll(keepingCapacity: true)
    for at in 0..<values.rows {
      let row = values.row(at)
      switch choosing {
      case .score, .probability:
        var best = 0
        for index in 1..<max(values.columns, 1) where row[index] > row[best] { best = index }
        answer.ids.append(Int32(truncatingIfNeeded: best))
      case .second(let threshold):
        let isSecond = threshold == 0.5 ? row[0] > 1 - row[0] : row[0] >= threshold
        answer.ids.append(isSecond ? 1 : 0)
      case .each(let threshold):
        for index in 0..<values.columns { answer.ids.append(row[index] >= threshold ? 1 : 0) }
      case .nothing:
        break
      }
    }
  }
}
