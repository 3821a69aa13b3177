// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

/// What would run to the end and mean something else than its user thinks.
@Suite struct SilentMistakesTests {
  private func problems(_ script: String, _ files: [String: String] = [:]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    let recorder = Recorder(in: folder.path)
    recorder.run(script)
    return recorder.problems
  }

  private static let tags = (0..<12).map { "Ada\($0) B-PER\nruns O\n\n" }.joined()

  @Test(arguments: ["class_weights=auto", "class_weights=[1, 2, 3]", "label_smoothing=0.1"])
  func aRandomFieldWeighsNoClass(option: String) {
    let script = Samples.tagged + "\nmodel m for d = embed 4 | bilstm 4 | output"
    let train = "\ntrain r = m epochs=1 \(option)\nshow r"
    #expect(Recorder().check(script + " crf" + train).first?.hasPrefix("E0306") == true)
    #expect(!option.contains("smoothing") || Recorder().check(script + train) == [])
  }

  /// One wrong letter makes classes of all tags.
  @Test(arguments: [("X-PER", true), ("bPER", true), ("b-PER", false), ("I-PER", false)])
  func aTagOfNoSchemeIsTold(tag: String, isOdd: Bool) throws {
    let told = try problems(
      "data d = conll \"a.conll\"\nshow d", ["a.conll": Self.tags + "Bo \(tag)\nsits O\n"])
    #expect(told.contains { $0.hasPrefix("W0501 the tags of `d` are in no scheme") } == isOdd)
  }

  @Test func tagsInAnotherSpellingAreToldAndRead() throws {
    let told = try problems(
      "data d = conll \"a.conll\"\nshow d", ["a.conll": Self.tags.replacing("B-PER", with: "PER_B")]
    )
    #expect(!told.contains { $0.contains("no scheme") })
    #expect(
      told.contains("W0501 the tags of `d` are written as `PER_B`, and read as `B-PER`"), "\(told)")
  }

  /// A table of random numbers that is never trained says nothing of words.
  @Test(arguments: [
    ("embed 4 tune=no", true), ("embed k tune=no", true), ("embed 4 tune=yes", false),
    ("embed 4", false), ("embed 4 + chars(embed 2 tune=no | lstm 2)", true),
  ])
  func vectorsThatStayRandomAreTold(stack: String, isTold: Bool) throws {
    let told = try problems(
      "data d = conll \"a.conll\"\nmodel m(k=4) for d = \(stack) | lstm 2 | output\nshow m",
      ["a.conll": Self.tags])
    let message = "W0501 `embed` with `tune=no` and without vectors holds random ones"
    #expect(told.contains(message) == isTold, "\(told)")
  }

  /// Parts of speech are in no scheme, and are not meant to be.
  @Test func otherTagsAreNoEntities() throws {
    let text = Self.tags.replacing("B-PER", with: "NN").replacing("O", with: "VB")
    let told = try problems("data d = conll \"a.conll\"\nshow d", ["a.conll": text])
    #expect(!told.contains { $0.hasPrefix("W0501") }, "\(told)")
  }

  @Test func labelsThatNoTrainingRowHasAreTold() throws {
    let rows = (0..<20).map { "text \($0)\tx\($0) y\($0 % 3)\n" }.joined()
    let script = { (more: String) in
      "data d = tsv \"a.tsv\" columns=[t, l] { text t; target l labels\(more); "
        + "split 50/25/25 shuffle=no }\nshow d"
    }
    let isTold = { (told: [String]) in
      told.contains { $0.hasPrefix("W0501") && $0.contains("labels") }
    }
    #expect(isTold(try problems(script(""), ["a.tsv": rows])))
    let shared = rows.split(separator: "\n").map { $0.split(separator: " ").dropLast() }
    let known = shared.enumerated().map { "text \($0.offset)\ty\($0.offset % 3)\n" }.joined()
    #expect(!isTold(try problems(script(" separator=\" \""), ["a.tsv": known])))
  }

  @Test func tooFewTokensAreNoLanguage() {
    let script = Samples.language.replacing("text text;", with: "text text vocabulary=1;")
    let told = Recorder().check(
      script + "\nmodel m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\nshow r")
    #expect(told.contains { $0.hasPrefix("E0303 there are") }, "\(told)")
  }

  @Test(arguments: [
    ("chars", "max_length=20"), ("words", "stopwords=english"), ("chars", "tokens=word"),
    ("words", "tokens=char"),
  ])
  func aStreamIsReadAsItStands(format: String, option: String) throws {
    let text = (0..<60).map { "line \($0) of it\n" }.joined()
    let told = try problems(
      "data d = \(format) \"a.txt\" { text text \(option) }\nshow d", ["a.txt": text])
    #expect(told.first?.hasPrefix("E0306") == true, "\(told)")
  }

  /// A model of words measured on characters would be compared with a baseline of other tokens.
  @Test func perplexitiesOfOtherTokensAreNotCompared() throws {
    let folder = try TemporaryFolder()
    try folder.write((0..<60).map { "line \($0) of it\n" }.joined(), to: "a.txt")
    let recorder = Recorder(in: folder.path)
    recorder.run(
      """
      data w = words "a.txt"
      data c = chars "a.txt"
      model m for w = embed 4 | lstm 4 | output
      train r = m epochs=1 batch=2
      eval e = r on c.test
      """)
    #expect(
      recorder.problems.contains {
        $0.hasSuffix("`r` was trained on text that is cut in another way than `c`")
      }, "\(recorder.problems)")
  }

  @Test func aFileKeepsItsOwnColumns() throws {
    let folder = try TemporaryFolder()
    try folder.write("text,prediction\ngood room,mine\n", to: "a.csv")
    let recorder = Recorder(in: folder.path)
    recorder.run(Samples.run + "\npredict r from \"a.csv\" to \"b.csv\"")
    let written = try String(contentsOfFile: folder.path + "/b.csv", encoding: .utf8)
    #expect(written.hasPrefix("text,prediction,predicted.prediction,probability,"), "\(written)")
  }

  @Test func unknownBeginningsAreTold() {
    let recorder = Recorder()
    recorder.run(
      Samples.language + """

        model m for d = embed 4 | lstm 4 | output
        train r = m epochs=1
        generate r "the zebra" length=2
        generate r "the cat" length=2
        """)
    #expect(
      recorder.notes.filter { $0.contains("does not know") } == [
        "`r` does not know \"zebra\": it reads that as unknown"
      ], "\(recorder.notes) \(recorder.problems)")
  }
}
