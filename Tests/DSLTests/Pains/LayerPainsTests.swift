// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What goes wrong elsewhere with layers, lengths and states, and cannot be said here.
@Suite struct LayerPainsTests {
  private let folder: TemporaryFolder
  /// Texts of very different lengths, not sorted by them.
  private static let texts =
    ["good", "bad " + repeated("dirty room ", 40), "good bed", "", "bad damp air and more of it"]
    + (1...9).map { repeated("good bad ", $0 * 7 % 10) } + ["rude", repeated("kind staff ", 90)]

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// The lines, without their texts, that a run predicts for some texts.
  private func predictions(_ texts: [String], _ run: String = "r") throws -> [String] {
    try folder.write(texts.map { $0 + "\n" }.joined(), to: "in.txt")
    let recorder = Recorder(in: folder.path)
    let script = Samples.run + "\npredict \(run) from \"in.txt\" to \"out.tsv\""
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let lines = try folder.text(of: "out.tsv")
      .split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast()
    #expect(lines.map { String($0.prefix { $0 != "\t" }) } == texts)
    return lines.map { String($0.drop { $0 != "\t" }) }
  }

  /// Stacked recurrent layers fail elsewhere for want of a flag; here each gives a sequence, a
  /// layer that wants a vector takes its last step, and types are checked before anything runs.
  @Test func returnSequencesDoesNotExist() throws {
    let recorder = Recorder()
    let stack = "model m for d = embed 8 | lstm 6 | bilstm 5 x2 | dense 4 | output"
    #expect(recorder.run(Samples.data + "\n\(stack)\ntrain r = m epochs=1\nshow m") == .success)
    let types = try #require(recorder.tables.last { $0.columns.contains("type out") })
    let out = try #require(types.columns.firstIndex(of: "type out"))
    #expect(
      types.rows.map { $0[out] }.filter { $0.contains("[") }
        == [
          "tokens[12]", "seq[8]", "seq[6]", "seq[10]", "seq[10]", "vector[10]", "vector[4]",
          "vector[1]",
        ])
    for (flag, help) in [
      ("return_sequences=yes", "every step"), ("batch_first=yes", "leave it out"),
    ] {
      let found = Recorder().session.check(
        SourceText(
          name: "a",
          text: Samples.data + "\nmodel m for d = embed 8 | lstm 6 \(flag) | lstm 5 | output"))
      #expect(found.map(\.code) == [.unknownOption])
      #expect(found.first?.help?.contains(help) == true, "\(flag): \(found.first?.help ?? "")")
    }
    #expect(
      Recorder().check(Samples.data + "\nmodel m for d = embed 8 | lstm 6 | last | lstm 5 | output")
        == ["E0402 `lstm` wants a sequence of vectors, seq[…], but `last` gives vector[6]"])
  }

  /// State that is left over from the batch before changes results elsewhere, and the batch size is
  /// part of a model; here no layer keeps a state, and a run predicts any number of rows.
  @Test func statefulConfusion() throws {
    let texts = Self.texts
    let forward = try predictions(texts)
    #expect(try predictions(texts.reversed()) == forward.reversed())
    #expect(try predictions(texts + texts) == forward + forward)
    #expect(Set(forward).count > 5)
    let found = Recorder().check(
      Samples.data + "\nmodel m for d = embed 8 | lstm 6 stateful=yes | output")
    #expect(found == ["E0301 `lstm` has no option `stateful`"])
  }

  /// Padding changes accuracy silently elsewhere; here there is none, and neither a prediction nor a
  /// loss depends on the length of the texts beside it.
  @Test func paddingDoesNotChangeResults() throws {
    let together = try predictions(Self.texts)
    for (index, text) in Self.texts.enumerated() {
      #expect(try predictions([text]) == [together[index]], "row \(index)")
    }
    let (short, long) = (
      #"["good bed", "good"], ["bad", "bad"]"#,
      #"["good \#(Self.repeated("kind staff ", 60))", "good"], ["rude \#(Self.repeated("damp ", 99))", "bad"]"#
    )
    let recorder = Recorder()
    let script =
      Samples.run + """

        data short = rows [text, label] [\(short)] { split 100/0/0 }
        data long = rows [text, label] [\(long)] { split 100/0/0 }
        data both = rows [text, label] [\(short), \(long)] { split 100/0/0 }
        eval a = r on short.train; eval b = r on long.train; eval c = r on both.train
        assert c.loss == (a.loss + b.loss) / 2 within 1e-12, a.loss != b.loss
        """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
  }

  /// Sorting a batch by length mixes up its rows elsewhere; here predictions come in the order of
  /// the texts.
  @Test func packedOrder() throws {
    // `predictions` compares the texts; that each has its own prediction is what is left to see.
    let texts = Self.texts
    let alone = try texts.map { try predictions([$0])[0] }
    #expect(try predictions(texts) == alone)
    let sorted = texts.indices.sorted { texts[$0].utf8.count > texts[$1].utf8.count }
    #expect(try predictions(sorted.map { texts[$0] }) == sorted.map { alone[$0] })
  }
}
