// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EpochRankTests {
  private func result(loss: Double, accuracy: Double?, f1: Double = 0) -> EpochResult {
    EpochResult(
      epoch: 1, trainLoss: 5, validLoss: loss, validAccuracy: accuracy,
      validF1: accuracy.map { _ in f1 }, isBest: false)
  }

  @Test func ofEqualFiguresTheLowerLossIsBetter() throws {
    let ranks = [(0.4, 0.8), (0.3, 0.8), (0.9, 0.9), (0.1, 0.7)].compactMap { loss, accuracy in
      result(loss: loss, accuracy: accuracy).rank(by: "accuracy")
    }
    try #require(ranks.count == 4)
    #expect(ranks[1] < ranks[0] && ranks[2] < ranks[1] && ranks[0] < ranks[3])
    #expect(!(ranks[0] < ranks[0]))
  }

  @Test func aLossIsBetterWhenItIsLower() throws {
    let ranks = [0.4, 0.3].compactMap { result(loss: $0, accuracy: nil).rank(by: "loss") }
    try #require(ranks.count == 2)
    #expect(ranks[1] < ranks[0])
  }

  @Test func eachTaskHasAFigureOfItsOwn() {
    let figure = { (task: TargetTask) in task.ownFigure }
    #expect(figure(TargetTask(classes: 3)) == "accuracy")
    #expect(figure(TargetTask(.labels, classes: 3)) == "f1")
    #expect(figure(TargetTask(.phrases, classes: 3)) == "f1")
    #expect(figure(TargetTask(.next, classes: 3)) == "loss")
    let entities = Labels(fitting: ["B-X", "I-X", "O"])
    #expect(figure(TargetTask(.tags, labels: entities, scheme: .bio)) == "f1")
    let words = Labels(fitting: ["NN", "DT"])
    #expect(figure(TargetTask(.tags, labels: words, scheme: .bio)) == "accuracy")
  }

  @Test(arguments: TrainingOptions.figures)
  func aFigureThatIsNamedIsWatched(figure: String) {
    let task = TargetTask(classes: 3)
    #expect(trainingOptions(["by": .word(figure)]).watching(task).monitor == figure)
    #expect(trainingOptions().watching(task).monitor == "accuracy")
  }
}
