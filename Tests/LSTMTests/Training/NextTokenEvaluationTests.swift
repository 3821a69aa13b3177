// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NextTokenEvaluationTests {
  private let data = LanguageCase("next", length: 700)

  /// However a stream is cut, and whoever stands beside it, each token has the same bits.
  @Test func theLossIsThatOfOneLongPass() throws {
    let network = try data.network(dropout: 0.3)
    let evaluation = try #require(network.evaluate(data.examples, rows: [0]))
    let (tokens, outputs) = (Array(data.examples.tokens[0]), Array(data.examples.targets[0]))
    let whole = network.forward(Batch(streams: 1, steps: tokens.count, tokens: tokens))
    var sum = 0.0
    for loss in network.stepLosses(whole, outputs) { sum += loss }
    #expect(evaluation.loss == sum / Double(tokens.count))
    #expect(evaluation.next?.tokens == tokens.count && evaluation.accuracy > 0)
    #expect(abs(evaluation.perplexity - exponential(evaluation.loss)) < 1e-9)
    #expect(abs(evaluation.bits * 0.693_147_180_559_945 - evaluation.loss) < 1e-9)
  }

  @Test func threadsChangeNoBit() throws {
    let one = try data.network().evaluate(data.examples, rows: [0, 1])
    let three = try data.network("lstm", Compute(threads: 3)).evaluate(data.examples, rows: [0, 1])
    #expect(one?.loss == three?.loss && one?.next == three?.next)
  }

  @Test func itCanBeStopped() throws {
    #expect(try data.network().evaluate(data.examples, rows: [0], shouldStop: { true }) == nil)
  }

  @Test func aTokenIsRightWhenNoneIsMoreProbable() throws {
    let network = try data.network()
    network.weights.base.update(repeating: 0, count: network.weights.count)
    let evaluation = try #require(network.evaluate(data.examples, rows: [1]))
    // All are as probable as the others.
    #expect(evaluation.accuracy == 1)
    #expect(abs(evaluation.perplexity - Double(data.vocabulary)) < 1e-4)
  }
}
