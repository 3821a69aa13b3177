// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ValueTests {
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
