// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ArgumentTests {
  private let units = ArgumentSpec("units", .integer(1...100), default: nil, help: "")
  private let epochs = ArgumentSpec("epochs", .integer(1 ... .max), default: nil, help: "")
  private let rate = ArgumentSpec(
    "rate", .number(.from(0, below: 1)), default: .number(0.5), help: "")
  private let lr = ArgumentSpec("lr", .number(.above(0)), default: nil, help: "")
  private let clip = ArgumentSpec("clip", .number(.atLeast(0)), default: nil, help: "")
  private let nesterov = ArgumentSpec("nesterov", .boolean, default: .boolean(false), help: "")
  private let keep = ArgumentSpec("keep", .choice(["best", "last"]), default: nil, help: "")
  private let title = ArgumentSpec("title", .text, default: nil, help: "")

  @Test func takesWhatIsAllowed() throws {
    #expect(try units.accept(.integer(1)) == .integer(1))
    #expect(try units.accept(.integer(100)) == .integer(100))
    #expect(try units.accept(.number(7)) == .integer(7))
    #expect(try rate.accept(.number(0)) == .number(0))
    #expect(try rate.accept(.integer(0)) == .number(0))
    #expect(try lr.accept(.number(1e-300)) == .number(1e-300))
    #expect(try clip.accept(.integer(5)) == .number(5))
    #expect(try nesterov.accept(.boolean(true)) == .boolean(true))
    #expect(try keep.accept(.word("last")) == .word("last"))
    #expect(try title.accept(.word("any")) == .word("any"))
  }

  @Test func refusesWhatIsOutOfRange() {
    for value in [ArgumentValue.integer(0), .integer(101), .integer(.min), .number(200)] {
      #expect(throws: ArgumentProblem.outOfRange(expected: "a whole number from 1 to 100")) {
        try units.accept(value)
      }
    }
    for value in [ArgumentValue.number(1), .number(-0.1), .integer(1), .number(.nan)] {
      #expect(throws: ArgumentProblem.outOfRange(expected: "a number at least 0 and below 1")) {
        try rate.accept(value)
      }
    }
    #expect(throws: ArgumentProblem.outOfRange(expected: "a number above 0")) {
      try lr.accept(.number(0))
    }
    #expect(throws: ArgumentProblem.outOfRange(expected: "a number at least 0")) {
      try clip.accept(.number(.infinity))
    }
  }

  @Test func refusesWhatIsOfAnotherType() {
    #expect(throws: ArgumentProblem.wrongType(expected: "a whole number from 1 to 100")) {
      try units.accept(.word("many"))
    }
    for number in [1.5, .infinity, .nan, 1e300] {
      #expect(throws: ArgumentProblem.wrongType(expected: "a whole number from 1 to 100")) {
        try units.accept(.number(number))
      }
    }
    #expect(throws: ArgumentProblem.wrongType(expected: "yes or no")) {
      try nesterov.accept(.integer(1))
    }
    #expect(throws: ArgumentProblem.unknownChoice(choices: ["best", "last"])) {
      try keep.accept(.word("first"))
    }
    #expect(throws: ArgumentProblem.wrongType(expected: "one of best, last")) {
      try keep.accept(.integer(1))
    }
  }

  @Test func saysWhatIsAllowed() {
    #expect(epochs.expectation == "a whole number, 1 or more")
    #expect(rate.expectation == "a number at least 0 and below 1")
    #expect(title.expectation == "a text")
    #expect(Interval.from(0.25, below: 1e300).description == "at least 0.25 and below 1e+300")
  }

  @Test func argumentsHaveDefaults() {
    let arguments = Arguments(["units": .integer(8)], for: [units, rate, nesterov, keep])
    #expect(arguments[units] == .integer(8))
    #expect(arguments[rate] == .number(0.5))
    #expect(arguments[nesterov] == .boolean(false))
    #expect(arguments[keep] == nil)
    let changed = arguments.setting("rate", to: .number(0.1)).setting("other", to: .integer(1))
    #expect(changed[rate] == .number(0.1))
    #expect(changed.all["other"] == nil)
    // What the specs do not name is not taken.
    #expect(Arguments(["more": .integer(1)], for: [units]).all["more"] == nil)
  }
}
