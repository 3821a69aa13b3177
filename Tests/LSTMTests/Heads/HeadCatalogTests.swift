// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Which head a target gets, and what it makes of its scores.
@Suite struct HeadCatalogTests {
  /// The head that a word after `output` makes for a target.
  private func head(
    _ shape: TargetShape, _ word: String = "auto", threshold: Double = 0.5
  ) throws(StackProblem) -> any Head {
    let arguments = Arguments(
      ["activation": .word(word), "threshold": .number(threshold)],
      for: OutputElement.entry.arguments)
    return try HeadCatalog.make(
      arguments, for: shape,
      at: HeadPlace(input: .vector(features: 3), index: 0, table: nil), isLeading: true)
  }

  @Test func takesTheHeadThatFits() throws {
    #expect(try head(TargetShape(.rows, .choice(2))) is SigmoidHead)
    #expect(try head(TargetShape(.rows, .choice(3))) is SoftmaxHead)
    #expect(try head(TargetShape(.rows, .choice(2)), "softmax") is SoftmaxHead)
    #expect(try head(TargetShape(.rows, .choices(5))) is SigmoidHead)
    #expect(try head(TargetShape(.steps, .choice(2))) is SoftmaxHead)
    #expect(try head(TargetShape(.steps, .choice(2)), "crf") is RandomFieldHead)
    // So small a vocabulary is one cluster.
    #expect(try head(TargetShape(.steps, .choice(9), isFed: true), "adaptive") is SoftmaxHead)
  }

  @Test func theHeadDecidesWidthAndLoss() throws {
    let two = try head(TargetShape(.rows, .choice(2)))
    #expect(two.width == 1 && two.lossName == "binary cross-entropy")
    #expect(two.score(of: 0) == (0, -1) && two.score(of: 1) == (0, 1))
    let many = try head(TargetShape(.rows, .choice(3)))
    #expect(many.width == 3 && many.lossName == "cross-entropy" && many.score(of: 2) == (2, 1))
  }

  @Test func whatATargetCannotHaveIsRefused() {
    let tags = TargetShape(.steps, .choice(3))
    let labels = TargetShape(.rows, .choices(3))
    expect("sigmoid", tags, .sigmoidNeedsTwoClasses(index: 0, classes: 3))
    expect("adaptive", tags, .adaptiveNeedsTokens(index: 0))
    expect("crf", TargetShape(.rows, .choice(3)), .crfNeedsTags(index: 0))
    expect("crf", TargetShape(.steps, .choice(3), isFed: true), .crfNeedsTags(index: 0))
    for word in ["softmax", "crf", "adaptive"] {
      expect(word, labels, .labelsNeedSigmoid(index: 0, activation: word))
    }
  }

  private func expect(_ word: String, _ shape: TargetShape, _ problem: StackProblem) {
    #expect(throws: problem, "\(word)") { try head(shape, word) }
  }

  /// What a head with weights of zero and some biases chooses, and what it thinks probable.
  private func answer(_ head: any Head, biases: [Float]) -> (ids: [Int32], values: [Float]) {
    let layout = { () -> (ParameterLayout, [ParameterSlot]) in
      var layout = ParameterLayout()
      let slots = layout.add(head.parameters(for: .vector(features: 3)), of: "output1")
      return (layout, slots)
    }()
    let values = Buffer(count: layout.0.count)
    for (at, bias) in biases.enumerated() { values.base[layout.1[1].offset + at] = bias }
    let stage = head.makeStage(
      Site(name: "output1", input: .vector(features: 3), slots: layout.1))
    let pass = Pass(
      compute: Compute(threads: 1), layouts: [BatchLayout(sortedLengths: [1])], inputs: [],
      values: values)
    let (features, block) = (Buffer(count: 3), Block())
    stage.answer(features.matrix(1, 3), nil, chooses: true, pass, into: block)
    return withExtendedLifetime(stage) { (block.ids, block.values.contents) }
  }

  @Test func aThresholdMovesTheChoiceOfTwo() throws {
    let shape = TargetShape(.rows, .choice(2))
    let usual = answer(try head(shape), biases: [0])
    #expect(usual.ids == [0] && usual.values == [0.5])
    #expect(answer(try head(shape, threshold: 0.5001), biases: [0]).ids == [0])
    #expect(answer(try head(shape, threshold: 0.3), biases: [0]).ids == [1])
    #expect(answer(try head(shape), biases: [0.01]).ids == [1])
  }

  @Test func eachLabelIsChosenByItself() throws {
    let found = answer(
      try head(TargetShape(.rows, .choices(4)), threshold: 0.5), biases: [-1, 0, 2, -0.1])
    #expect(found.ids == [0, 1, 1, 0])
  }

  @Test func theFirstOfEqualsIsChosen() throws {
    let found = answer(try head(TargetShape(.rows, .choice(3))), biases: [0, 1, 1])
    #expect(found.ids == [1])
  }
}
