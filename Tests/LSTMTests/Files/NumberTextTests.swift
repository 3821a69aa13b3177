// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct NumberTextTests {
  @Test(arguments: [
    "0", "-0", "1.5", " -2.25\t", "+3", ".5", "5.", "1e3", "-1.25E-3", "0.1", "123456789.123456789",
    "9007199254740993", "1e22", "1e23", "1.7976931348623157e308", "4.9e-324", "1e-400", "0e99999",
    "0.000000000000000000000000000001", "12345678901234567890123", "2.2250738585072011e-308",
  ])
  func readsNumbersAsSwiftDoes(text: String) throws {
    let value = try #require(NumberText.value(text))
    let expected = try #require(Double(text.trimmed))
    #expect(value.bitPattern == expected.bitPattern)
  }

  @Test func readsRandomNumbersAsSwiftDoes() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(NumberText.value("\(value)") == value)
      let short = (Double(Int.random(in: -99_999_999...99_999_999)) / 1e6)
      #expect(NumberText.value("\(short)") == short)
    }
  }

  @Test(arguments: ["", "  ", "NA", "NaN", "nan", "null", "?", " ? "])
  func missingOnesAreNaN(text: String) {
    #expect(NumberText.value(text)?.isNaN == true)
  }

  @Test(arguments: [
    "a", "1,5", "1.2.3", "--1", "1e", "1e+", "e5", "0x10", "inf", "-Infinity", "1 2", ".", "+",
    "1e999", "NAN?", "nul", "１",
  ])
  func othersAreNone(text: String) {
    #expect(NumberText.value(text) == nil)
  }

  @Test func singlePrecisionHasItsRange() {
    #expect(NumberText.float("3.4e38".utf8Span.span) == 3.4e38)
    #expect(NumberText.float("3.5e38".utf8Span.span) == nil)
  }

  @Test func readsLists() throws {
    #expect(NumberText.list("[1.5, -2 ,3e1]") == [1.5, -2, 30])
    #expect(NumberText.list(" [] ") == [])
    let missing = try #require(NumberText.list("[1, null]"))
    #expect(missing[0] == 1 && missing[1].isNaN)
    for text in ["", "[", "[1", "1]", "[1,]", "[,1]", "[\"1\"]", "[[1]]", "[a]"] {
      #expect(NumberText.list(text) == nil)
    }
  }
}
