// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Scripts whose words were dropped, doubled and exchanged: none may crash, or report without end.
@Suite struct SessionFuzzTests {
  private static let script = """
    lstm 1
    seed 3
    param size = 4
    let words = ["good", "bad"]
    data d = rows [text, label] [
      ["good clean room", "good"], ["bad dirty room", "bad"], ["good kind staff", "good"],
      ["bad rude staff", "bad"]
    ] { text text tokens=word min_count=1; target label class; split 50/0/50 shuffle=no }
    model m(units=size) for d = embed 4 | bilstm units x2 dropout=0.1 | max | dense 3 tanh | output
    train r = m(units=3) on d epochs=1 batch=2 sgd lr=0.1 momentum=0.5
    eval t = r on d.test
    baseline b = constant on d.train
    show d words, rows
    show m full
    predict r "good" words
    save r "r.model"
    load q = "r.model"
    assert t.accuracy >= b.accuracy - 1, precision(t, "good") >= 0, not (t.rows > 5 or no)
    print round(t.loss, 2), length(words), q.status, size / 2 ^ 2
    """

  private static let extra = [
    "0", "-1", "1e300", "2.5", "30%", "10m", "\"\"", "yes", "_", "x9", "missing", "[]", "1..2",
  ]

  /// The words of the script, each with the blanks before it.
  private static let words: [(blanks: String, text: String)] = {
    let source = SourceText(name: "test.lstm", text: script)
    var end = 0
    return Lexer.tokenize(source).tokens.map { token in
      defer { end = token.span.end }
      return (source[Span(end, token.span.start)], source[token.span])
    }
  }()

  @Test func mutilatedScriptsAreSurvived() throws {
    let folder = try TemporaryFolder()
    var random = Random(seed: 7)
    var ran = 0
    for _ in 0..<600 {
      let recorder = Recorder(in: folder.path)
      recorder.batchesLeft = 20
      let text = mutilated(&random)
      if recorder.run(text) == .invalidScript {
        #expect((1...40).contains(recorder.problems.count), "\(text)")
      } else {
        ran += 1
      }
    }
    #expect(ran > 20)
  }

  private func mutilated(_ random: inout Random) -> String {
    var words = Self.words
    for _ in 0...random.below(2) {
      let place = random.below(words.count)
      switch random.below(4) {
      case 0: words.remove(at: place)
      case 1: words.insert(words[place], at: place)
      case 2: words[place].text = random.pick(Self.extra)
      default: words[place].text = random.pick(Self.words).text
      }
    }
    return words.map { $0.blanks + $0.text }.joined()
  }
}
