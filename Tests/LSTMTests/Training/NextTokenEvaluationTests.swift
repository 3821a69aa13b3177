// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NextTokenEvaluationTests {
  private let data = LanguageCase("next", length: 700)

  /// However a stream is cut, and whoever stands beside it, each token has the same bits.
  @Test(arguments: [[:], LanguageCase.clusters])
  func theLossIsThatOfOneLongPass(output: [String: ArgumentValue]) throws {
    let network = try data.network(dropout: 0.3, output: output)
    let evaluation = try #require(network.evaluate(data.examples, rows: [0]))
    let (tokens, outputs) = (Array(data.examples.tokens[0]), Array(data.examples.values[0]))
    let whole = Batch(streams: 1, steps: tokens.count, tokens: tokens)
    var sum = 0.0
    for loss in network.evaluate(whole, targets: outputs).losses { sum += loss }
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

  /// A copy that goes on learning does better on what follows from the text; the network stays.
  @Test func dynamicEvaluationLearnsFromTheText() throws {
    let network = try data.network(dropout: 0.3)
    let before = network.weights.contents
    let examples = Examples(
      streams: [(0..<400).map { $0 % 4 == 0 ? 4 : 3 }], vocabulary: data.vocabulary)
    let plain = try #require(network.evaluate(examples, rows: [0]))
    var options = NextTokenOptions()
    options.rate = 0.5
    let learning = try #require(
      network.evaluate(examples, rows: [0], options: options))
    #expect(learning.loss < plain.loss - 0.5, "\(learning.loss) and \(plain.loss)")
    #expect(learning.next?.tokens == plain.next?.tokens)
    expectSameBits(network.weights.contents, before, "weights")
    options.rate = 1e-30
    let still = try #require(network.evaluate(examples, rows: [0], options: options))
    #expect(abs(still.loss - plain.loss) < 1e-6)
    #expect(still.accuracy == plain.accuracy && learning.accuracy > plain.accuracy)
  }

  @Test func theCacheMakesWhatStoodInLikePlacesMoreProbable() throws {
    var options = NextTokenOptions()
    options.cache = 2
    options.theta = 1
    options.share = 0.5
    var cache = NextTokenCache(options, features: 2)
    let even: [Float] = [0.25, 0.25, 0.25, 0.25]
    let (here, there): ([Float], [Float]) = ([1, 0], [0, 1])
    #expect(cache.mix(even, count: 4, at: here, 1).probability == 0.25)
    // One place is remembered: half of all for its token.
    let second = cache.mix(even, count: 4, at: here, 1)
    #expect(abs(second.probability - 0.625) < 1e-9 && second.isMost)
    let third = cache.mix(even, count: 4, at: there, 2)
    #expect(abs(third.probability - 0.125) < 1e-9 && !third.isMost)
    // Two are remembered, here with token 1 and there with token 2; the first of all is forgotten.
    let weight = exponential(1) / (exponential(1) + 1)
    let fourth = cache.mix(even, count: 4, at: there, 2)
    #expect(abs(fourth.probability - (0.125 + 0.5 * weight)) < 1e-6)
  }

  @Test func aCacheOfNoShareChangesNothing() throws {
    let network = try data.network()
    let plain = try #require(network.evaluate(data.examples, rows: [1]))
    var options = NextTokenOptions()
    options.cache = 20
    options.share = 0
    let cached = try #require(network.evaluate(data.examples, rows: [1], options: options))
    #expect(abs(cached.loss - plain.loss) < 1e-5 && cached.next == plain.next)
  }
}
