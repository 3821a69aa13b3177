// SPDX-License-Identifier: Apache-2.0

/// Scheduled sampling by token (Bengio and others 2015): in training a decoder is fed its own most probable token
/// in the place of the right one, each token of each row with some probability.
///
/// Before a step of training the decoder reads the texts of its batch step by step, without dropout, as it does
/// where it writes; a token of its own is what it prefers after the tokens that it was really fed up to there.
/// Training then goes forward and back over these tokens. No gradient goes through a choice, and what is right
/// stays what is right.
final class ScheduledSampling {
  private let network: Network
  private let words: Threefry
  /// How what a decoder is fed stands, and its tokens, while the batch has those of a step.
  private var layout = BatchLayout(sortedLengths: [])
  private var tokens: [Int32] = []
  /// The tokens of a step, and the rows of the batch that they are of.
  private var fed: [Int32] = []
  private var origins: [Int] = []
  /// The rows that have a token of their own at the next step.
  private var own: [Int] = []
  private let features = Buffer()

  /// - Parameter random: what the choices between the right tokens and its own follow from.
  init(_ network: Network, _ random: RandomSource) {
    self.network = network
    words = Threefry(key: random.key(.sample, "scheduled_sampling"))
  }

  /// The largest pass in which the decoder goes through a step, for training passes up to a size.
  static func size(of training: PassSize) -> PassSize {
    PassSize(
      rows: training.rows, steps: training.steps, total: training.total, isTraining: false,
      spelled: training.spelled, fed: AxisSize(steps: 1, total: training.rows))
  }

  /// Puts tokens of the network's own among those that its decoder is fed.
  ///
  /// - Parameters:
  ///   - share: the probability of each.
  ///   - pass: the number of the training pass: others have other choices.
  func mix(_ batch: Batch, share: Double, pass: UInt32) {
    batch.layOut(network.model.axes)
    batch.exchangeFed(&layout, &tokens)
    defer { batch.exchangeFed(&layout, &tokens) }
    let rows = layout.order.map { batch.rows[$0] }
    let isOwn = { (row: Int, step: Int) in
      let word = self.words[
        (UInt32(truncatingIfNeeded: rows[row]), UInt32(truncatingIfNeeded: step), pass, 0)]
      return Double(word.x) * 0x1p-32 < share
    }
    // Nothing is fed before the first step, and nobody asks what comes after the last token of its own.
    let last = (1..<max(1, layout.steps)).last { step in
      (0..<layout.live[step]).contains { isOwn($0, step) }
    }
    guard let last else { return }
    network.holdingWeights {
      for step in 0..<last {
        feed(step, batch)
        if step == 0 { network.encode(batch) }
        own.removeAll(keepingCapacity: true)
        for row in 0..<layout.live[step + 1] where isOwn(row, step + 1) { own.append(row) }
        let scores = network.decode(batch, rows: own, features)
        for (at, row) in own.enumerated() {
          tokens[layout.offsets[step + 1] + row] = mostProbable(scores.row(at), scores.columns)
        }
      }
    }
  }

  /// Feeds the tokens of a step; the states of the rows that have none any more are left over at the end.
  private func feed(_ step: Int, _ batch: Batch) {
    fed.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    for row in 0..<layout.live[step] {
      fed.append(tokens[layout.offsets[step] + row])
      origins.append(layout.origin(of: row))
    }
    batch.feed(fed, of: origins)
  }

  /// The token with the highest score, the first of equals.
  private func mostProbable(_ scores: UnsafePointer<Float>, _ count: Int) -> Int32 {
    var best = 0
    for token in 0..<count where scores[token] > scores[best] { best = token }
    return Int32(truncatingIfNeeded: best)
  }
}
