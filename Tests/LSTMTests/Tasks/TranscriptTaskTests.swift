// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TranscriptTaskTests {
  private let data = TinyData("transcripts", lengths: (0..<12).map { $0 * 5 % 9 + 4 }, classes: 3)
  private let task = KnownTask.transcript(["a", "b", "c"])

  private func model(_ layers: [StackElement], of target: Target) throws -> Model {
    try Model(
      [stackElement("embed", 6)] + layers + [stackElement("output")],
      input: .tokens(vocabulary: LayerCase.vocabulary), targets: [target].shapes)
  }

  /// Rule 5: the blank is inside of the head: it is no symbol, has no number and nobody reads it.
  @Test func theBlankIsNoSymbol() throws {
    let target = KnownTask.transcripts(along: data.column, of: task)
    let model = try model([stackElement("lstm", 6)], of: target)
    #expect(task.shape.count == 4 && model.heads[0].shape.count == 4)
    #expect(model.heads[0].output.features == 5)
    let network = Network(model, seed: 2, compute: Compute(threads: 1))
    let examples = Examples([data.column], [target])
    let rows = Array(data.rows.indices)
    let found = network.evaluate(examples, rows: rows)?.leading.answers as? TranscriptAnswers
    let written = try #require(found).written
    #expect(written.flatMap { $0 }.flatMap(\.tokens).allSatisfy { (0..<4).contains($0) })
  }

  @Test(arguments: [1, 3, 12])
  func batchesAndThreadsChangeNoAnswer(batch: Int) throws {
    let target = KnownTask.transcripts(along: data.column, of: task)
    let model = try model([stackElement("bilstm", 5), stackElement("segment", 2)], of: target)
    let examples = Examples([data.column], [target])
    let rows = Array(data.rows.indices)
    var search = SearchOptions()
    (search.beam, search.best) = (6, 3)
    let answers = { (threads: Int, batch: Int) -> TranscriptAnswers? in
      let network = Network(model, seed: 2, compute: Compute(threads: threads))
      network.evaluationBatch = batch
      return network.evaluate(examples, rows: rows, writing: search)?.leading.answers
        as? TranscriptAnswers
    }
    let expected = try #require(answers(1, 128))
    for threads in 1...3 {
      let found = try #require(answers(threads, batch))
      #expect(found.written == expected.written && found.losses == expected.losses)
      #expect(found.blanks == expected.blanks && found.lossSum == expected.lossSum)
    }
  }

  /// Rule 4: rows whose transcripts do not fit in the steps that the model leaves do not train.
  @Test func rowsThatDoNotFitAreLeftOut() throws {
    var values = TokenColumn()
    for row in data.rows.indices {
      values.append(
        row == 3 ? Array(repeating: 1, count: data.column.length(of: 3) / 2 + 1) : [1, 2])
    }
    let target = Target(task, values: values)
    let model = try model([stackElement("lstm", 6)], of: target)
    let examples = Examples([data.column], [target])
    let rows = Array(data.rows.indices)
    let needed = 2 * (data.column.length(of: 3) / 2 + 1) - 1
    let found = model.misfits(of: examples, rows)
    #expect(
      found.map(\.row) == (needed > data.column.length(of: 3) ? [3] : [])
        && found.allSatisfy { $0.needed == needed })
    let shorter = try self.model(
      [stackElement("lstm", 6), stackElement("segment", 4)], of: target)
    let misfits = shorter.misfits(of: examples, rows)
    #expect(misfits.contains { $0.row == 3 } && misfits.allSatisfy { $0.needed > $0.steps })
    #expect(shorter.fittingRows(of: examples, rows).count == rows.count - misfits.count)
  }

  /// Rule 6: the shortest rows come first in the first epoch, and only there.
  @Test func theFirstEpochBeginsWithTheShortest() throws {
    let target = KnownTask.transcripts(along: data.column, of: task)
    let examples = Examples([data.column], [target])
    let settings = Arguments(["batch": .integer(3)], for: TrainingOptions.arguments)
    let options = TrainingOptions(
      optimizer: SGD.entry, optimizerArguments: Arguments(for: SGD.entry.arguments),
      settings: settings, seed: 4)
    let rows = Array(data.rows.indices)
    var batches = examples.batches(of: rows, shapes: [task.shape], options)
    let lengths = { (epoch: Int) -> [Int] in
      batches.begin(epoch: epoch)
      let batch = Batch(batches.size)
      return (0..<batches.count).flatMap { index -> [Int] in
        batches.fill(batch, [Block()], at: index, piece: 0)
        return batch.layout.lengths.reversed()
      }
    }
    let first = lengths(1)
    #expect(first == first.sorted() && first.count == rows.count)
    #expect(lengths(2) != first)
    #expect(
      batches.losses(in: batches.count).places
        == rows.reduce(0) { $0 + max(1, target.values.length(of: $1)) })
  }

  @Test func savedTasksReadTheSameTexts() {
    #expect(task.reference("  a b\tq ") == "a b q")
    #expect(task.likeness("abc", "abc") == 100 && task.likeness("", "abc") == 0)
    #expect(task.likeness("", "") == 100 && task.likeness("abd", "abc") > 60)
  }

  @Test func aTranscriptIsReadOffTheStepsWithoutADecoder() throws {
    let target = KnownTask.transcripts(along: data.column, of: task)
    #expect(throws: StackProblem.transcriptHasDecoder(index: 2)) {
      try model(
        [stackElement("lstm", 6), PairCase.layer("=>"), stackElement("lstm", 6)], of: target)
    }
    #expect(throws: StackProblem.transcriptNeedsSteps(index: 2)) {
      try model([stackElement("max")], of: target)
    }
  }
}
