// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

extension SavedRun {
  /// The answer to lines of text, one after the other.
  func answer(
    to lines: [String], format: String? = nil, options: [String] = []
  ) throws -> String {
    var stream = try AnswerStream(self, format: format, options: options)
    for line in lines { try stream.take(line, "\n") }
    try stream.finish()
    let bytes = try #require(try stream.answers(shouldStop: { false }))
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite struct AnswerStreamTests {
  private let folder: TemporaryFolder
  private let run: SavedRun

  init() throws {
    folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(Samples.run + "\nsave r \"r.model\"\n") == .success)
    run = try SavedRun(path: folder.path + "/r.model", threads: 1)
  }

  /// The one way of answering: a file in a script, and lines that come, have equal answers.
  @Test(arguments: [
    ("csv", "id,text\n1,\"good\nbed\"\n\n2,bad\n"), ("tsv", "text\tid\ngood \"bed\t1\n"),
    ("jsonl", "{\"id\": 1.50, \"text\": \"a\", \"prediction\": null}\n\n{\"text\": \"b\"}\n"),
    ("labelled", "good a bed\n\nbad a room\n"), ("lines", "good\n\nbad\tbed\n"),
  ])
  func linesAreAnsweredAsFiles(format: String, content: String) throws {
    try folder.write(content, to: "in.txt")
    let recorder = Recorder(in: folder.path)
    recorder.run("load r = \"r.model\"\npredict r from \(format) \"in.txt\" to \"out.txt\"")
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(
      try run.answer(to: lines.map(String.init), format: format)
        == (try folder.text(of: "out.txt")), "\(recorder.problems)")
  }

  @Test func aRowWaitsForItsEnd() throws {
    var stream = try AnswerStream(run, format: "csv", options: [])
    for line in ["text", "\"good"] { try stream.take(line, "\n") }
    let header = try #require(try stream.answers(shouldStop: { false }))
    #expect(header.last == 0x0A && header.count { $0 == 0x0A } == 1)
    try stream.take("bed\"", "\n")
    let row = try #require(try stream.answers(shouldStop: { false }))
    #expect(row.starts(with: "\"good\nbed\",".utf8))
  }

  @Test func itStopsWhenItIsAskedTo() throws {
    var stream = try AnswerStream(run, format: nil, options: [])
    try stream.take("good", "\n")
    #expect(try stream.answers(shouldStop: { true }) == nil)
  }

  @Test(arguments: [
    ("{", "<stdin>:2: this is not a JSON object on one line"),
    ("[1]", "<stdin>:2: this is not a JSON object on one line"),
    (#"{"txt": 1}"#, "<stdin>:2: the object has no \"text\""),
    (#"{"text": []}"#, "<stdin>:2: \"text\" is a list or an object, not a cell"),
  ])
  func wrongLinesAreNamed(line: String, message: String) throws {
    var stream = try AnswerStream(run, format: "jsonl", options: [])
    try stream.take("{\"text\": \"good\"}", "\n")
    let error = #expect(throws: Diagnostic.self) { try stream.take(line, "\n") }
    #expect(error?.message.hasPrefix(message) == true)
    #expect(try stream.answers(shouldStop: { false })?.last == 0x0A)
  }
}
