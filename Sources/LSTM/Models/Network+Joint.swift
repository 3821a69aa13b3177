// SPDX-License-Identifier: Apache-2.0

/// Networks that answer together (Hansen and Salamon 1990): with the mean of their probabilities, of numbers
/// with the mean of these.
extension Network {
  /// A network that answers together with others, over weights that all of them keep.
  ///
  /// They read the same inputs, and have heads for the same targets that `canBeJoined`.
  public static func joint(_ first: Network, _ others: [Network]) -> Network {
    let network = first.sharingWeights()
    network.partners = others.map { $0.sharingWeights() }
    return network
  }

  /// Does something once for each of the networks.
  func forEachPartner(_ body: (Network) -> Void) {
    for partner in partners { body(partner) }
  }

  /// Answers for a batch with the means over all networks; the features are those of the first.
  func answerJointly(
    _ batch: Batch, aims: [Block], chooses: Bool, state: StateCarry, into answers: [Block]
  ) -> Matrix {
    let pass = pass(batch, state: state)
    let features = stages.forward(pass)
    let scores = heads.allScores(features, pass)
    join(scores) { partner in
      let pass = partner.pass(batch, state: state)
      return partner.heads.allScores(partner.stages.forward(pass), pass)
    }
    heads.conclude(scores, aims, chooses: chooses, pass, into: answers)
    return features
  }

  /// Puts in the place of scores, a matrix for each of some leading heads, those of the means over all
  /// networks.
  ///
  /// - Parameter asProbabilities: whether the means themselves are wanted, not scores that give them.
  func join(
    _ scores: [Matrix], asProbabilities: Bool = false, with other: (Network) -> [Matrix]
  ) {
    let joiners = zip(model.heads, scores).map { head, scores in
      ScoreJoiner(head, scores, compute)
    }
    for joiner in joiners { joiner.share(.turn) }
    for partner in partners {
      for (joiner, scores) in zip(joiners, other(partner)) { joiner.share(.add(scores)) }
    }
    let share = 1 / Float(1 + partners.count)
    for joiner in joiners {
      joiner.share(.finish(share: share, asProbabilities: asProbabilities))
    }
  }
}

/// Joins the scores that several networks give the same places: to those whose probabilities are the means.
private struct ScoreJoiner {
  /// What becomes of the scores of a place.
  private enum Link {
    /// The probabilities of choices, together 1.
    case softmax
    /// A probability each.
    case sigmoid
    /// They are the answer.
    case none
  }

  private let link: Link
  private let scores: Matrix
  private let compute: Compute

  /// - Parameter scores: those of the first network, which become those of all.
  init(_ head: ModelHead, _ scores: Matrix, _ compute: Compute) {
    link =
      if head.shape.isOfNumbers {
        .none
      } else if case .choice = head.shape.values, scores.columns > 1 {
        .softmax
      } else {
        .sigmoid
      }
    self.scores = scores
    self.compute = compute
  }

  /// What is done to each row.
  enum Task {
    /// The scores become probabilities.
    case turn
    /// Those of another network are added as probabilities.
    case add(Matrix)
    /// The sums become means, and these become scores again unless they are wanted themselves.
    case finish(share: Float, asProbabilities: Bool)
  }

  /// Does something to each row, which threads share.
  func share(_ task: Task) {
    let parts = min(scores.rows, 4 * compute.threads)
    compute.pool.run(parts, JoiningWork(joiner: self, task: task, rows: scores.rows, parts: parts))
  }

  fileprivate func perform(_ task: Task, row: Int) {
    let own = scores.row(row)
    switch task {
    case .turn: turn(own)
    case .add(let other):
      let theirs = other.row(row)
      turn(theirs)
      for at in 0..<scores.columns { own[at] += theirs[at] }
    case .finish(let share, let asProbabilities):
      for at in 0..<scores.columns {
        let mean = own[at] * share
        own[at] = asProbabilities ? mean : score(of: mean)
      }
    }
  }

  /// The score that gives a probability, or a number.
  private func score(of mean: Float) -> Float {
    switch link {
    case .none: mean
    case .softmax: Self.logarithm(mean)
    case .sigmoid: Self.logarithm(mean) - Self.logarithm(1 - mean)
    }
  }

  /// The least probability that has a logarithm to reckon with.
  private static let least: Float = 1e-37

  private static func logarithm(_ share: Float) -> Float {
    Float(naturalLogarithm(Double(max(share, least))))
  }

  /// Turns the scores of a row into probabilities.
  private func turn(_ row: UnsafeMutablePointer<Float>) {
    switch link {
    case .none: return
    case .softmax: _ = compute.kernels.softmax(scores.columns, row, 1)
    case .sigmoid:
      for at in 0..<scores.columns { row[at] = Float(1 / (1 + exponential(-Double(row[at])))) }
    }
  }
}

/// Rows of joined scores: each part has rows of its own.
private struct JoiningWork: SharedWork {
  let joiner: ScoreJoiner
  let task: ScoreJoiner.Task
  let rows: Int
  let parts: Int

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: rows) { joiner.perform(task, row: row) }
  }
}
