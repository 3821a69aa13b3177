// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct JSONLineTests {
  @Test(arguments: [
    (#" {"a": [{"text": 1}], "text": 4.50} "#, ["a", "text"]), ("{}", []), ("{\"a\"", []),
    (#"{"caf\u00e9": null, "b": {}}"#, ["café", "b"]),
  ])
  func theFieldsHaveNames(line: String, names: [String]) {
    #expect(JSONLine.fieldNames(of: Array(line.utf8)[...]) == names)
  }
}
