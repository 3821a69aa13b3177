// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What a decoder writes, and how it is looked for.
@Suite struct TextDecoderTests {
  /// A network with large random weights, which prefers some texts to others.
  private func network(
    _ pairs: PairCase, attends: Bool, threads: Int = 1
  ) throws -> Network {
    let model = try pairs.model(
      decoder: [stackElement("lstm", 5)] + (attends ? [stackElement("attend")] : []))
    let network = Network(model, compute: Compute(threads: threads))
    var random = RandomValues("a decoder")
    network.weights.copy(from: random.floats(model.layout.count, bound: 1.5))
    return network
  }

  private func write(
    _ network: Network, _ pairs: PairCase, rows: [Int], _ search: SearchOptions
  ) throws -> [[WrittenText]] {
    let answers = try #require(
      network.answers(pairs.data.examples.inputs, rows: rows, for: [pairs.task], search: search))
    return try #require(answers.first as? TextAnswers).written
  }

  private func options(
    beam: Int = 1, best: Int = 1, _ set: (inout SearchOptions) -> Void = { _ in }
  ) -> SearchOptions {
    var options = SearchOptions()
    (options.beam, options.best) = (beam, best)
    set(&options)
    return options
  }

  /// The sum of the logarithms of the probabilities of texts of a source, their ends included.
  private func sums(
    _ network: Network, _ pairs: PairCase, row: Int, _ texts: [[Int32]]
  ) throws -> [Double] {
    let mark = try #require(pairs.task.transform.mark)
    var (source, feed, values) = (TokenColumn(), TokenColumn(), TokenColumn())
    for text in texts {
      source.append(pairs.data.tokens[row])
      feed.append([mark] + text)
      values.append(text + [mark])
    }
    (feed.hasOwnSteps, feed.vocabulary) = (true, pairs.task.shape.count)
    let target = Target(pairs.task, values: values, feed: feed)
    let found = try #require(
      network.evaluate(Examples([source, feed], [target]), rows: Array(texts.indices)))
    return found.leading.answers.losses.map { -$0 }
  }

  /// All texts of up to so many of some tokens, the shortest first.
  private func texts(of tokens: [Int32], upTo length: Int) -> [[Int32]] {
    var (all, last): ([[Int32]], [[Int32]]) = ([], [[]])
    for _ in 0..<length {
      last = last.flatMap { text in tokens.map { text + [$0] } }
      all += last
    }
    return all
  }

  @Test(arguments: [false, true], [1.0, 0.5, 0])
  func aWideBeamFindsWhatAllTextsHaveForTheBest(attends: Bool, penalty: Double) throws {
    let pairs = try PairCase("exhaustive", rows: 8, longest: 4, kinds: 2)
    let network = try network(pairs, attends: attends)
    // Tokens after the mark; what is not known is written only where it can be copied.
    let known = (0..<Int32(pairs.task.shape.count)).filter { $0 != 1 && ($0 != 0 || attends) }
    let all = texts(of: known, upTo: 4)
    let search = options(beam: 100) {
      $0.maxLength = 4
      $0.lengthPenalty = penalty
    }
    let written = try write(network, pairs, rows: Array(0..<8), search)
    for row in 0..<8 {
      let scores = zip(all, try sums(network, pairs, row: row, all)).map { text, sum in
        sum / exponential(penalty * naturalLogarithm(Double(text.count + 1)))
      }
      let best = try #require(scores.indices.max { scores[$0] < scores[$1] })
      let found = try #require(written[row].first)
      #expect(found.tokens == all[best])
      #expect(abs(found.score - scores[best]) < 1e-4)
    }
  }

  @Test(arguments: [false, true]) func aBeamOfOneTakesTheMostProbable(attends: Bool) throws {
    let pairs = try PairCase("greedy", rows: 6)
    let network = try network(pairs, attends: attends)
    let most = 6
    let written = try write(
      network, pairs, rows: Array(0..<6), options { $0.maxLength = most })
    for row in 0..<6 {
      var text: [Int32] = []
      while text.count < most {
        let nexts = (0..<Int32(pairs.task.shape.count)).filter {
          $0 != 1 && ($0 != 0 || attends)
        }.map { text + [$0] }
        // The end is the more probable one where what a token makes of the sum is less.
        let sums = try prefixSums(network, pairs, row: row, nexts, text)
        let best = try #require(sums.next.indices.max { sums.next[$0] < sums.next[$1] })
        if !text.isEmpty, sums.end >= sums.next[best] { break }
        text = nexts[best]
      }
      #expect(written[row].first?.tokens == text)
    }
  }

  /// The sums of texts without their end, and of a shorter one with it.
  private func prefixSums(
    _ network: Network, _ pairs: PairCase, row: Int, _ nexts: [[Int32]], _ text: [Int32]
  ) throws -> (next: [Double], end: Double) {
    let mark = try #require(pairs.task.transform.mark)
    var (source, feed, values) = (TokenColumn(), TokenColumn(), TokenColumn())
    for next in nexts + [text + [mark]] {
      source.append(pairs.data.tokens[row])
      feed.append([mark] + next.dropLast())
      values.append(next)
    }
    (feed.hasOwnSteps, feed.vocabulary) = (true, pairs.task.shape.count)
    let target = Target(pairs.task, values: values, feed: feed)
    let found = try #require(
      network.evaluate(Examples([source, feed], [target]), rows: Array(0...nexts.count)))
    let sums = found.leading.answers.losses.map { -$0 }
    return (Array(sums.dropLast()), sums[nexts.count])
  }

  @Test(arguments: [1, 4], [1, 2])
  func aTextDoesNotDependOnTheOthers(beam: Int, threads: Int) throws {
    let pairs = try PairCase("any batch", rows: 12, longest: 7)
    let network = try network(pairs, attends: true, threads: threads)
    let search = options(beam: beam, best: beam)
    let rows = Array(0..<12)
    let whole = try write(network, pairs, rows: rows, search)
    for row in rows {
      #expect(try write(network, pairs, rows: [row], search) == [whole[row]])
    }
    network.evaluationBatch = 5
    #expect(try write(network, pairs, rows: rows.reversed(), search) == whole.reversed())
  }

  @Test func askingForMoreNeverChangesTheFirst() throws {
    let pairs = try PairCase("n best", rows: 10)
    let network = try network(pairs, attends: true)
    let rows = Array(0..<10)
    let one = try write(network, pairs, rows: rows, options(beam: 6))
    let all = try write(network, pairs, rows: rows, options(beam: 6, best: 6))
    for (first, found) in zip(one, all) {
      #expect(found.first == first.first)
      #expect(Set(found.map(\.tokens)).count == found.count)
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
    }
  }

  @Test func aWrittenTextHeedsWhatIsAskedOfIt() throws {
    let pairs = try PairCase("heeds", rows: 10)
    let network = try network(pairs, attends: true)
    let rows = Array(0..<10)
    let begun = try write(
      network, pairs, rows: rows, options(beam: 3) { $0.prefix = "w2 w0" })
    let prefix = pairs.task.transform.ids("w2 w0")
    #expect(begun.allSatisfy { $0.first?.tokens.starts(with: prefix) == true })
    let varied = try write(
      network, pairs, rows: rows,
      options(beam: 3) {
        ($0.noRepeat, $0.maxLength) = (2, 9)
      })
    for text in varied.compactMap(\.first?.tokens) {
      let runs = zip(text, text.dropFirst()).map { [$0, $1] }
      #expect(Set(runs).count == runs.count)
    }
    let short = try write(network, pairs, rows: rows, options { $0.maxLength = 1 })
    #expect(short.allSatisfy { $0.first?.tokens.count == 1 })
  }

  @Test func onlyATextThatWouldHaveGoneOnIsCut() throws {
    let pairs = try PairCase("cut", rows: 10)
    let network = try network(pairs, attends: true)
    for row in 0..<10 {
      let free = try #require(
        try write(network, pairs, rows: [row], options { $0.maxLength = 40 }).first?.first)
      for most in 1...6 {
        let found = try #require(
          try write(network, pairs, rows: [row], options { $0.maxLength = most }).first?.first)
        #expect(found.tokens == Array(free.tokens.prefix(most)))
        #expect(found.isCut == (free.tokens.count > most))
      }
    }
  }

  @Test func textsThatReadTheSameAreOne() {
    var search = SourceSearch(options(beam: 4, best: 3), most: 3, steps: 1) { text in
      text.tokens.map { $0 == 5 ? "2" : String($0) }.joined()
    }
    let choice = { (row: Int, token: Int32, sum: Double) in
      SourceSearch.Choice(row: row, token: token, sum: sum)
    }
    // Tokens 2 and 5 are spelt alike, 3 is another one; 1 ends a text.
    let open = search.take([choice(0, 2, -0.1), choice(0, 5, -0.2), choice(0, 3, -0.3)], ends: 1)
    #expect(open == [0, 0, 0])
    _ = search.take([choice(0, 1, -0.4), choice(1, 1, -0.5), choice(2, 1, -0.6)], ends: 1)
    #expect(search.found.map(\.tokens) == [[2], [3]])
    #expect(search.found.first?.score == -0.2)
  }

  @Test func afterASegmentStepsAreTheTokensThatItJoins() throws {
    let pairs = try PairCase("segments", rows: 8, longest: 7)
    let model = try pairs.model(
      encoder: [PairCase.layer("segment", ["steps": .integer(2)]), PairCase.units("lstm", 3)],
      decoder: [stackElement("lstm", 5), stackElement("attend")])
    let network = Network(model, seed: 3, compute: Compute(threads: 1))
    // Which token of a step it is that is not known, nobody can say.
    #expect(network.tokensAStep == 2 && !network.copies)
    for row in 0..<8 {
      let found = network.alignment(
        of: [2], from: pairs.data.examples.inputs, row: row, pairs.task)
      let tokens = pairs.data.tokens[row].count
      #expect(found.steps.flatMap { Array($0) } == Array(0..<tokens))
      #expect(
        found.steps.count == found.weights[0].count && found.steps.last?.count == min(2, tokens))
    }
    let written = try write(network, pairs, rows: Array(0..<8), options(beam: 3))
    #expect(written.allSatisfy { $0[0].tokens.allSatisfy { $0 != 0 } })
  }

  @Test func memoryIsAskedForAllTextsOfAllSources() throws {
    let pairs = try PairCase("room", rows: 12)
    let network = try network(pairs, attends: true)
    let size = network.model.decodingSize(
      pairs.data.examples.inputs, Array(0..<12), options(beam: 100))
    #expect(size.rows == 600 && size.fed == AxisSize(steps: 1, total: 600))
    let narrow = network.model.decodingSize(
      pairs.data.examples.inputs, Array(0..<12), options(beam: 3))
    #expect(narrow.rows == 36)
  }

  @Test func whatIsNotKnownIsTheWordThatWasLookedAt() {
    let transform = KnownTask.text(["a", "b"]).transform
    let written = WrittenText(tokens: [2, 0, 3, 0], score: 0, isCut: false, origins: [0, 2, 1, 9])
    #expect(transform.text(written, source: ["x", "y", "Zebedee"]) == "a Zebedee b")
    #expect(transform.text(written) == "a b")
    #expect(transform.text(WrittenText(fixed: "as it is")) == "as it is")
  }

  @Test func lengthsAreBoundByThoseOfTheTrainingRows() {
    let bound = LengthBound((1...100).map { (read: $0, written: 2 * $0 + 1) })
    #expect(abs(bound.slope - 2) < 1e-9 && bound.most(read: 200) == 403)
    #expect(LengthBound([]).most(read: 10) == 70)
    #expect(LengthBound([(3, 4), (3, 4)]).most(read: 3) == 6)
  }
}
