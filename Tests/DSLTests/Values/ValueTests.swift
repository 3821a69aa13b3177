// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ValueTests {
  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (3, "3"), (-17, "-17"), (9_007_199_254_740_991, "9007199254740991"),
      (0.1, "0.1"), (0.8417, "0.8417"), (2.0 / 3, "0.666667"), (1234.5678, "1234.57"),
      (0.000123456789, "0.000123457"), (0.00001, "1e-05"), (1e15 + 0.5, "1000000000000000.5"),
      (1e300, "1e+300"),
      (123456.7, "123457"), (0.9999999, "1"), (-0.25, "-0.25"), (99999.97, "100000"),
      (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    ] as [(Double, String)])
  func numbersAreShownShort(number: Double, text: String) {
    #expect(Value.text(of: number) == text)
  }

  @Test func valuesAreShownAsScriptsWriteThem() {
    #expect(Value.boolean(true).description == "yes")
    #expect(Value.boolean(false).description == "no")
    #expect(Value.text("a \"b\"").description == "a \"b\"")
    #expect(Value.duration(seconds: 90).description == "90s")
    #expect(Value.list([.text("a"), .number(1), .list([])]).description == "[\"a\", 1, []]")
  }

  @Test func typesHaveWords() {
    let types: [ValueType] = [
      .number, .text, .boolean, .duration, .list, .anything, .object(.data), .object(.split),
      .object(.model), .object(.run), .object(.evaluation),
    ]
    #expect(Set(types.map(\.description)).count == types.count)
  }
}
