// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EpochRankTests {
  private func result(loss: Double, accuracy: Double?) -> EpochResult {
    EpochResult(
      epoch: 1, trainLoss: 5,
      valid: [Figure("loss", loss)] + (accuracy.map { [Figure("accuracy", $0)] } ?? []))
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

  /// The lower of two is the better one, whatever its size; of equal ones the loss decides.
  @Test(arguments: MetricCatalog.entries.filter { $0.better == .lower }.map(\.name))
  func ofAFigureForWhichLessIsBetterTheLowerOneIs(figure: String) throws {
    let ranks = [(9.5, 0.1), (1.5, 0.9), (1.5, 0.2)].compactMap { value, loss in
      EpochResult(
        epoch: 1, trainLoss: 5,
        valid: figure == "loss"
          ? [Figure("loss", value)] : [Figure("loss", loss), Figure(FigureName(figure), value)]
      ).rank(by: FigureName(figure))
    }
    try #require(ranks.count == 3)
    #expect(ranks[0].figure == 9.5 && ranks[1] < ranks[0] && ranks[2] < ranks[0])
    #expect(figure == "loss" ? ranks[1] == ranks[2] : ranks[2] < ranks[1])
  }

  /// An epoch whose rows do not define a figure is worse than any that has it, and of two such the
  /// lower loss is better; an epoch that was not measured has no rank.
  @Test func anEpochThatLacksTheFigureIsTheWorst() throws {
    let lacking = try [0.1, 0.4].map {
      try #require(result(loss: $0, accuracy: 1).rank(by: "auc"))
    }
    let having = EpochResult(
      epoch: 1, trainLoss: 5, valid: [Figure("loss", 7), Figure("auc", 0)])
    let least = try #require(having.rank(by: "auc"))
    #expect(least < lacking[0] && lacking[0] < lacking[1])
    #expect(EpochResult(epoch: 1, trainLoss: 5).rank(by: "auc") == nil)
    #expect(result(loss: 0.1, accuracy: 1).rank(by: "intent.accuracy") == nil)
  }

  @Test func aTargetThatIsNamedHasARankOfItsOwn() throws {
    let result = EpochResult(
      epoch: 1, trainLoss: 5,
      valid: [
        Figure("loss", 3), Figure("accuracy", 0.2), Figure("intent.loss", 1),
        Figure("intent.accuracy", 0.5),
      ])
    let rank = try #require(result.rank(by: "intent.accuracy"))
    #expect(rank.figure == -0.5 && rank.loss == 1)
    #expect(result.ranked(by: "accuracy") == -0.2 && result.ranked(by: "loss") == 3)
  }

  @Test func eachTaskHasAFigureOfItsOwn() {
    let figure = { (task: any TargetTask) in task.leading.monitored.name }
    #expect(figure(ClassTask(.numbered(3))) == "accuracy")
    #expect(figure(LabelsTask(.numbered(3))) == "f1")
    #expect(figure(PhrasesTask()) == "f1")
    #expect(figure(NextTask(tokens: 3)) == "loss")
    #expect(figure(TagsTask(Labels(fitting: ["B-X", "I-X", "O"]), scheme: .bio)) == "f1")
    #expect(figure(TagsTask(Labels(fitting: ["NN", "DT"]), scheme: .bio)) == "accuracy")
  }

  @Test(arguments: TrainingOptions.figures)
  func aFigureThatIsNamedIsWatched(figure: String) {
    let targets = [Target(ClassTask(.numbered(3)), values: TokenColumn())]
    let name = FigureName(figure)
    #expect(trainingOptions(["by": .word(figure)]).watching(targets).monitor == name)
    #expect(targets.watchedFigures(monitored: name).contains(name))
    #expect(trainingOptions().watching(targets).monitor == "accuracy")
  }
}
