// SPDX-License-Identifier: Apache-2.0

/// How many tokens were to be predicted, and how many of them were the most probable.
public struct NextTokenCounts: Codable, Hashable, Sendable {
  /// Tokens that were to be predicted.
  public var tokens = 0
  /// Those that no other was more probable than.
  public var right = 0

  /// The share of tokens that were the most probable.
  public var accuracy: Double { tokens == 0 ? 0 : Double(right) / Double(tokens) }
}

extension Evaluation {
  /// What the sum of the losses of tokens comes to.
  init(rows: [Int], lossSum: Double, _ counts: NextTokenCounts) {
    self.init(rows: rows, loss: lossSum / Double(max(counts.tokens, 1)), next: counts)
  }

  /// The figures of a language model, with the mean loss of a token.
  init(rows: [Int], loss: Double, next: NextTokenCounts) {
    self.init(
      rows: rows, loss: loss, probabilities: [], predictions: [],
      confusion: ConfusionMatrix(classes: 0), next: next)
  }
}

extension Network {
  /// Steps of a stream in a pass; results do not depend on it.
  static let streamSteps = 512

  /// Predicts each token from those before it: in rows that stand alone, or in streams, each read from
  /// its beginning to its end.
  func evaluateNext(
    _ examples: Examples, _ rows: [Int], _ options: NextTokenOptions, _ shouldStop: () -> Bool
  ) -> Evaluation? {
    guard examples.isStream else { return evaluateAlone(examples, rows, shouldStop) }
    var counts = NextTokenCounts()
    var sum = 0.0
    for row in rows {
      let found =
        options.rate > 0
        ? evaluateLearning(examples, row, options, &counts, shouldStop)
        : evaluateStream(examples, row, options, &counts, shouldStop)
      guard let loss = found else { return nil }
      sum += loss
    }
    return Evaluation(rows: rows, lossSum: sum, counts)
  }

  /// The probability of every token behind a text, which is not empty.
  public func nextProbabilities(_ tokens: [Int32]) -> [Float] {
    let scores = forward(Batch(streams: 1, steps: tokens.count, tokens: tokens))
    let last = scores.rows(tokens.count - 1, 1)
    _ = compute.kernels.softmax(last.columns, last.base, 1)
    return last.contents
  }

  private func evaluateAlone(
    _ examples: Examples, _ rows: [Int], _ shouldStop: () -> Bool
  ) -> Evaluation? {
    var counts = NextTokenCounts()
    var losses = [Double](repeating: 0, count: rows.count)
    let (aim, answer) = (Block(), Block())
    let isDone = forEachBatch(of: examples.tokens, rows: rows, shouldStop) { batch, places in
      batch.gather(examples.targets, perStep: true, into: &aim.ids)
      self.answer(batch, aims: [aim], chooses: false, into: [answer])
      counts.add(answer.values, aim.ids)
      let (found, layout) = (answer.ownLosses, batch.layout)
      for (row, place) in places.enumerated() {
        losses[place] = (0..<layout.lengths[row]).reduce(0) {
          $0 + found[layout.offsets[$1] + row]
        }
      }
    }
    return isDone ? Evaluation(rows: rows, lossSum: losses.reduce(0, +), counts) : nil
  }

  /// The sum of the losses of a stream, in the order of its tokens.
  private func evaluateStream(
    _ examples: Examples, _ row: Int, _ options: NextTokenOptions,
    _ counts: inout NextTokenCounts, _ shouldStop: () -> Bool
  ) -> Double? {
    var cache = NextTokenCache(
      options, features: model.features.features)
    let (tokens, outputs) = (examples.tokens[row], examples.targets[row])
    let size = model.evaluationSize(examples, [row])
    var batch = Batch(size)
    let (aim, answer) = (Block(), Block())
    var sum = 0.0
    return holdingWeights {
      for first in stride(from: 0, to: tokens.count, by: size.steps) {
        if shouldStop() { return nil }
        let steps = min(size.steps, tokens.count - first)
        batch.fill(streams: 1, steps: steps) { _, step in
          tokens[tokens.startIndex + first + step]
        }
        let start = outputs.startIndex + first
        aim.ids = Array(outputs[start..<start + steps])
        let features = self.answer(
          batch, aims: [aim], chooses: false, state: first == 0 ? .begin : .goOn, into: [answer])
        guard options.cache > 0 else {
          for loss in answer.ownLosses { sum += loss }
          counts.add(answer.values, aim.ids)
          continue
        }
        let values = answer.values
        for step in 0..<steps {
          let (probability, isMost) = cache.mix(
            values.row(step), count: values.columns, at: features.row(step), aim.ids[step])
          sum -= naturalLogarithm(probability)
          counts.tokens += 1
          if isMost { counts.right += 1 }
        }
      }
      return sum
    }
  }
}

extension Network {
  /// The sum of the losses of a stream that a copy of the network learns from, piece by piece, each when
  /// when it has been measured: dynamic evaluation (Krause and others 2018), by plain gradient descent.
  private func evaluateLearning(
    _ examples: Examples, _ row: Int, _ options: NextTokenOptions,
    _ counts: inout NextTokenCounts, _ shouldStop: () -> Bool
  ) -> Double? {
    let copy = withWeightsOnly()
    let settings = TrainingOptions(
      optimizer: SGD.entry,
      optimizerArguments: Arguments(
        ["lr": .number(options.rate)], for: SGD.entry.arguments),
      settings: Arguments(for: TrainingOptions.arguments), seed: 0)
    let step = TrainingStep(copy, settings, drops: false)
    let (tokens, outputs) = (examples.tokens[row], examples.targets[row])
    let size = PassSize(
      rows: 1, steps: options.steps, total: options.steps, isTraining: true)
    copy.plan([size])
    var batch = Batch(size)
    let (aim, answer) = (Block(), Block())
    var sum = 0.0
    for first in stride(from: 0, to: tokens.count, by: options.steps) {
      if shouldStop() { return nil }
      let steps = min(options.steps, tokens.count - first)
      batch.fill(streams: 1, steps: steps) { _, step in tokens[tokens.startIndex + first + step] }
      let start = outputs.startIndex + first
      aim.ids = Array(outputs[start..<start + steps])
      let state: StateCarry = first == 0 ? .begin : .goOn
      copy.keepingState {
        copy.answer(batch, aims: [aim], chooses: false, state: state, into: [answer])
        for loss in answer.ownLosses { sum += loss }
        counts.add(answer.values, aim.ids)
      }
      guard step.take(batch, aims: [aim], state: state) != nil else { return .nan }
    }
    return sum
  }

  /// Does something behind which the state of a single stream is as before.
  private func keepingState(_ body: () -> Void) {
    let parts = carried.map { $0.buffer.matrix(1, $0.columns) }
    let before = parts.map(\.contents)
    body()
    for (part, values) in zip(parts, before) {
      values.withUnsafeBufferPointer { values in
        if let values = values.baseAddress { part.base.update(from: values, count: part.count) }
      }
    }
  }
}

extension NextTokenCounts {
  /// Counts the tokens of a pass by their probabilities.
  fileprivate mutating func add(_ probabilities: Matrix, _ targets: [Int32]) {
    for (row, target) in targets.enumerated() {
      let values = UnsafeBufferPointer(
        start: probabilities.row(row), count: probabilities.columns)
      let own = values[Int(target)]
      var most = own
      for value in values where value > most { most = value }
      if own == most { right += 1 }
    }
    tokens += targets.count
  }
}
