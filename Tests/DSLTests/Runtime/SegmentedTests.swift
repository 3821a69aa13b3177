// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Texts that are cut into words by tags of characters.
struct SegmentedTests {
  private static let lines = """
    我们/r  来到/v  北京/ns
    他们/r  在/p  北京/ns
    我们/r  在/p  上海/ns
    他们/r  来到/v  上海/ns

    """
  private static func script(_ column: String, epochs: Int = 80) -> String {
    """
    data d = "words.seg" { text text tokens=char; target \(column) tags; split 100/0/0 }
    model m for d = embed 16 | bilstm 12 | output
    train r = m epochs=\(epochs) batch=2 lr=0.03
    eval t = r on d.train
    """
  }

  @Test(arguments: [
    ("tags", "他们 来到 北京"), ("pos", "他们/r 来到/v 北京/ns"),
  ])
  func textsAreCutIntoWords(column: String, expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines, to: "words.seg")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Self.script(column) + "\nprint t.f1, t.accuracy\npredict r \"他们来到北京\"\nprint t")
        == .success, "\(recorder.problems)")
    #expect(recorder.tables.last?.rows == [[expected]])
    #expect(recorder.texts().first == "1 1")
  }

  @Test func figuresAreThoseOfWords() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.lines, to: "words.seg")
    let recorder = Recorder(in: folder.path)
    recorder.run(
      Self.script("tags", epochs: 1)
        + "\nbaseline c = constant on d.train\nprint c.f1, t\nshow c classes")
    #expect(recorder.tables.last?.rows.map { $0[0] } == ["any", "all"])
    let texts = recorder.texts()
    // Each character begins a word: 22 of them, of which 2 of 12 are right.
    #expect(texts.first?.hasPrefix("0.117647 ") == true, "\(texts)")
    #expect(texts.first?.contains("word F1") == true, "\(texts)")
  }
}
