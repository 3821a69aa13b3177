// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Sessions as somebody typed them, saved as scripts: these check, and come to the same bits.
struct SavedSessionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    try folder.makeFolder("elsewhere")
  }

  /// A step of a session: an entry, or what a command does.
  enum Step: Sendable, CustomStringConvertible {
    case enter(String)
    case rerun
    case undo
    case edit(Int, String)
    case delete(Set<Int>)

    var description: String { "\(self)" }
  }

  private static let rows = """
    text,label
    good clean room,good
    bad dirty room,bad
    good kind staff,good
    bad rude staff,bad
    good warm bread,good
    bad stale bread,bad
    good quiet night,good
    bad noisy night,bad
    good soft bed,good
    bad hard bed,bad
    good fresh air,good
    bad damp air,bad
    good kind host,good
    bad rude host,bad
    good long bath,good
    bad cold bath,bad

    """

  private static let data = #"data d = "data/rows.csv" { text text; target label; split 50/25/25 }"#
  private static let model = "model m(units=6) for d = embed 8 | lstm units | output"

  static let sessions: [[Step]] = [
    // From beginning to end.
    [
      .enter("seed 3"), .enter(data), .enter("show d"), .enter(model),
      .enter("train r = m epochs=3 batch=2 lr=0.05"), .enter("eval t = r"), .enter("t.f1"),
      .enter("print r.fingerprint, t.loss"), .enter("assert t.rows == 4"),
    ],
    // The model, the seed and a rate are thought over again and again.
    [
      .enter(data), .enter("let rate = 0.1"), .enter(model),
      .enter("train r = m(units=4) epochs=2 batch=2 lr=rate"), .enter("eval t = r"),
      .enter("let rate = 0.02 # slower"), .enter("seed 11"),
      .enter("model m(units=3) for d = embed 5 | bilstm units | mean | output"), .rerun,
      .enter("train s = m epochs=2 batch=3 seed=5"), .enter("seed 12"), .rerun,
      .enter("print r.fingerprint, s.fingerprint, t.loss"),
    ],
    // Results without names, cells, several statements in an entry, things taken back.
    [
      .enter("#%% Rows"), .enter("# the rows of the house\n" + data + "; let few = 2"),
      .enter("#%% Training"), .enter(model + "; train r = m epochs=few batch=few"),
      .enter("eval r"), .enter("_.loss"), .enter("_ * 10"), .enter("let tenfold = _"),
      .enter("let few = 9"), .undo, .enter("eval r on d.valid"), .enter("let other = _.loss"),
      .enter("print tenfold, other, r.fingerprint"),
    ],
    // Files that the session writes and reads, a file that it includes.
    [
      .enter(#"include "data/common.lstm""#), .enter(data), .enter(model),
      .enter("train r = m epochs=epochs batch=2"), .enter(#"save r "r.model""#),
      .enter(#"load q = "r.model""#), .enter("eval t = q on d.test"),
      .enter(#"predict q from "data/rows.csv" to "out.csv""#),
      .enter("model m(units=4) for d = embed 3 | gru units | output"), .rerun,
      .enter("print q.fingerprint, t.loss"),
    ],
    // Several runs at once, a run that goes on, an entry that is changed and one that goes.
    [
      .enter(data), .enter(model),
      .enter("grid g = train m(units=[2, 3]) lr=[0.01, 0.1] epochs=2 batch=2 by loss"),
      .enter("crossval c = m folds=2 epochs=1 batch=2"), .enter("print 1"),
      .enter("train r = m epochs=2 batch=2"), .enter("resume r epochs=4"), .enter("eval t = r"),
      .edit(6, "train r = m epochs=1 batch=2 # shorter"), .rerun,
      .enter("resume r epochs=3"), .rerun, .delete([5]),
      .enter("train many = m seeds=2 epochs=1 batch=2"),
      .enter("print g.best.fingerprint, r.fingerprint, t.loss, many.best.fingerprint"),
    ],
  ]

  @Test(arguments: sessions.indices)
  func aSavedSessionComesToTheSameBits(number: Int) throws {
    try folder.write(Self.rows, to: "data/rows.csv")
    try folder.write("let epochs = 2\n", to: "data/common.lstm")
    let session = Recorder(in: folder.path, cache: folder.path + "/cache")
    for step in Self.sessions[number] { carryOut(step, in: session) }
    #expect(session.session.staleEntries.isEmpty)
    let printed = session.texts().last

    // In the folder of the session, and in another one.
    for place in ["", "/elsewhere"] {
      let there = folder.path + place
      #expect(session.session.problems(ofScriptIn: there).filter { $0.severity == .error } == [])
      let again = Recorder(in: there, cache: "\(folder.path)/cache-\(place.utf8.count)")
      #expect(again.run(session.session.script(in: there)) == .success, "\(again.problems)")
      #expect(again.texts().last == printed)
      #expect(values(again) == values(session))
    }
  }

  private func carryOut(_ step: Step, in recorder: Recorder) {
    let session = recorder.session
    switch step {
    case .enter(let text): #expect(recorder.enter(text) == .success, "\(text) \(recorder.problems)")
    case .rerun: #expect(session.rerun() == .success, "\(recorder.problems)")
    case .undo: #expect(session.undo() != nil)
    case .edit(let entry, let text):
      let source = SourceText(name: "<prompt>", text: text)
      #expect(session.replace(entry: entry, with: source) == .success)
    case .delete(let entries): #expect(throws: Never.self) { try session.delete(entries: entries) }
    }
  }

  /// All numbers and hashes of all names.
  private func values(_ recorder: Recorder) -> [String] {
    recorder.session.names.filter { $0 != "_" }.flatMap { name -> [String] in
      guard case .known(let value)? = recorder.session.scope[name]?.value else { return [name] }
      guard case .object(let object) = value else { return ["\(name) \(value.description)"] }
      return object.fields.filter { $0.type == .number || $0.type == .text }.map { field in
        "\(name).\(field.name) \(object.value(of: field.name)?.description ?? "none")"
      }
    }
  }

  /// What a session saves is what its script saves, the statements inside included.
  @Test(arguments: ["seed 3", "let other = 1"])
  func aModelSavedAtThePromptIsThatOfTheScript(first: String) throws {
    let recorder = Recorder(in: folder.path)
    for entry in [
      first, Samples.data.replacing(" shuffle=no", with: ""),
      "model m for d = embed 4 | lstm 3 | output", "print 1", "train r = m epochs=1 batch=4",
      "save r \"r.model\"",
    ] { #expect(recorder.enter(entry) == .success) }
    let bytes = try folder.bytes(of: "r.model")
    #expect(Recorder(in: folder.path).run(recorder.session.script(in: folder.path)) == .success)
    #expect(try folder.bytes(of: "r.model") == bytes)
  }

  @Test func theScriptIsInAnOrderThatRuns() throws {
    let recorder = Recorder()
    for entry in [
      "#%% First", "let a = 1 # one", "let c = a", "#%% Second", "let b = 5", "let a = b",
      "print a, c",
    ] { #expect(recorder.enter(entry) == .success) }
    #expect(
      recorder.session.script() == """
        lstm 1

        #%% Second
        let b = 5
        let a = b

        #%% First
        let c = a

        #%% Second
        print a, c

        """)
  }

  @Test(arguments: [
    ("a/b.csv", "/x", "/x", "a/b.csv"), ("a/b.csv", "/x", "/x/y", "../a/b.csv"),
    ("b.csv", "/x/y", "/x", "y/b.csv"), ("../b.csv", "/x/y", "/x", "b.csv"),
    ("/b.csv", "/x/y", "/x", "/b.csv"), ("b.csv", "/x/y", "/z", "/x/y/b.csv"),
  ])
  func pathsFollowTheScript(path: String, from: String, to: String, expected: String) {
    #expect(RelativePath.rebase(path, from: from, to: to) == expected)
  }
}
