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
    #expect(
      network.answers(data.examples, rows: rows)?[0].probabilities == evaluation.probabilities)
  }

  @Test func predictionsAreTheMostProbable() throws {
    let rows = Array(0..<50)
    let evaluation = try #require(
      try network().evaluate(data.examples, rows: rows))
    for (chosen, shares) in zip(evaluation.chosen, evaluation.probabilities) {
      #expect(shares.count == 3 && shares[Int(chosen[0])] == shares.max())
    }
    let right = zip(evaluation.chosen, rows).filter { $0 == [data.classes[$1]] }.count
    #expect(evaluation.confusion.total == 50)
    #expect(evaluation.confusion.accuracy == Double(right) / 50)
    #expect(evaluation.figure("accuracy") == evaluation.confusion.accuracy)
    #expect(evaluation.figure("f1") == evaluation.confusion.f1(.macro))
    #expect(evaluation.figure("loss") == evaluation.loss)
  }

  /// Counted by hand as the evaluation of the CoNLL shared tasks counts: PER 1 of 2 predicted and 2 there,
  /// LOC 1 of 1 and 2, ORG 0 of 1 and 0.
  @Test func figuresOfEntityTagsAreOfEntities() {
    let names = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "B-MISC"]
    let rows = [
      (
        ["B-PER", "I-PER", "O", "B-LOC", "O", "O"],
        ["B-PER", "I-PER", "O", "B-LOC", "O", "B-ORG"]
      ), (["B-PER", "I-PER", "O", "B-LOC"], ["B-PER", "O", "O", "O"]),
    ]
    let labels = Labels(fitting: names)
    let numbers = { (tags: [String]) in tags.map { labels.number(of: $0) ?? 0 } }
    var tags = TokenColumn()
    for row in rows { tags.append(numbers(row.0)) }
    let target = Target(TagsTask(labels, scheme: .bio), values: tags)
    let answers = TagAnswers(tags: rows.map { numbers($0.1) }, losses: [0, 0])
    let found = Evaluation(
      rows: [0, 1], parts: [Evaluation.Part(target, answers, rows: [0, 1])])
    #expect(found.precision == 2.0 / 4 && found.recall == 2.0 / 4 && found.f1 == 0.5)
    #expect(found.figure("f1_micro") == found.f1)
    #expect(found.figure("precision_micro") == found.precision)
    // PER 1/2, LOC 2/3, ORG 0; MISC does not occur.
    let macro: [Double] = [7.0 / 18, 1.0 / 2, 1.0 / 3]
    for (name, right) in zip(["f1_macro", "precision_macro", "recall_macro"], macro) {
      #expect(abs((found.figure(FigureName(name)) ?? .nan) - right) < 1e-15)
    }
    #expect(abs((found.figure("f1_weighted") ?? .nan) - 7.0 / 12) < 1e-15)
    #expect(found.accuracy == 7.0 / 10)
  }

  /// No figure depends on which rows are measured in one pass.
  @Test(arguments: TaskCatalog.entries)
  func figuresDoNotDependOnTheBatch(entry: TaskEntry) throws {
    let task = try #require(KnownTask.all.first { $0.entry == entry })
    let target = KnownTask.target(of: task, along: data.column)
    let fed = [target.feed].compactMap { $0 }.filter(\.hasOwnSteps)
    let decoder =
      fed.isEmpty ? [] : [PairCase.layer("=>"), stackElement("embed", 4), stackElement("gru", 3)]
    let model = try Model(
      [stackElement("embed", 4), stackElement("gru", 3)] + decoder + [stackElement("output")],
      inputs: [InputShape(.tokens(vocabulary: LayerCase.vocabulary))]
        + fed.map { _ in .fed(vocabulary: task.shape.count) },
      targets: [target].shapes)
    let examples = Examples([data.column] + fed, [target])
    let network = Network(model, seed: 1, compute: Compute(threads: 2))
    let rows = Array(0..<300)
    let whole = try #require(network.evaluate(examples, rows: rows))
    var (loss, weights) = (0.0, 0.0)
    for row in rows {
      let one = try #require(network.evaluate(examples, rows: [row]))
      // Of transcripts each symbol counts, of those that fit in their steps.
      let isTranscript = target.task is any Transcribing
      let own = one.parts[0].tallies.compactMap { $0 as? LossSum }.first?.count ?? 0
      let weight =
        isTranscript
        ? Double(own)
        : entry.isPerStep
          ? Double(data.column.length(of: row)) : fed.first.map { Double($0.length(of: row)) } ?? 1
      loss += one.loss * weight
      weights += weight
      let place = rows.firstIndex(of: row) ?? 0
      #expect(
        one.probabilities.first
          == (whole.probabilities.isEmpty ? nil : whole.probabilities[place]))
      #expect(one.chosen.first == (whole.chosen.isEmpty ? nil : whole.chosen[place]))
      #expect(one.numbers.first == (whole.numbers.isEmpty ? nil : whole.numbers[place]))
    }
    #expect(abs(whole.loss - loss / weights) < 1e-12)
    // The same sums in the same order.
    for size in [1, 7, 64] {
      network.evaluationBatch = size
      let other = try #require(network.evaluate(examples, rows: rows))
      #expect(other.loss == whole.loss)
      for metric in task.metrics {
        #expect(other.leading.figure(metric.name) == whole.leading.figure(metric.name))
      }
    }
  }

  @Test func theFirstOfEqualsIsMostProbable() {
    #expect(ClassAnswers.mostProbable([0.2, 0.4, 0.4]) == 1)
    #expect(ClassAnswers.mostProbable([0.5, 0.5]) == 0)
    #expect(ClassAnswers.mostProbable([]) == 0)
  }

  @Test func twoClassesHaveTwoProbabilities() throws {
    let shares = try #require(
      try network(classes: 2).answers(
        [data.column], rows: [0, 1], for: [ClassTask(.numbered(2))])?[0].probabilities)
    #expect(shares.allSatisfy { $0.count == 2 && abs($0[0] + $0[1] - 1) < 1e-6 })
  }

  @Test func stopsBetweenBatches() throws {
    let network = try network()
    var asked = 0
    let stopped = network.answers(data.examples, rows: data.rows) {
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
    #expect(evaluation.loss == 0 && evaluation.chosen.isEmpty)
    #expect(evaluation.confusion.accuracy == 0)
  }

  private func network(classes: Int = 3) throws -> Network {
    let stack = [stackElement("embed", 4), stackElement("bigru", 3), stackElement("output")]
    let model = try Model(
      stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: classes)
    return Network(model, seed: 1, compute: Compute(threads: 2))
  }
}
