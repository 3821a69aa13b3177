// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EvaluationTests {
  private let data = TinyData("evaluation", lengths: (0..<600).map { $0 * 13 % 9 + 1 }, classes: 3)

  @Test func resultsStandInTheOrderOfTheRows() throws {
    let network = try network()
    // More than a batch, with repetitions, in no order.
    var random = RandomValues("rows")
    let rows = random.integers(700, below: 600)
    let evaluation = try #require(
      network.evaluate(data.examples, rows: rows))
    #expect(evaluation.rows == rows && evaluation.probabilities.count == 700)
    var loss = 0.0
    for (at, row) in rows.enumerated() {
      let alone = data.results(network, [row])
      #expect(evaluation.probabilities[at] == alone[row]?.probabilities)
      loss += alone[row]?.loss ?? .nan
    }
    #expect(abs(evaluation.loss - loss / 700) < 1e-12)
    #expect(network.probabilities(data.column, rows: rows) == evaluation.probabilities)
  }

  @Test func predictionsAreTheMostProbable() throws {
    let rows = Array(0..<50)
    let evaluation = try #require(
      try network().evaluate(data.examples, rows: rows))
    for (prediction, shares) in zip(evaluation.predictions, evaluation.probabilities) {
      #expect(shares.count == 3 && shares[prediction] == shares.max())
    }
    let right = zip(evaluation.predictions, rows).filter { $0 == Int(data.classes[$1]) }.count
    #expect(evaluation.confusion.total == 50)
    #expect(evaluation.confusion.accuracy == Double(right) / 50)
    #expect(evaluation.figure("accuracy") == evaluation.confusion.accuracy)
    #expect(evaluation.figure("f1") == evaluation.confusion.f1(.macro))
    #expect(evaluation.figure("loss") == evaluation.loss)
  }

  @Test func theFirstOfEqualsIsMostProbable() {
    #expect(Network.mostProbable([0.2, 0.4, 0.4]) == 1)
    #expect(Network.mostProbable([0.5, 0.5]) == 0)
    #expect(Network.mostProbable([]) == 0)
  }

  @Test func twoClassesHaveTwoProbabilities() throws {
    let shares = try #require(try network(classes: 2).probabilities(data.column, rows: [0, 1]))
    #expect(shares.allSatisfy { $0.count == 2 && abs($0[0] + $0[1] - 1) < 1e-6 })
  }

  @Test func stopsBetweenBatches() throws {
    let network = try network()
    var asked = 0
    let stopped = network.probabilities(data.column, rows: data.rows) {
      asked += 1
      return asked == 2
    }
    #expect(stopped == nil && asked == 2)
    #expect(
      network.evaluate(data.examples, rows: [1], shouldStop: { true }) == nil)
  }

  @Test func noRowsAreNoTrouble() throws {
    let evaluation = try #require(
      try network().evaluate(data.examples, rows: []))
    #expect(evaluation.loss == 0 && evaluation.predictions.isEmpty)
    #expect(evaluation.confusion.accuracy == 0)
  }

  private func network(classes: Int = 3) throws -> Network {
    let stack = [stackElement("embed", 4), stackElement("bigru", 3), stackElement("output")]
    let model = try Model(
      stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: classes)
    return Network(model, seed: 1, compute: Compute(threads: 2))
  }
}
