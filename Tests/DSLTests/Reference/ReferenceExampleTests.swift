// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Runs the example of every entry of the reference.
@Suite struct ReferenceExampleTests {
  /// What examples may stand on: the names and files that they use.
  private static let given =
    Samples.data + """

      model m(units=6) for d = embed 8 | lstm units | output
      train r = m epochs=3 batch=2 lr=0.05
      eval t = r
      param rate = 0.1
      save r "reviews.model"
      """
  private static let reviews = """
    review,label
    good room,good
    bad room,bad
    good bread,good
    bad bread,bad
    good staff,good
    bad staff,bad
    good bed,good
    bad bed,bad
    good air,good
    bad air,bad

    """

  /// The example as statements to enter; nil for a kind of entry that this does not know.
  private func statements(of topic: Reference.Topic) -> String? {
    switch topic.kind {
    case "statement", "optimizer", "schedule", "baseline": topic.example
    case "layer": "model n for d = \(stack(around: topic))\ntrain s = n epochs=1"
    case "role":
      "data e = rows [review, label, author, date, id] [\(rows)] { \(roles(with: topic)) }\nshow e"
    // What it gives is for the tests of functions.
    case "function": "print " + (topic.example.split(separator: " is ").first ?? "")
    // A file, which the tests of this table read.
    case "format": ""
    default: nil
    }
  }

  private func stack(around topic: Reference.Topic) -> String {
    switch topic.name {
    case "embed": "\(topic.example) | lstm 4 | output"
    case "output": "embed 8 | lstm 4 | \(topic.example)"
    default: "embed 8 | \(topic.example) | output"
    }
  }

  private var rows: String {
    (0..<20).map { "[\"text \($0)\", \($0 % 2), \"a\($0 / 2)\", \($0), \($0)]" }.joined(
      separator: ", ")
  }

  private func roles(with topic: Reference.Topic) -> String {
    (["text review", "target label"].filter { !$0.hasPrefix(topic.name + " ") } + [topic.example])
      .joined(separator: "; ")
  }

  @Test(arguments: Reference.topics.map { "\($0.kind) \($0.name)" })
  func everyExampleRuns(name: String) throws {
    let topic = try #require(Reference.topics.first { "\($0.kind) \($0.name)" == name })
    let example = try #require(
      statements(of: topic), "say here how the example of a \(topic.kind) runs")
    let folder = try TemporaryFolder()
    try folder.write(Self.reviews, to: "reviews.csv")
    try folder.write("let half = 1 / 2", to: "common.lstm")
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(recorder.enter(Self.given) == .success)
    #expect(recorder.enter(example) == .success, "\(example)\n\(recorder.problems)")
    #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
  }
}
