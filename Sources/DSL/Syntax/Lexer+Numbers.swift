// SPDX-License-Identifier: Apache-2.0

extension Lexer {
  // number = digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ] [ "%" ] ;
  // duration = number ( "s" | "m" | "h" ) ;
  // digits = digit { digit } ;
  mutating func scanNumber() {
    let start = offset
    skipDigits()
    if peek(0) == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") {
      offset += 1
      skipDigits()
    }
    skipExponent()
    let digits = string(from: start)
    let suffixStart = offset
    skipName()
    let suffix = string(from: suffixStart)
    if digits.hasPrefix(".") || digits.hasSuffix(".") {
      reportMissingDigit(digits, suffix: suffix, from: start)
    } else if suffix.isEmpty {
      scanPercentSign(digits, from: start)
    } else if let unit = Lexer.secondsPerUnit[suffix] {
      let seconds = (Double(digits) ?? 0) * unit
      emitFinite(seconds, .duration(seconds: seconds), from: start)
    } else {
      reportSuffix(suffix, of: digits, from: start)
    }
  }

  /// The units of a duration.
  static let secondsPerUnit: [String: Double] = ["s": 1, "m": 60, "h": 3600]

  private mutating func skipDigits() {
    while isDigit(peek(0)) { offset += 1 }
  }

  private mutating func skipExponent() {
    guard peek(0) == UInt8(ascii: "e") || peek(0) == UInt8(ascii: "E") else { return }
    let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard isDigit(peek(isSigned ? 2 : 1)) else { return }
    offset += isSigned ? 2 : 1
    skipDigits()
  }

  private mutating func scanPercentSign(_ digits: String, from start: Int) {
    guard peek(0) == UInt8(ascii: "%") else {
      let value = Double(digits) ?? 0
      emitFinite(value, .number(value), from: start)
      return
    }
    offset += 1
    // Moving the exponent keeps `0.1%` the number nearest to 0.001; dividing by 100 would not.
    let value = Double(digits + "e-2") ?? (Double(digits) ?? 0) / 100
    emitFinite(value, .number(value), from: start)
  }

  private mutating func emitFinite(_ value: Double, _ kind: Token.Kind, from start: Int) {
    guard value.isFinite else {
      report(.numberTooLarge(at: Span(start, offset)))
      emit(.number(0), from: start)
      return
    }
    emit(kind, from: start)
  }

  private mutating func reportMissingDigit(_ digits: String, suffix: String, from start: Int) {
    var complete = digits
    if complete.hasPrefix(".") { complete = "0" + complete }
    if complete.hasSuffix(".") { complete += "0" }
    report(.missingDigit(digits + suffix, complete: complete + suffix, at: Span(start, offset)))
    emit(.number(Double(complete) ?? 0), from: start)
  }

  private mutating func reportSuffix(_ suffix: String, of digits: String, from start: Int) {
    while peek(0) == UInt8(ascii: "."), isDigit(peek(1)) {
      offset += 1
      skipName()
    }
    let written = string(from: start)
    let plain = String(written.filter { $0 != "_" })
    let span = Span(start, offset)
    if plain != written, let value = Double(plain), value.isFinite {
      report(.underscoreInNumber(written, plain: plain, at: span))
      emit(.number(value), from: start)
    } else {
      let isCount = suffix == "x" && digits.allSatisfy(\.isNumber)
      report(.badNumber(written, repeatCount: isCount ? "x" + digits : nil, at: span))
      emit(.number(Double(digits).flatMap { $0.isFinite ? $0 : nil } ?? 0), from: start)
    }
  }
}
