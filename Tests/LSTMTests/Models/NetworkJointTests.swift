// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Networks that answer together.
@Suite struct NetworkJointTests {
  private func networks(
    _ models: [Model], bound: Float = 1
  ) -> [Network] {
    models.enumerated().map { index, model in
      let network = Network(model, compute: Compute(threads: 1))
      var random = RandomValues("joint \(index)")
      network.weights.copy(from: random.floats(model.layout.count, bound: bound))
      return network
    }
  }

  private func joint(_ networks: [Network]) -> Network {
    .joint(networks[0], Array(networks.dropFirst()))
  }

  /// What a network answers for a batch of some rows: the values of the leading head and the losses.
  private func answers(
    _ network: Network, _ examples: Examples, _ rows: [Int]
  ) -> (values: [Float], losses: [Double], choices: [Int32]) {
    let batch = Batch(
      PassSize(examples.inputs, rows: rows, batch: rows.count, isTraining: false),
      for: network.model)
    batch.fill(examples.inputs, rows: rows[...])
    let (aims, answer) = (network.model.answers(), network.model.answers())
    examples.gather(batch, network.model.heads.map(\.shape), into: aims)
    network.answer(batch, aims: aims, chooses: true, into: answer)
    return (answer[0].values.contents, Array(answer[0].ownLosses), answer[0].ids)
  }

  /// Of each task whose heads can be joined the values are the means, and the losses those of these.
  @Test func whatTheyAnswerIsTheMean() throws {
    let pairs = try PairCase("joint", rows: 9, longest: 6)
    let models = [
      try pairs.model(decoder: [stackElement("lstm", 5), stackElement("attend")]),
      try pairs.model(
        encoder: [PairCase.layer("segment", ["steps": .integer(2)]), PairCase.units("gru", 3)],
        decoder: [stackElement("gru", 4)]),
    ]
    let all = networks(models)
    let rows = Array(0..<9)
    let found = answers(joint(all), pairs.data.examples, rows)
    let own = all.map { answers($0, pairs.data.examples, rows) }
    for at in found.values.indices {
      #expect(abs(found.values[at] - (own[0].values[at] + own[1].values[at]) / 2) < 1e-5)
    }
    for at in found.losses.indices {
      let share = own.reduce(0) { $0 + exponential(-$1.losses[at]) } / 2
      #expect(abs(exponential(-found.losses[at]) - share) < 1e-5)
    }
    #expect(own[0].choices != own[1].choices)
  }

  /// Classes, labels, tags, tokens and texts: probabilities are means, and so are the figures that follow.
  @Test(arguments: try TaskCase.all().filter { $0.model.heads.allSatisfy(\.canBeJoined) })
  func anyTaskIsAnsweredWithTheMean(one: TaskCase) throws {
    let all = networks([one.model, one.model, one.model])
    let found = answers(joint(all), one.examples, one.rows)
    let own = all.map { answers($0, one.examples, one.rows) }
    #expect(own[0].values != own[1].values)
    for at in found.values.indices {
      let mean = own.reduce(0) { $0 + $1.values[at] } / 3
      #expect(abs(found.values[at] - mean) < 1e-5)
    }
    let whole = try #require(joint(all).evaluate(one.examples, rows: one.rows))
    for part in whole.parts {
      #expect(part.loss.isFinite)
      for metric in part.task.metrics where metric.entry.unit == .share {
        #expect((0...1).contains(part.figure(metric.name) ?? 0), "\(metric.name)")
      }
    }
  }

  /// Numbers are means themselves.
  @Test func numbersAreMeans() throws {
    for one in NumberCase.all where one.model.heads.allSatisfy(\.canBeJoined) {
      let all = networks([one.model, one.model])
      let found = one.answers(joint(all), one.rows)
      let own = all.map { one.answers($0, one.rows) }
      for row in one.rows {
        let (first, second) = (own[0][row]?.values ?? [], own[1][row]?.values ?? [])
        let means = zip(first, second).map { ($0 + $1) / 2 }
        for (value, mean) in zip(found[row]?.values ?? [], means) {
          #expect(abs(value - mean) <= 1e-5 * max(1, abs(mean)), "\(one.testDescription)")
        }
      }
    }
  }

  @Test func alikeTheyAnswerAsOne() throws {
    let pairs = try PairCase("alike", rows: 6)
    let model = try pairs.model(decoder: [stackElement("lstm", 5), stackElement("attend")])
    let one = networks([model])[0]
    let inputs = pairs.data.examples.inputs
    var search = SearchOptions()
    search.beam = 3
    let write = { (network: Network) in
      (network.answers(inputs, rows: Array(0..<6), for: [pairs.task], search: search)?.first
        as? TextAnswers)?.written.map { $0.map(\.tokens) }
    }
    #expect(write(joint([one, one, one])) == write(one))
  }

  /// The score of a text is the mean of the logarithms of the mean probabilities of its tokens.
  @Test func theySearchTogether() throws {
    let pairs = try PairCase("search", rows: 8, longest: 5)
    let models = [
      try pairs.model(decoder: [stackElement("lstm", 5), stackElement("attend")]),
      try pairs.model(decoder: [stackElement("gru", 4), stackElement("attend")]),
    ]
    let network = joint(networks(models, bound: 1.5))
    var search = SearchOptions()
    (search.beam, search.maxLength) = (4, 5)
    let rows = Array(0..<8)
    let answers = network.answers(
      pairs.data.examples.inputs, rows: rows, for: [pairs.task], search: search)
    let written = try #require(answers?.first as? TextAnswers).written
    let mark = try #require(pairs.task.transform.mark)
    for row in rows {
      let text = try #require(written[row].first)
      var (source, feed, values) = (TokenColumn(), TokenColumn(), TokenColumn())
      source.append(pairs.data.tokens[row])
      feed.append([mark] + text.tokens)
      values.append(text.tokens + [mark])
      (feed.hasOwnSteps, feed.vocabulary) = (true, pairs.task.shape.count)
      let target = Target(pairs.task, values: values, feed: feed)
      let found = try #require(network.evaluate(Examples([source, feed], [target]), rows: [0]))
      let mean = -found.leading.answers.losses[0] / Double(text.tokens.count + 1)
      #expect(abs(mean - text.score) < 1e-4)
    }
    // What is written of a source does not depend on the others.
    let alone = network.answers(
      pairs.data.examples.inputs, rows: [5], for: [pairs.task], search: search)
    #expect((alone?.first as? TextAnswers)?.written.first == written[5])
  }

  @Test func onlyHeadsThatScorePlaceByPlaceAreJoined() throws {
    let model = { (output: StackElement, target: TargetShape) throws in
      try Model(
        [stackElement("embed", 3), stackElement("lstm", 3), output],
        input: .tokens(vocabulary: 9), targets: [NamedShape(name: "", target)])
    }
    let joins = { (model: Model) in model.heads.map(\.canBeJoined) }
    #expect(joins(try model(stackElement("output"), TargetShape(.rows, .choice(3)))) == [true])
    #expect(joins(try model(stackElement("output"), TargetShape(.steps, .choice(3)))) == [true])
    let entry = try #require(LayerCatalog.entry("output"))
    let field = StackElement(
      entry, Arguments(["activation": .word("crf")], for: entry.arguments))
    #expect(joins(try model(field, TargetShape(.steps, .choice(3)))) == [false])
  }
}
