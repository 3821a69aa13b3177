// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Testing

@testable import LSTM

/// A softmax over clusters of tokens.
@Suite struct AdaptiveSoftmaxStageTests {
  private let data = LanguageCase("clusters", vocabulary: 13)
  private static let clusters = TokenClusters(
    cutoffs: [4, 9], tokens: 13, features: 6, division: 2)

  /// The output layer by itself, over five places.
  private func bench(
    _ clusters: TokenClusters, _ random: inout RandomValues, threads: Int = 1
  ) -> StageBench {
    let bench = StageBench(
      head: Self.head(clusters), input: .sequence(features: 6), lengths: [3, 2],
      compute: Compute(threads: threads),
      name: "output1")
    bench.randomize(&random)
    return bench
  }

  private static func head(_ clusters: TokenClusters) -> AdaptiveHead {
    AdaptiveHead(
      shape: TargetShape(.steps, .choice(clusters.tokens), isFed: true), clusters: clusters)
  }

  /// A network whose weights, biases too, are at random.
  private func network(threads: Int = 1) throws -> Network {
    let network = try data.network(output: LanguageCase.clusters, Compute(threads: threads))
    var random = RandomValues("weights")
    network.weights.copy(from: random.floats(network.weights.count, bound: 0.5))
    return network
  }

  private var batch: Batch {
    Batch(streams: 3, steps: 8, tokens: Array(data.examples.tokens[0].prefix(24)))
  }
  private var targets: [Int32] { Array(data.examples.values[0].prefix(24)) }

