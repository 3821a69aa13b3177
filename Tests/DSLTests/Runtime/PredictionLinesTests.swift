// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct PredictionLinesTests {
  private static let prediction = SavedRun.Prediction(
    label: "a\tb",
    fields: [("probability", "0.75"), ("p(a\tb)", "0.75"), ("p(c)", "0.25")].map {
      SavedRun.Prediction.Field(name: $0, plain: $1, json: $1)
    })

  private func answer(_ lines: PredictionLines, to line: String) -> String {
    lines.answer(to: line, Self.prediction)
  }

  @Test func aLineOfTextIsItsText() throws {
    for line in ["good room", "", "a\tb", "  "] {
      #expect(try PredictionLines.tsv.text(of: line, number: 1, column: "text") == line)
    }
    #expect(answer(.tsv, to: "x\ty") == "a b\t0.75\tx\ty")
  }

  @Test func aLineOfJSONKeepsItsFields() throws {
    let line = #"{"id": 1.50, "text": "caf\u00e9", "more": [{"text": "no"}]} "#
    #expect(try PredictionLines.jsonl.text(of: line, number: 1, column: "text") == "café")
    #expect(
      answer(.jsonl, to: line)
        == #"{"id": 1.50, "text": "caf\u00e9", "more": [{"text": "no"}], "prediction": "a\tb", "#
        + #""probability": 0.75, "p(a\tb)": 0.75, "p(c)": 0.25}"#)
  }

  @Test func blankLinesOfJSONWantNoAnswer() throws {
    #expect(try PredictionLines.jsonl.text(of: " ", number: 1, column: "text") == nil)
  }

  @Test(arguments: [
    ("{", "<stdin>:7: this is not a JSON object on one line"),
    ("[1]", "<stdin>:7: this is not a JSON object on one line"),
    (#"{"txt": 1}"#, "<stdin>:7: the object has no \"text\""),
    (#"{"text": []}"#, "<stdin>:7: \"text\" is a list or an object, not a cell"),
  ])
  func wrongLinesAreNamed(line: String, message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try PredictionLines.jsonl.text(of: line, number: 7, column: "text")
    }
    #expect(error?.message.hasPrefix(message) == true)
  }
}
