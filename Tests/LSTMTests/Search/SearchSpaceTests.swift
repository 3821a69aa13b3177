// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SearchSpaceTests {
  @Test(arguments: [
    (SearchDimension.Kind.real(2, 1, log: false), SearchSpaceProblem.isEmpty("x")),
    (.real(0, .infinity, log: false), .isNotFinite("x")),
    (.real(.nan, 1, log: false), .isNotFinite("x")),
    (.real(-1e308, 1e308, log: false), .isNotFinite("x")),
    (.real(0, 1, log: true), .hasNoLogarithm("x")),
    (.integer(2, 1, log: false), .isEmpty("x")),
    (.integer(0, 8, log: true), .hasNoLogarithm("x")),
    (.choice(0), .isEmpty("x")),
    (.choice(-1), .isEmpty("x")),
  ])
  func refusesWhatMakesNoSense(kind: SearchDimension.Kind, problem: SearchSpaceProblem) {
    #expect(throws: problem) {
      try SearchSpace([SearchDimension("fine", .choice(2)), SearchDimension("x", kind)])
    }
  }

  @Test func namesAreDistinct() {
    #expect(throws: SearchSpaceProblem.repeatedName("x")) {
      try SearchSpace([SearchDimension("x", .choice(2)), SearchDimension("x", .choice(3))])
    }
  }

  @Test func knowsItsPoints() throws {
    let space = try SearchSpace([
      SearchDimension("x", .real(0, 1, log: false)),
      SearchDimension("n", .integer(1, 3, log: true)),
    ])
    #expect(space.contains(SearchPoint([.real(0), .integer(1)])))
    #expect(space.contains(SearchPoint([.real(1), .integer(3)])))
    #expect(!space.contains(SearchPoint([.real(1.5), .integer(3)])))
    #expect(!space.contains(SearchPoint([.real(1), .integer(4)])))
    #expect(!space.contains(SearchPoint([.real(1), .choice(1)])))
    #expect(!space.contains(SearchPoint([.real(1)])))
    #expect(!space.contains(SearchPoint([.real(1), .integer(3), .integer(3)])))
  }
}