  /// Held against the definition, in double precision.
  @Test func logarithmsAreThoseOfTheHeadAndOfTheTails() throws {
    let network = try network()
    let (features, scores) = network.featuresAndScores(batch, state: .none)
    let output = network.model.heads[0]
    #expect(
      output.slots.map(\.name) == [
        "output1.weight", "output1.bias", "output1.tail1.projection", "output1.tail1.weight",
        "output1.tail1.bias", "output1.tail2.projection", "output1.tail2.weight",
        "output1.tail2.bias",
      ])
    let parameters = output.slots.map { slot in
      (values: network.values(of: slot).map(Double.init), columns: slot.spec.columns)
    }
    let times = { (x: [Double], at: Int) in
      let (weights, columns) = parameters[at]
      return (0..<columns).map { column in
        x.indices.reduce(0) { $0 + x[$1] * weights[$1 * columns + column] }
      }
    }
    let logarithms = { (scores: [Double]) in
      let sum = scores.reduce(0) { $0 + exponential($1) }
      return scores.map { $0 - naturalLogarithm(sum) }
    }
    for row in 0..<features.rows {
      let x = (0..<features.columns).map { Double(features.row(row)[$0]) }
      let head = logarithms(zip(times(x, 0), parameters[1].values).map(+))
      var expected = Array(head.prefix(3))
      for tail in 0..<2 {
        let low = times(x, 2 + 3 * tail)
        let own = logarithms(zip(times(low, 3 + 3 * tail), parameters[4 + 3 * tail].values).map(+))
        expected += own.map { $0 + head[3 + tail] }
      }
      #expect(abs(expected.reduce(0) { $0 + exponential($1) } - 1) < 1e-12)
      expectClose(scores.rows(row, 1).contents, expected.map { Float($0) }, "row \(row)")
    }
  }

  @Test func gradientsOfTrainingAreThoseOfTheLoss() throws {
    let network = try network()
    let (batch, targets) = (batch, targets)
    #expect(Set(targets.map { $0 < 3 ? 0 : $0 < 6 ? 1 : 2 }).count == 3)
    let loss = {
      network.train(batch, targets: targets, dropout: RandomSource(seed: 1), step: 0).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    var compared = 0
    for slot in network.model.layout.slots {
      compared += GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
    #expect(compared > network.model.layout.parameterCount * 9 / 10)
  }

  @Test func gradientsOfTheLogarithmsAreTheirs() throws {
    var random = RandomValues("logarithms")
    let bench = bench(Self.clusters, &random)
    var x = random.floats(5 * 6)
    let slopes = random.floats(5 * 13)
    _ = bench.forward(x)
    let gradient = try #require(bench.backward(slopes, columns: 13))
    var compared = 0
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      compared = GradientCheck().expect(gradient, "input", of: base) {
        zip(bench.forward(Array(UnsafeBufferPointer(start: base, count: 30))), slopes)
          .reduce(0) { $0 + Double($1.0) * Double($1.1) }
      }
    }
    #expect(compared > 25)
  }

  /// Tails that are gone through for their own tokens alone have the gradients of all tokens.
  @Test func trainingIsWhatTheLogarithmsOfAllTokensSay() throws {
    let network = try network()
    let loss = network.train(batch, targets: targets, dropout: nil, step: 0).mean
    let known = network.gradients.values.contents
    let losses = network.evaluate(batch, targets: targets).losses
    #expect(abs(loss - losses.reduce(0, +) / 24) < 1e-6)
    let output = network.model.heads[0]
    let clusters = TokenClusters(cutoffs: [3, 6], tokens: 13, features: 8, division: 2)
    let stage = Self.head(clusters).makeStage(
      Site(name: "output1", input: output.input, slots: output.slots))
    network.gradients.clear(network.compute)
    let pass = Pass(
      compute: network.compute, layouts: batch.layouts, inputs: batch.inputs,
      values: network.weights, gradients: network.gradients)
    let features = network.featuresAndScores(batch, state: .none).features
    let scores = stage.forward(features, pass)
    scores.fill(0)
    for (row, target) in targets.enumerated() { scores.row(row)[Int(target)] = -1 / 24 }
    _ = stage.backward(scores, pass)
    for slot in output.slots {
      let range = slot.offset..<slot.offset + slot.spec.count
      expectClose(
        Array(network.gradients.values.contents[range]), Array(known[range]), slot.name)
    }
  }

  /// A single cluster is the plain softmax.
  @Test func oneClusterIsTheSoftmax() throws {
    var random = RandomValues("one")
    let one = bench(
      TokenClusters(cutoffs: [], tokens: 13, features: 6, division: 4), &random)
    random = RandomValues("one")
    let plain = StageBench(
      DenseLayer(units: 13, activation: .linear), input: .sequence(features: 6), lengths: [3, 2],
      name: "output1")
    plain.randomize(&random)
    let x = random.floats(5 * 6)
    let (logarithms, scores) = (one.forward(x), plain.forward(x))
    for row in 0..<5 {
      let own = scores[row * 13..<row * 13 + 13].map(Double.init)
      let sum = naturalLogarithm(own.reduce(0) { $0 + exponential($1) })
      expectClose(
        Array(logarithms[row * 13..<row * 13 + 13]), own.map { Float($0 - sum) }, "row \(row)")
    }
    // A small vocabulary is one cluster unless cutoffs say something else.
    let weights = try [["activation": .word("adaptive")], [:]].map {
      (output: [String: ArgumentValue]) in
      let trainer = Trainer(
        try data.network(output: output), data.examples, trainRows: [0], validRows: [1],
        options: trainingOptions(["epochs": .integer(2), "bptt": .integer(9)]))
      _ = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
      return trainer.network.weights.contents
    }
    expectSameBits(weights[0], weights[1], "weights")
  }

  @Test func partsAndThreadsChangeNoBit() throws {
    let plain = try network()
    let loss = plain.train(batch, targets: targets, dropout: nil, step: 0).mean
    let whole = plain.forward(batch).contents
    for threads in 1...3 {
      let network = try network(threads: threads)
      (network.heads.leading as? ScoredStage)?.rowsAtOnce = 5
      #expect(network.train(batch, targets: targets, dropout: nil, step: 0).mean == loss)
      expectSameBits(
        network.gradients.values.contents, plain.gradients.values.contents, "\(threads) threads")
      expectSameBits(network.forward(batch).contents, whole, "\(threads) threads")
    }
    let alone = Batch(streams: 1, steps: 8, tokens: (0..<8).map { batch.inputs[0].ids[3 * $0 + 1] })
    let scores = plain.forward(alone)
    for step in 0..<8 {
      let row = (3 * step + 1) * 13
      expectSameBits(scores.rows(step, 1).contents, Array(whole[row..<row + 13]), "step \(step)")
    }
  }

  /// More places than are held at once, with the tokens of a tail in all of them.
  @Test func aTailIsGoneThroughInParts() {
    let clusters = TokenClusters(
      cutoffs: [2], tokens: 2 + (1 << 17), features: 2, division: 1)
    var layout = ParameterLayout()
    let input = FlowType.sequence(features: 2)
    let slots = layout.add(Self.head(clusters).parameters(for: input), of: "output1")
    let compute = Compute(threads: 2)
    let values = Buffer(count: layout.count)
    var random = RandomValues("parts")
    values.copy(from: random.floats(layout.count, bound: 0.1))
    let x = Buffer()
    x.copy(from: random.floats(2 * 70))
    let targets = (0..<70).map { Int32(2 + $0 * 1000) }
    let run = { (rows: [Range<Int>]) in
      let stage = AdaptiveSoftmaxStage(clusters, slots: slots, input: input)
      let gradients = Gradients(layout)
      gradients.clear(compute)
      let pass = Pass(
        compute: compute, layouts: [BatchLayout(sortedLengths: [70])], inputs: [], values: values,
        gradients: gradients)
      var losses = [Double](repeating: 0, count: 70)
      for rows in rows {
        let part = Array(targets[rows])
        part.withUnsafeBufferPointer { part in
          losses.withUnsafeMutableBufferPointer { losses in
            guard let targets = part.baseAddress, let start = losses.baseAddress else { return }
            _ = stage.train(
              x.matrix(70, 2).rows(rows.lowerBound, rows.count),
              ScoredAims(
                targets: targets, losses: start + rows.lowerBound, loss: CrossEntropy(),
                order: HeadOrder(scale: 1, emphasis: .none)), pass)
          }
        }
      }
      return (losses: losses, gradients: gradients.values.contents)
    }
    let (whole, halves) = (run([0..<70]), run([0..<20, 20..<70]))
    #expect(whole.losses.allSatisfy { $0 > 5 && $0 < 15 })
    expectSameBits(whole.gradients, halves.gradients, "gradients")
  }

  @Test func aStepAllocatesNothing() throws {
    try #require(callocations_of_this_thread() >= 0, "only where the C library allows it")
    for turn in 0..<2 {
      let network = try network()
      let options = trainingOptions(["batch": .integer(3), "bptt": .integer(8)])
      let sizes = Trainer.sizes(network.model, data.examples, [0], [1], options)
      network.plan(sizes)
      let step = TrainingStep(network, options)
      let (batch, aims) = (batch, network.model.aims(sizes[0]))
      aims[0].ids = targets
      let before = callocations_of_this_thread()
      for _ in 0..<3 { _ = step.take(batch, aims: aims) }
      // What the runtime makes ready when code first runs is no part of it.
      if turn == 1 { #expect(callocations_of_this_thread() == before) }
    }
  }

  @Test func whatHasNoClustersIsRefused() throws {
    let stack = { (settings: [String: ArgumentValue]) in
      [
        ("embed", ["units": ArgumentValue.integer(8)]), ("lstm", ["units": .integer(8)]),
        ("output", settings),
      ]
    }
    let adaptive = ArgumentValue.word("adaptive")
    for cutoffs: [Double] in [[5, 4], [4, 4], [2.5], [13], [4, 14]] {
      #expect(throws: StackProblem.wrongCutoffs(index: 2, tokens: 13)) {
        try data.model(stack(["activation": adaptive, "cutoffs": .numbers(cutoffs)]))
      }
    }
    #expect(throws: StackProblem.clustersNeedAdaptive(index: 2)) {
      try data.model(stack(["cutoffs": .numbers([4])]))
    }
    #expect(throws: StackProblem.adaptiveIsNotTied(index: 2)) {
      try data.model(stack(["activation": adaptive, "tied": .boolean(true)]))
    }
    #expect(throws: StackProblem.adaptiveNeedsTokens(index: 2)) {
      try Model(
        [
          stackElement("embed", 8), stackElement("lstm", 8),
          stackElement("output", ["activation": adaptive]),
        ], input: .tokens(vocabulary: 13), classes: 13)
    }
    #expect(throws: ArgumentProblem.self) {
      try AdaptiveHead.cutoffs.spec.accept(.numbers([1]))
    }
  }
}
