// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct JSONScannerTests {
  private func value(_ literal: String) throws -> String? {
    let text = "{\"v\": \(literal)}"
    return try JSONScanner.fields(of: text.utf8Span.span).first?.value
  }

  @Test func resolvesEscapes() throws {
    #expect(try value(#""a\"\\\/\b\f\n\r\t""#) == "a\"\\/\u{8}\u{c}\n\r\t")
    #expect(try value(#""\u4e2d\uD83D\uDE00""#) == "中😀")
    #expect(try value(#""\uD83Dx""#) == "\u{FFFD}x")
    #expect(try value("\"中文\"") == "中文")
  }

  @Test func takesNumbersAsWritten() throws {
    #expect(try value("0.10") == "0.10")
    #expect(try value("12345678901234567890123") == "12345678901234567890123")
    #expect(try value("-1E+5") == "-1E+5")
  }

  @Test(arguments: [
    "", "nope", "0x10", "nan", "inf", "1 2", "\"open", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"",
    "\"\\", "[1", "{\"a\": \"", "1}x", "\"a\u{1}b\"", "-", "é", ",", "\"\\uD83D\\u",
  ])
  func complains(literal: String) {
    #expect(throws: JSONScanner.Complaint.self) { try value(literal) }
  }

  @Test(arguments: ["", "{", "{\"a\"", "{\"a\":1,}", "{a:1}", "\"a\"", "{\"a\" 1}", "{}{}"])
  func complainsAboutWhatIsNoObject(text: String) {
    #expect(throws: JSONScanner.Complaint.self) {
      try JSONScanner.fields(of: text.utf8Span.span)
    }
  }

  @Test func deepNestingIsPassedOver() throws {
    let depth = 200_000
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try value(nested) == nil)
  }
}
