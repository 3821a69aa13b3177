// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ArgumentKeyTests {
  private enum Side: String, CaseIterable {
    case left, right
  }

  private let units = ArgumentKey.integer("units", 4...100, default: nil, help: "")
  private let rate = ArgumentKey.number("rate", .from(0, below: 1), default: 0.5, help: "")
  private let time = ArgumentKey.duration("time", default: 60, help: "")
  private let isOn = ArgumentKey.boolean("on", default: true, help: "")
  private let title = ArgumentKey.text("title", default: "none", help: "")
  private let side = ArgumentKey<Side>.choice("side", default: .right, help: "")
  private let other = ArgumentKey.choice("other", of: Side.self, else: "auto", help: "")
  private let file = ArgumentKey.path("file", or: ["english"], help: "")
  private let factors = ArgumentKey.numbers("factors", .atLeast(0), help: "")
  private let weights = ArgumentKey.numbers("weights", .atLeast(0), or: "none", "auto", help: "")
  private let names = ArgumentKey.words("names", help: "")

  private var specs: [ArgumentSpec] {
    [
      units.spec, rate.spec, time.spec, isOn.spec, title.spec, side.spec, other.spec, file.spec,
      factors.spec, weights.spec, names.spec,
    ]
  }

  @Test func whatIsGivenIsReadAsItsType() {
    let given: [String: ArgumentValue] = [
      "units": .integer(8), "rate": .number(0.25), "time": .number(5), "on": .boolean(false),
      "title": .word("a b"), "side": .word("left"), "other": .word("left"), "file": .word("x.txt"),
      "factors": .numbers([1, 2]), "weights": .numbers([3]), "names": .words(["a"]),
    ]
    let arguments = Arguments(given, for: specs)
    #expect(arguments[units] == 8 && arguments[rate] == 0.25 && arguments[time] == 5)
    #expect(!arguments[isOn] && arguments[title] == "a b")
    #expect(arguments[side] == .left && arguments[other] == .left && arguments[file] == "x.txt")
    #expect(arguments[factors] == [1, 2] && arguments[weights] == .numbers([3]))
    #expect(arguments[names] == ["a"])
    let none: [String: ArgumentValue] = [:]
    #expect(given[units] == 8 && given[side] == .left && none[rate] == nil)
  }

  @Test(arguments: [true, false])
  func whatIsNotGivenIsTheDefault(isOfOwner: Bool) {
    let arguments = isOfOwner ? Arguments(for: specs) : Arguments()
    #expect(arguments[units] == 4, "the least where one must be given")
    #expect(arguments[rate] == 0.5 && arguments[time] == 60 && arguments[isOn])
    #expect(arguments[title] == "none" && arguments[side] == .right && arguments[other] == nil)
    #expect(arguments[file] == nil && arguments[factors].isEmpty)
    #expect(arguments[weights] == .word("none") && arguments[names].isEmpty)
  }

  @Test func aDefaultMayBeAnotherOne() {
    let later = rate.defaulting(to: 0.75)
    #expect(later.spec.defaultValue == .number(0.75) && later.spec.kind == rate.spec.kind)
    #expect(Arguments(for: [later.spec])[rate] == 0.75)
    #expect(Arguments(for: [rate.spec]).setting(rate, to: 0.1)[rate] == 0.1)
  }

  @Test func aPathIsAFileOrOneOfSomeWords() throws {
    #expect(file.spec.expectation == "a file, or english")
    #expect(ArgumentKey.path("file", help: "").spec.expectation == "a file")
    #expect(try file.spec.accept(.word("any.txt")) == .word("any.txt"))
    #expect(throws: ArgumentProblem.wrongType(expected: "a file, or english")) {
      try file.spec.accept(.integer(1))
    }
  }
}
