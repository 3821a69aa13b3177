// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// A text with a `‸` where the cursor stands, and what is expected of completion there.
struct CompletionCase: CustomTestStringConvertible, Sendable {
  let text: String
  /// The candidates in order; `…` stands for any number of others.
  let expected: [String]

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { text }

  /// The text without its mark, and where that stood.
  var entry: (text: String, offset: Int) {
    let parts = text.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.joined(), parts[0].utf8.count)
  }

  /// Whether candidates are what was expected.
  func matches(_ found: [String]) -> Bool { Self.matches(found[...], expected[...]) }

  private static func matches(_ found: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return found.isEmpty }
    if first == "…" {
      return (found.startIndex...found.endIndex).contains {
        matches(found[$0...], expected.dropFirst())
      }
    }
    return found.first == first && matches(found.dropFirst(), expected.dropFirst())
  }
}

/// A session with one of each kind of thing, in a folder with a few files.
final class CompletionSession {
  private let folder: TemporaryFolder
  let recorder: Recorder

  static let script =
    Samples.run + """

      model n(units=6) for d = embed 8 | lstm units | output
      eval t = r
      grid g = train n(units=[2, 4]) epochs=1
      train s = m seeds=2 epochs=1
      crossval c = m folds=2 valid=0 epochs=1
      vectors v = ".vectors"
      let rate = 0.05
      let flag = yes
      let file = "reviews.csv"
      let wait = 10m
      let 数 = 3
      """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("review,stars,long name\ngood room,5,x\n", to: "reviews.csv")
    try folder.write("a;b\nc;d\n", to: "semicolon.csv")
    try folder.write("评论,标签\n好,是\n", to: "评论.csv")
    try folder.write("", to: ".hidden")
    try folder.write("good 1 0\nbad -1 0.5\n", to: ".vectors")
    try folder.write("好 3 a\n房间 2 n\n北京 4 nr\n", to: "words.txt")
    try folder.write("", to: "with \"quotes\".csv")
    try folder.makeFolder("runs")
    try folder.write("x,y\n1,2\n", to: "runs/old.csv")
    recorder = Recorder(in: folder.path)
    guard recorder.enter(Self.script) == .success else {
      throw Failure(problems: recorder.problems)
    }
  }

  /// What was wrong with the script.
  struct Failure: Error {
    let problems: [String]
  }

  func completions(_ test: CompletionCase) -> Completions {
    let (text, offset) = test.entry
    return recorder.session.completions(of: text, at: offset)
  }

  /// The texts of the candidates at the mark of a text.
  func candidates(_ text: String) -> [String] {
    completions(CompletionCase(text)).candidates.map(\.text)
  }

  /// What stands beside a candidate.
  func detail(of candidate: String, in text: String) -> String? {
    completions(CompletionCase(text)).candidates.first { $0.text == candidate }?.detail
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }
}
