// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Heads that say how sure they are of numbers.
@Suite struct DistributionHeadTests {
  /// One number of each row, and a number that depends on it and on chance.
  private struct Noise {
    let column: NumberColumn
    let target: NumberColumn

    /// - Parameter number: what stands at x for a uniform random level.
    init(_ name: String, rows: Int = 2000, _ number: (_ x: Double, _ level: Double) -> Double) {
      var random = RandomSource(seed: 6).sequence(.sample, name)
      let places = (0..<rows).map { Float(2 * (Double($0) + 0.5) / Double(rows) - 1) }
      column = NumberColumn(vectors: places, features: 1)
      target = NumberColumn(
        vectors: places.map { Float(number(Double($0), max(random.fraction(), 1e-9))) },
        features: 1)
    }

    /// The parameters that a small network has learnt at some places.
    func learnt(
      _ output: [String: ArgumentValue], steps: Int = 300, at places: [Float]
    ) throws -> (form: NumberForm, parameters: [ArraySlice<Float>]) {
      let model = try Model(
        [stackElement("dense", 12, ["activation": .word("tanh")]), stackElement("output", output)],
        inputs: [InputShape(.vector(features: 1))],
        targets: [NamedShape(name: "", TargetShape(.rows, .numbers(1)))])
      let network = Network(model, seed: 2, compute: Compute(threads: 1))
      let rows = Array(0..<column.rowCount)
      let step = TrainingStep(network, trainingOptions([:], ["lr": .number(0.02)]))
      let (batch, aim) = (Batch(column, rows: rows), Block())
      for _ in 0..<steps {
        batch.gather(target, at: .rows, into: aim)
        _ = step.take(batch, aims: [aim])
      }
      let answers = model.answers()
      network.answer(
        Batch(NumberColumn(vectors: places, features: 1), rows: Array(places.indices)), aims: [],
        chooses: false, into: answers)
      #expect(answers[0].form == model.heads[0].form)
      return (
        answers[0].form, places.indices.map { answers[0].values.rows($0, 1).contents[...] }
      )
    }
  }

  private let places: [Float] = [-0.6, 0, 0.6]

  /// Twice x, with a deviation that grows from 0.2 to 1.
  private let normal = Noise("normal") { x, level in
    2 * x + (0.6 + 0.4 * x) * normalQuantile(level)
  }

  @Test func gaussianLearnsMeanAndDeviation() throws {
    let (form, found) = try normal.learnt(["activation": .word("gaussian")], at: places)
    #expect(form == .gaussian)
    for (x, parameters) in zip(places, found) {
      #expect(abs(parameters[0] - 2 * x) < 0.1, "\(x): \(parameters)")
      #expect(abs(parameters[1] - (0.6 + 0.4 * x)) < 0.08, "\(x): \(parameters)")
    }
  }

  @Test func quantilesLearnTheirLevels() throws {
    let levels = [0.1, 0.5, 0.8]
    let (form, found) = try normal.learnt(["quantiles": .numbers(levels)], at: places)
    #expect(form == .quantiles(levels))
    for (x, parameters) in zip(places, found) {
      for (level, value) in zip(levels, parameters) {
        let truth = 2 * Double(x) + (0.6 + 0.4 * Double(x)) * normalQuantile(level)
        #expect(abs(Double(value) - truth) < 0.15, "\(x), \(level): \(parameters)")
      }
    }
  }

  @Test func studentLearnsItsTails() throws {
    let noise = Noise("student") { x, level in
      x + (0.5 + 0.3 * x) * studentQuantile(level, degrees: 3)
    }
    let (form, found) = try noise.learnt(["activation": .word("student")], at: places)
    #expect(form == .student)
    for (x, parameters) in zip(places.map(Double.init), found) {
      #expect(abs(form.center(parameters) - x) < 0.1, "\(x): \(parameters)")
      for level in [0.05, 0.95] {
        let truth = x + (0.5 + 0.3 * x) * studentQuantile(level, degrees: 3)
        let value = form.quantile(level, parameters)
        #expect(abs(value - truth) < 0.25, "\(x), \(level): \(value), \(truth)")
      }
    }
  }

