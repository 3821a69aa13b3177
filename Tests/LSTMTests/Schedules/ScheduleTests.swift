// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ScheduleTests {
  /// The factors of a schedule over some epochs of ten steps.
  private func factors(
    _ name: String, _ settings: [String: ArgumentValue] = [:], epochs: Int = 4,
    history: [Double] = []
  ) throws -> [Double] {
    let entry = try #require(ScheduleCatalog.entry(name))
    let schedule = entry.make(Arguments(settings, for: entry.arguments))
    return (0..<epochs * 10).map { step in
      schedule.factor(
        at: SchedulePoint(
          step: step, steps: epochs * 10, epoch: Double(step) / 10,
          history: history.prefix(step / 10).map { EpochRank(figure: $0, loss: 0) }))
    }
  }

  /// One factor an epoch: that of its first step.
  private func byEpoch(_ factors: [Double]) -> [Double] {
    stride(from: 0, to: factors.count, by: 10).map { factors[$0] }
  }

  @Test func aConstantStays() throws {
    #expect(try Set(factors("constant")) == [1])
  }

  @Test func stepsFallEverySoManyEpochs() throws {
    let every = try factors("step", ["every": .integer(2), "decay": .number(0.5)], epochs: 6)
    #expect(byEpoch(every) == [1, 1, 0.5, 0.5, 0.25, 0.25])
    // Zaremba and others: four epochs at the full rate, then halved after each.
    let zaremba = try factors(
      "step", ["after": .integer(4), "decay": .number(0.5)], epochs: 7)
    #expect(byEpoch(zaremba) == [1, 1, 1, 1, 0.5, 0.25, 0.125])
  }

  @Test func anExponentialFallsByAFactorAnEpoch() throws {
    let found = byEpoch(try factors("exponential", ["decay": .number(0.8)]))
    for (epoch, factor) in found.enumerated() {
      let expected = (0..<epoch).reduce(1.0) { product, _ in product * 0.8 }
      #expect(abs(factor - expected) < 1e-12)
    }
  }

  @Test func aCosineFallsToItsFloor() throws {
    let found = try factors("cosine", ["floor": .number(0.1)])
    // In the step after the last it would be there.
    #expect(found[0] == 1 && found[39] > 0.1 && found[39] < 0.102)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 > $1 })
    // Half way it is half way.
    #expect(abs(found[20] - 0.55) < 1e-12)
  }

  @Test func oneCycleRisesAndFalls() throws {
    let found = try factors("onecycle")
    let top = try #require(found.indices.max { found[$0] < found[$1] })
    #expect(abs(found[0] - 0.04) < 1e-12 && abs(found[39] - 4e-6) < 1e-12)
    #expect(top == 11 && found[top] == 1)
  }

  @Test func aPlateauFallsWhenNothingGetsBetter() throws {
    let history = [3, 2, 2.5, 2.5, 1, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]
    let found = byEpoch(
      try factors(
        "plateau", ["wait": .integer(1), "floor": .number(0.2)], epochs: 12, history: history))
    #expect(found == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2])
  }

  @Test func aListGivesEachEpochItsFactor() throws {
    let found = byEpoch(try factors("list", ["factors": .numbers([1, 0.5, 0.1])], epochs: 5))
    #expect(found == [1, 0.5, 0.1, 0.1, 0.1])
  }

  @Test func theRangeTestRisesByTheSameFactor() throws {
    let found = try factors("range_test", ["low": .number(0.01), "high": .number(100)])
    #expect(abs(found[0] - 0.01) < 1e-12 && abs(found[39] - 100) < 1e-9)
    let ratios = zip(found.dropFirst(), found).map { $0 / $1 }
    #expect(ratios.allSatisfy { abs($0 - ratios[0]) < 1e-9 })
  }

  @Test func theRangeTestRisesWhicheverShareIsLower() throws {
    let turned = try factors("range_test", ["low": .number(10), "high": .number(0.1)])
    #expect(turned == (try factors("range_test", ["low": .number(0.1), "high": .number(10)])))
    let level = try factors("range_test", ["low": .number(2), "high": .number(2)])
    #expect(level.allSatisfy { $0 == 2 })
  }

  @Test(arguments: ScheduleCatalog.entries.indices)
  func everyEntryIsWhole(index: Int) throws {
    let entry = ScheduleCatalog.entries[index]
    #expect(!entry.summary.isEmpty && ScheduleCatalog.entry(entry.name)?.name == entry.name)
    for spec in entry.arguments {
      #expect(!spec.help.isEmpty)
      #expect(spec.defaultValue.map { (try? spec.accept($0)) == $0 } ?? true, "\(spec.name)")
    }
    #expect(try factors(entry.name).allSatisfy { $0 >= 0 && $0.isFinite })
  }
}
