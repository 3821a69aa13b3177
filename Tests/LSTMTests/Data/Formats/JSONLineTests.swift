// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct JSONLineTests {
  @Test(arguments: [
    (#"{"text": "caf\u00e9"}"#, "café"), (#" {"a": [{"text": 1}], "text": 4.50} "#, "4.50"),
    (#"{"text": "first", "text": "last"}"#, "last"), (#"{"text": null}"#, ""),
  ])
  func theFieldIsFoundAmongOthers(line: String, value: String) throws {
    #expect(try JSONLine.text(of: "text", in: line, number: 1) == value)
  }

  @Test(arguments: [
    ("", DataError.Fact.badJSON(line: 3, reason: "{ is expected, not the end of the line")),
    (#"{"a": 1}"#, .missingField(line: 3, field: "text")),
    (#"{"text": {}}"#, .nestedValue(line: 3, field: "text")),
  ])
  func whatIsWrongIsNamed(line: String, fact: DataError.Fact) {
    #expect(throws: DataError(fact, path: nil)) {
      try JSONLine.text(of: "text", in: line, number: 3)
    }
  }
}
