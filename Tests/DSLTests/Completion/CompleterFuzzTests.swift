// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Completion of texts that nobody would write: it ends, and what it offers begins like the word.
@Suite struct CompleterFuzzTests {
  private static let pieces = [
    "data", "model", "train", "grid", "search", "eval", "show", "predict", "from", "x", "d", "m",
    "n", "r",
    "g", "=", "=", "(", ")", "[", "]", "{", "}", "|", ",", ";", ".", "..", "~", "on", "by", "for",
    "text",
    "split", "embed", "lstm", "output", "\"", "\"reviews.csv\"", "12", "0.5", "-", "+", "==", "\n",
    "#",
    "数", "“", "units", "epochs", "\\", "log", "rows", "columns", "csv", "within", "30%", "10m",
  ]

  private func expectSense(_ session: CompletionSession, _ text: String, _ offset: Int) {
    let found = session.recorder.session.completions(of: text, at: offset)
    #expect(found.start <= max(offset, 0), "\(text.debugDescription) at \(offset)")
    guard found.start >= 0, offset <= text.utf8.count, found.start <= offset else { return }
    let word = Array(text.utf8)[found.start..<max(offset, found.start)]
    for candidate in found.candidates {
      #expect(candidate.text.utf8.starts(with: word), "\(text.debugDescription) at \(offset)")
    }
    #expect(
      Set(found.candidates.map(\.text)).count == found.candidates.count,
      "\(text.debugDescription) at \(offset)")
  }

  @Test func everyPlaceOfAScript() throws {
    let session = try CompletionSession()
    let text = CompletionSession.script
    for offset in 0...text.utf8.count { expectSense(session, text, offset) }
    expectSense(session, text, -1)
    expectSense(session, "", 5)
    expectSense(session, "\u{FEFF}sho", 6)
  }

  @Test func heapsOfTokens() throws {
    let session = try CompletionSession()
    var numbers = SystemRandomNumberGenerator.seeded(7)
    for _ in 0..<3000 {
      let count = Int.random(in: 1...14, using: &numbers)
      let words = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &numbers) }
      let text = words.joined(separator: Bool.random(using: &numbers) ? " " : "")
      expectSense(session, text, text.utf8.count)
      expectSense(session, text, Int.random(in: 0...text.utf8.count, using: &numbers))
    }
  }
}

extension SystemRandomNumberGenerator {
  /// Numbers that are the same in every run.
  fileprivate static func seeded(_ seed: UInt64) -> Congruence { Congruence(state: seed) }
}

/// A linear congruential generator.
private struct Congruence: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 31)
  }
}