  @Test func negativeBinomialLearnsMeanAndDispersion() throws {
    let noise = Noise("counts") { x, level in
      negativeBinomialQuantile(level, mean: exponential(1.5 + x), dispersion: 0.4)
    }
    let (form, found) = try noise.learnt(["activation": .word("negative_binomial")], at: places)
    #expect(form == .negativeBinomial)
    for (x, parameters) in zip(places, found) {
      let mean = exponential(1.5 + Double(x))
      #expect(abs(Double(parameters[0]) / mean - 1) < 0.12, "\(x): \(parameters)")
      #expect(abs(parameters[1] - 0.4) < 0.12, "\(x): \(parameters)")
    }
  }

  /// The median in the units of the file.
  @Test func answersOfRowsAreMedians() {
    var answers = NumberAnswers(
      rows: 1, scalings: [.init(center: 10, unit: 2), .init(center: 0, unit: 1)])
    let block = Block()
    block.numbers(1, 6).row(0).update(from: [1, 2, 3, 4, 5, 6], count: 6)
    block.form = .quantiles([0.25, 0.5, 0.75])
    answers.take(block, against: nil, BatchLayout(sortedLengths: [1]), at: [0])
    #expect(answers.values == [[14, 5]])
  }

  @Test func theWordAndTheLevelsMakeTheForm() throws {
    func form(_ output: [String: ArgumentValue]) throws(StackProblem) -> NumberForm {
      try NumberCase.model(
        [stackElement("output", output)], [InputShape(.vector(features: 3))]
      ).heads[0].form
    }
    #expect(try form([:]) == .point && form(["activation": .word("huber")]) == .point)
    #expect(try form(["quantiles": .numbers([0.2, 0.7])]) == .quantiles([0.2, 0.7]))
    let tenths = (1...9).map { Double($0) / 10 }
    #expect(try form(["activation": .word("quantiles")]) == .quantiles(tenths))
    #expect(
      try form(["activation": .word("quantiles"), "quantiles": .numbers([0.2])])
        == .quantiles([0.2]))
    #expect(throws: StackProblem.levelsNeedQuantiles(index: 0)) {
      try form(["activation": .word("mae"), "quantiles": .numbers([0.2])])
    }
    let tooMany = (1...100).map { Double($0) / 101 }
    for levels in [[0.5, 0.5], [0.9, 0.1], [0, 0.5], [0.5, 1], [], tooMany] {
      #expect(throws: StackProblem.wrongLevels(index: 0, most: 99)) {
        try form(["quantiles": .numbers(levels)])
      }
    }
    #expect(throws: StackProblem.regressionNeedsNumbers(index: 1, activation: "quantiles")) {
      try Model(
        [stackElement("embed", 3), stackElement("output", ["quantiles": .numbers([0.5])])],
        input: .tokens(vocabulary: 9), classes: 3)
    }
  }

  /// Each number has its parameters side by side, and the score that moves it.
  @Test func widthAndScoresFollowTheForm() throws {
    let model = try NumberCase.model(
      [stackElement("output", ["quantiles": .numbers([0.1, 0.5, 0.6])])],
      [InputShape(.vector(features: 3))])
    let head = model.heads[0]
    #expect(head.output.features == 6 && head.lossName == "quantile loss")
    #expect(head.head.score(of: 1) == (4, 1))
  }

  @Test func levelsAreSavedWhereTheyAreGiven() {
    let usual = SavedLayer(stackElement("output", ["activation": .word("quantiles")]))
    #expect(usual.arguments["quantiles"] == nil)
    let set = SavedLayer(stackElement("output", ["quantiles": .numbers([0.2, 0.7])]))
    #expect(set.element?.arguments[RegressionHead.levels] == .numbers([0.2, 0.7]))
  }
}
