import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

/// Numbers that look random and are the same in every run.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

@Suite struct SyntaxFuzzTests {
  private static let pieces =
    StatementVerb.allCases.map(\.rawValue) + StatementCatalog.planned.sorted() + [
      "(", ")", "[", "]", "{", "}", "|", ",", ";", "=", "=>", "~", ".", "..", "+", "-", "*", "/",
      "^", "==", "!=", "<", ">=", "\n", "\n", "\n", "a", "b", "x2", "on", "from", "to", "for",
      "log", "and", "or", "not", "yes", "_", "1", "0.5", "30%", "10m", "1e-4", "\"t\"", "\"", "#",
      "（", "“", "评", "@", "\t", "\r\n", "\\", "1_0", "rows", "x99999999999999999999",
    ]

  private static let script = """
    lstm 1
    data d = rows [text, label] [["good", 1], ["bad", 0]] {
      text text tokens=char; split 80/10/10
    }
    model m(units=64, p=0.5) for d = embed 32 |
      bilstm units x2 dropout=p | output
    train r = m(units=1e2) on d.train epochs=10 rate=1e-4..1e-1 log
    eval t = r on d.test; assert t.f1 > 30%, not (t.loss >= 2 ^ -1)
    predict r "很好\\n" top=3 # comment
    """

  /// What must hold for any input at all.
  private func checkLaws(_ text: String) {
    let source = SourceText(name: "fuzz", text: text)
    let result = Parser.parse(source)
    #expect(result.diagnostics.count <= Parser.maximumDiagnostics)
    #expect(!result.isIncomplete || result.diagnostics.count == 1)
    for diagnostic in result.diagnostics {
      guard let span = diagnostic.span else {
        Issue.record("no place: \(diagnostic.message)")
        continue
      }
      #expect(0 <= span.start && span.start <= span.end && span.end <= source.bytes.count)
      #expect(!DiagnosticRenderer().render(diagnostic).isEmpty)
    }
    guard result.diagnostics.isEmpty else { return }
    let formatted = Formatter.format(result.script)
    let again = parsed(formatted)
    #expect(again.diagnostics.map(\.message) == [], "\(text)\n→\n\(formatted)")
    #expect(shape(again.script) == shape(result.script), "\(text)\n→\n\(formatted)")
  }

  @Test func soupsOfTokensAreReadOrRefused() {
    var random = Random(seed: 3)
    for _ in 0..<3_000 {
      let separator = random.pick([" ", ""])
      let count = random.below(30)
      checkLaws((0..<count).map { _ in random.pick(Self.pieces) }.joined(separator: separator))
    }
  }

  @Test func changedBytesAreReadOrRefused() {
    var random = Random(seed: 4)
    let bytes = Array(Self.script.utf8)
    for _ in 0..<1_500 {
      var changed = bytes
      for _ in 0...random.below(4) {
        let place = random.below(changed.count)
        switch random.below(3) {
        case 0: changed[place] = UInt8(random.below(256))
        case 1: changed.remove(at: place)
        default: changed.insert(UInt8(random.below(128)), at: place)
        }
      }
      checkLaws(String(decoding: changed, as: UTF8.self))
    }
  }

  @Test func everyBeginningIsReadOrRefused() {
    #expect(messages(Self.script) == [])
    for index in Self.script.indices { checkLaws(String(Self.script[..<index])) }
  }
}
