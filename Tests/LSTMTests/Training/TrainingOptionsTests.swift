// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TrainingOptionsTests {
  @Test func defaultsAreThoseOfTheLanguage() {
    let options = trainingOptions()
    #expect(options.epochs == 10 && options.batch == 32 && options.patience == 0)
    #expect(options.keep == .best && options.monitor == nil)
    #expect(options.clipping == GradientClipping(norm: 5, value: 0))
    #expect(options.penalty.isZero)
  }

  @Test func settingsAreTaken() {
    let options = trainingOptions([
      "epochs": .integer(3), "batch": .integer(7), "patience": .integer(2), "keep": .word("last"),
      "by": .word("f1"), "clip": .number(0), "clip_value": .number(0.5), "l1": .number(0.1),
      "l2": .number(0.2),
    ])
    #expect(options.epochs == 3 && options.batch == 7 && options.patience == 2)
    #expect(options.keep == .last && options.monitor == "f1")
    #expect(options.clipping == GradientClipping(norm: 0, value: 0.5))
    #expect(options.penalty == Penalty(l1: 0.1, l2: 0.2))
  }

  @Test func everyDefaultIsAllowed() {
    for spec in TrainingOptions.arguments {
      let value = spec.defaultValue
      #expect(value.map { (try? spec.accept($0)) == value } == true, "\(spec.name)")
      #expect(!spec.help.isEmpty)
    }
  }

  /// The fallback is a loss, so it is not turned with the figure that it stands for.
  @Test(arguments: ["loss", "accuracy", "f1"])
  func aRankedFigureIsLowerWhenItIsBetter(monitor: String) {
    let options = trainingOptions(["by": .word(monitor)])
    func result(_ loss: Double, accuracy: Double?) -> EpochResult {
      let figures = accuracy.map {
        [Figure("loss", 1 - $0), Figure("accuracy", $0), Figure("f1", $0)]
      }
      return EpochResult(epoch: 1, trainLoss: loss, valid: figures ?? [])
    }
    let watched = [0.5, 0.6].map { options.rank(result(1, accuracy: $0)) }
    #expect(watched[1] < watched[0])
    let unwatched = [2, 1].map { options.rank(result($0, accuracy: nil)).figure }
    #expect(unwatched == [2, 1])
  }
}
