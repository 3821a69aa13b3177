// SPDX-License-Identifier: Apache-2.0

extension Network {
  /// Steps of a stream in a pass; results do not depend on it.
  static let streamSteps = 512

  /// Predicts each token of streams from those before it, each read from its beginning to its end.
  func evaluateStreams(
    _ examples: Examples, _ rows: [Int], _ options: NextTokenOptions, _ shouldStop: () -> Bool
  ) -> NextAnswers? {
    var answers = NextAnswers(rows: rows.count)
    for (place, row) in rows.enumerated() {
      let found =
        options.rate > 0
        ? evaluateLearning(examples, row, options, &answers.counts, shouldStop)
        : evaluateStream(examples, row, options, &answers.counts, shouldStop)
      guard let loss = found else { return nil }
      answers.losses[place] = loss
    }
    return answers
  }

  /// The probability of every token after a text, which is not empty.
  public func nextProbabilities(_ tokens: [Int32]) -> [Float] {
    let scores = forward(Batch(streams: 1, steps: tokens.count, tokens: tokens))
    let last = scores.rows(tokens.count - 1, 1)
    _ = compute.kernels.softmax(last.columns, last.base, 1)
    return last.contents
  }

  /// The sum of the losses of a stream, in the order of its tokens.
  private func evaluateStream(
    _ examples: Examples, _ row: Int, _ options: NextTokenOptions,
    _ counts: inout NextTokenCounts, _ shouldStop: () -> Bool
  ) -> Double? {
    var cache = NextTokenCache(
      options, features: model.features.features)
    let (tokens, outputs) = (examples.tokens[row], examples.targets[0].values[row])
    let size = model.evaluationSize(examples, [row])
    let batch = Batch(size)
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
    let (tokens, outputs) = (examples.tokens[row], examples.targets[0].values[row])
    let size = PassSize(
      rows: 1, steps: options.steps, total: options.steps, isTraining: true)
    copy.plan([size])
    let batch = Batch(size)
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

  /// Does something after which the state of a single stream is as before.
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
