// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SegmentLayerTests {
  private let two = stackElement("segment", ["steps": .integer(2)])
  private let series = FlowType.sequence(features: 1)

  private func model(
    _ stack: [StackElement], _ input: FlowType, target: NamedShape = .classes(3)
  ) throws(StackProblem) -> Model {
    try Model(stack + [stackElement("output")], input: input, target: target)
  }

  /// Goes through the layers of a model, whose last gives what is looked at.
  private func output(_ model: Model, _ column: NumberColumn, rows: [Int]) -> [Float] {
    let network = Network(model, seed: 1, compute: Compute(threads: 1))
    let stages = StageRuns(model)
    return withExtendedLifetime(stages) {
      stages.forward(network.pass(Batch(column, rows: rows))).contents
    }
  }

  @Test func segmentsEndAtTheLastStep() throws {
    var column = NumberColumn(features: 1)
    for row: [Float] in [[1, 2, 3, 4, 5], [6, 7], [8]] { column.append(row) }
    let three = stackElement("segment", ["steps": .integer(3)])
    // The first segments of all rows, then the second of the longest.
    let whole = try model([two, stackElement("mean")], series)
    #expect(whole.layers.map(\.output.description) == ["seq[1]", "seq[2]", "vector[2]"])
    #expect(output(whole, column, rows: [0, 1, 2]) == [2, 3, 6, 7, 0, 8])
    #expect(
      output(try model([three, stackElement("last")], series), column, rows: [2, 0, 1])
        == [3, 4, 5, 0, 6, 7, 0, 0, 8])
    // Five steps are three segments of two, and these are two.
    let twice = try model([two, two, stackElement("ends")], series)
    #expect(output(twice, column, rows: [0]) == [0, 0, 0, 1, 2, 3, 4, 5])
  }

  @Test func aTypeHasItsOwnAxis() throws {
    let own = try model([two, stackElement("lstm", 3), two, stackElement("max")], series)
    #expect(own.layers.map(\.output.axis?.number) == [0, 1, 1, 2, nil])
    #expect(
      own.axes == [
        .leading, .derived(from: .leading, every: 2), .derived(from: Axis(number: 1), every: 2),
      ])
    #expect(own.steps(toOneOf: Axis(number: 2)) == 4)
  }

  /// The last of the reverse direction is at the first step, which the first segment has.
  @Test func eachDirectionKeepsItsOwnLast() throws {
    let own = try model([stackElement("bilstm", 3), two], .sequence(features: 2))
    #expect(own.layers[2].output == .sequence(features: 12, backward: 6, axis: Axis(number: 1)))
    let data = TinyData("directions", lengths: [5, 4, 1], classes: 3)
    let plain = try model([stackElement("bilstm", 3)], .sequence(features: 2))
    let (cut, last) = (
      output(own, data.numbers, rows: data.rows), output(plain, data.numbers, rows: data.rows)
    )
    for row in data.rows {
      // Two steps of three units forward, then two of three units in reverse.
      #expect(cut[row * 12 + 3..<row * 12 + 6] == last[row * 6..<row * 6 + 3])
      let first = data.numbers.length(of: row) % 2 == 0 ? 6 : 9
      #expect(
        cut[row * 12 + first..<row * 12 + first + 3] == last[row * 6 + 3..<row * 6 + 6])
    }
  }

  @Test func aPlanHasRoomForEveryBatch() {
    let size = PassSize(rows: 3, steps: 7, total: 15, isTraining: true)
    #expect(size.every(2) == PassSize(rows: 3, steps: 4, total: 9, isTraining: true))
    #expect(PassSize(rows: 0, steps: 0, total: 0, isTraining: true).every(3).total == 0)
    let single = PassSize(rows: 4, steps: 1, total: 4, isTraining: true)
    #expect(single.every(5) == single)
    var layout = BatchLayout(sortedLengths: [])
    layout.fill(every: 2, of: BatchLayout(sortedLengths: [7, 5, 3]))
    #expect(layout.lengths == [4, 3, 2] && layout.total == 9)
  }

  @Test func fewerStepsTakeLessTime() throws {
    let data = TinyData("times", lengths: [9, 8, 7], classes: 3)
    let seconds = try [[two], []].map { (first: [StackElement]) in
      TimeEstimate(
        try model(
          [stackElement("embed", 4)] + first + [stackElement("lstm", 30)], TinyData.inputs[0].flow),
        data.examples, trainRows: data.rows, validRows: [], options: trainingOptions(), threads: 1
      ).seconds
    }
    #expect(seconds[0] < seconds[1])
  }

  @Test func whatDoesNotFitIsRefused() {
    let embed = stackElement("embed", 4)
    let text = TinyData.inputs[0].flow
    for target in [NamedShape.tags(3), .next(3)] {
      #expect(throws: StackProblem.stepsAfterSegment(index: 1)) {
        try model([embed, two, stackElement("lstm", 3)], text, target: target)
      }
    }
    #expect(throws: StackProblem.innerSegment(index: 2)) {
      var joined = stackElement("lstm", 3)
      joined.joined = [two]
      return try model([embed, joined], text)
    }
    #expect(throws: StackProblem.innerSegment(index: 2)) {
      var chars = stackElement("chars")
      chars.inner = [embed, two]
      return try model([chars], text)
    }
  }
}
