// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// An encoder, a decoder and an output with one table of vectors.
@Suite struct SharedVectorsTests {
  enum Design: String, CaseIterable {
    case two, three, beside

    var isTied: Bool { self == .three }
  }

  private func data(shared: Bool = true) throws -> Dataset {
    var rows: [[String]] = []
    for row in 0..<10 {
      let text = { (step: Int) in
        (0...(row * step) % 4).map { "w\((row * step + $0) % 5)" }.joined(separator: " ")
      }
      rows.append([text(1), text(3)])
    }
    let builder = DatasetBuilder(
      textColumn: "source",
      targets: [
        TargetRole(
          "target", TextTask.entry, ["tokens": .word("blank"), "shared": .boolean(shared)])
      ],
      options: TextOptions(tokens: "blank"),
      split: .inOrder(try SplitRatio(train: 100, valid: 0, test: 0)))
    return try builder.build(
      from: try Table(columns: ["source", "target"], rows: rows), shuffler: TestShuffler())
  }

  private func embed(_ units: Int = 4, _ more: [String: ArgumentValue] = [:]) -> StackElement {
    PairCase.layer("embed", more.merging(["units": .integer(units)]) { $1 })
  }

  private func stack(
    _ first: StackElement, _ second: StackElement, output: [String: ArgumentValue] = [:]
  ) -> [StackElement] {
    [
      first, PairCase.units("bilstm", 3), PairCase.layer("=>"), second,
      PairCase.units("lstm", 4), PairCase.layer("attend", ["units": .integer(4)]),
      PairCase.layer("output", output),
    ]
  }

  private func model(_ design: Design, _ data: Dataset) throws -> Model {
    var second = embed(4, ["tied": .boolean(true)])
    if design == .beside { second.joined = [embed(2)] }
    return try Model(
      stack(embed(), second, output: ["tied": .boolean(design.isTied)]),
      inputs: data.inputShapes, targets: data.shapes)
  }

  @Test(arguments: Design.allCases)
  func theGradientsOfTheTableAddUp(_ design: Design) throws {
    let data = try data()
    let network = Network(
      try model(design, data), seed: 3, compute: Compute(threads: 1))
    network.expectGradients(of: data, rows: Array(0..<8), design.rawValue)
  }

  @Test func theTableIsThereOnce() throws {
    let data = try data()
    let model = try model(.three, data)
    let names = model.layout.slots.map(\.name)
    #expect(names.filter { $0.hasPrefix("embed") } == ["embed1.weight"])
    #expect(names.filter { $0.hasPrefix("output") } == ["output1.bias"])
    let own = try Model(
      stack(embed(), embed()), inputs: data.inputShapes, targets: data.shapes)
    let words = data.task.shape.count
    #expect(own.layout.parameterCount == model.layout.parameterCount + 2 * 4 * words)
    #expect(model.layers.first { $0.name == "embed2" }?.tiedTo == "embed1")
    #expect(model.layers.first { $0.name == "embed1" }?.tiedTo == nil)
    // Those that score tokens begin small, and all alike.
    let weights = Network(model, seed: 1, compute: Compute(threads: 1))
      .values(of: model.layout.slots[0])
    let most = weights.map(abs).max() ?? 0
    #expect(most > 0.5 && most <= Float(3).squareRoot() / 2)
  }

  @Test(arguments: Design.allCases)
  func aPlannedStepAllocatesNothing(_ design: Design) throws {
    let data = try data()
    let model = try model(design, data)
    try expectNoAllocations(
      inFirstStepOf: { Network(model, seed: 3, compute: Compute(threads: 1)) }, on: data.examples)
  }

  @Test func aModelFileHasTheTableOnce() throws {
    let data = try data()
    let network = Network(try model(.three, data), seed: 3, compute: Compute(threads: 1))
    let second = embed(4, ["tied": .boolean(true)])
    let saved = SavedModel(
      description: SavedModel.Description(
        stack: stack(embed(), second, output: ["tied": .boolean(true)]).map { SavedLayer($0) },
        inputs: SavedInputs(data), targets: data.targets.map { SavedTarget($0) }, script: "",
        dataFingerprint: "", keptEpoch: 1), network: network)
    let bytes = try ModelFile.encode(saved)
    let loaded = try ModelFile.decode(bytes, compute: Compute(threads: 1))
    #expect(try ModelFile.encode(loaded) == bytes)
    #expect(loaded.network.model.layout == network.model.layout)
    let rows = Array(0..<10)
    let one = try #require(network.evaluate(data.examples, rows: rows, writing: .greedy))
    let other = try #require(loaded.network.evaluate(data.examples, rows: rows, writing: .greedy))
    #expect(one.leading.answers.losses == other.leading.answers.losses)
  }

  @Test func tablesThatCannotBeSharedAreRefused() throws {
    let (shared, own) = (try data(), try data(shared: false))
    func expect(_ problem: StackProblem, _ elements: [StackElement], _ data: Dataset) {
      #expect(throws: problem) {
        try Model(elements, inputs: data.inputShapes, targets: data.shapes)
      }
    }
    let tied = embed(4, ["tied": .boolean(true)])
    expect(.tiedEmbedNeedsShared(index: 3), stack(embed(), tied), own)
    expect(.tiedEmbedDiffers(index: 3, units: 4, first: 5), stack(embed(5), tied), shared)
    expect(.tiedEmbedNeedsDecoder(index: 0), stack(tied, embed()), shared)
    expect(
      .tiedEmbedIsFixed(index: 3), stack(embed(4, ["tune": .boolean(false)]), tied), shared)
    expect(
      .tiedEmbedIsFixed(index: 3),
      stack(embed(), embed(4, ["tied": .boolean(true), "tune": .boolean(false)])), shared)
  }
}
