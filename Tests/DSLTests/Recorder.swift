// SPDX-License-Identifier: Apache-2.0

import LSTM
import Synchronization

@testable import DSL

/// A session that keeps what it tells, in a folder, and that may be stopped after some batches.
final class Recorder {
  /// What the session has told, in order.
  private(set) var events: [Event] = []
  /// How many batches to go before the session is asked to stop, 0 for from the start, nil for
  /// never.
  var batchesLeft: Int?
  private let asked = StopSwitch()
  private let configuration: Session.Configuration

  /// The session itself.
  private(set) lazy var session = Session(
    configuration: configuration,
    interruption: { [asked] in asked.isOn.load(ordering: .relaxed) ? .stopAfterBatch : .none },
    onEvent: { [unowned self] in note($0) })

  init(
    in folder: String = ".", parameters: [(name: String, value: String)] = [], threads: Int = 1,
    seed: Int? = nil, cache: String? = nil, record: String? = nil, isFresh: Bool = false,
    output: String? = nil
  ) {
    configuration = Session.Configuration(
      baseDirectory: folder, parameters: parameters, threads: threads, seed: seed,
      cache: cache.map { RunCache(folder: $0) }, record: record, isFresh: isFresh,
      outputDirectory: output)
  }

  /// Runs a text as a file.
  @discardableResult func run(_ text: String) -> ExitStatus {
    session.run(SourceText(name: "test.lstm", text: text))
  }

  /// Enters a text at the prompt.
  @discardableResult func enter(_ text: String) -> ExitStatus {
    asked.isOn.store(batchesLeft == 0, ordering: .relaxed)
    return session.enter(SourceText(name: "<prompt>", text: text))
  }

  /// Checks a text as a file: `E0201 message`, one a problem.
  func check(_ text: String) -> [String] {
    session.check(SourceText(name: "test.lstm", text: text)).map(\.line)
  }

  /// The lines that `print` and the prompt have told since the last call.
  func texts() -> [String] {
    defer { events = [] }
    return events.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The problems told so far: `E0201 message`.
  var problems: [String] {
    events.compactMap { if case .diagnostic(let found) = $0 { found.line } else { nil } }
  }

  /// The warnings and errors told so far.
  var diagnostics: [Diagnostic] {
    events.compactMap { if case .diagnostic(let found) = $0 { found } else { nil } }
  }

  /// What a name stands for, if that is no plain value.
  func object(_ name: String) -> (any ScriptObject)? {
    guard case .known(.object(let object))? = session.scope[name]?.value else { return nil }
    return object
  }

  /// How many batches were told.
  var batches: Int {
    events.count { if case .batch = $0 { true } else { false } }
  }

  /// The conditions told so far.
  var assertions: [AssertionResult] {
    events.compactMap { if case .assertion(let result) = $0 { result } else { nil } }
  }

  /// The tables told so far.
  var tables: [ResultTable] {
    events.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// The pictures told so far.
  var charts: [Chart] {
    events.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
  }

  /// The remarks told so far.
  var notes: [String] {
    events.compactMap { event in
      switch event {
      case .note(let note), .progress(let note): note
      case .record(let record): record.remark
      default: nil
      }
    }
  }

  /// The records of a kind told so far.
  func records(_ kind: String) -> [Record] {
    events.compactMap { event in
      if case .record(let record) = event, record.kind == kind { record } else { nil }
    }
  }

  /// How many events were told beside those of the statements themselves.
  var happenings: Int {
    events.count { if case .entry = $0 { false } else { true } }
  }

  /// How many epochs were told.
  var epochs: Int {
    events.count { if case .epoch = $0 { true } else { false } }
  }

  private func note(_ event: Event) {
    events.append(event)
    guard case .batch = event, let left = batchesLeft else { return }
    batchesLeft = left > 1 ? left - 1 : nil
    if left <= 1 { asked.isOn.store(true, ordering: .relaxed) }
  }
}

/// What stands for Ctrl-C.
private final class StopSwitch: Sendable {
  let isOn = Atomic<Bool>(false)
}

extension Diagnostic {
  /// `E0201 message`.
  var line: String { "\(code.rawValue) \(message)" }
}

/// Small scripts that several tests train.
enum Samples {
  /// Twelve rows in three splits, easy to learn.
  static let data = """
    data d = rows [text, label] [
      ["good clean room", "good"], ["bad dirty room", "bad"], ["good kind staff", "good"],
      ["bad rude staff", "bad"], ["good warm bread", "good"], ["bad stale bread", "bad"],
      ["good quiet night", "good"], ["bad noisy night", "bad"], ["good soft bed", "good"],
      ["bad hard bed", "bad"], ["good fresh air", "good"], ["bad damp air", "bad"]
    ] { split 50/25/25 shuffle=no }
    """
  /// Sentences whose names are tagged: what stands after `in` is a place.
  static let tagged = """
    data d = rows [text, label] [
      ["we met in Rome", "O O O B-LOC"], ["Ann lives in New York", "B-PER O O B-LOC I-LOC"],
      ["Bob saw Ann", "B-PER O B-PER"], ["it rains in Oslo", "O O O B-LOC"],
      ["Ann met Bob in Oslo", "B-PER O B-PER O B-LOC"], ["Bob lives in Rome", "B-PER O O B-LOC"],
      ["it rains in New York", "O O O B-LOC I-LOC"], ["we saw Bob", "O O B-PER"]
    ] { text text tokens=blank; target label tags; split 50/25/25 shuffle=no }
    """
  /// Texts with a set of labels each, easy to learn.
  static let labelled = """
    data d = rows [text, tags] [
      ["red apple", "fruit;red"], ["fast car", "car"], ["green apple", "fruit"],
      ["red car", "car;red"], ["nothing", ""], ["green car", "car"], ["red apple here", "fruit;red"],
      ["nothing here", ""], ["an apple", "fruit"], ["slow red car", "car;red"]
    ] { text text; target tags labels separator=";"; split 60/20/20 shuffle=no }
    """
  /// Texts whose keywords stand after `of`.
  static let keyed = """
    data d = rows [text, keys] [
      ["a study of deep water", "deep water"], ["the theory of sand", "sand_stone"],
      ["a map of old towns", "old towns"], ["the use of sand", "sand"],
      ["a study of old water", "old water"], ["the map of deep sand", "deep sand"],
      ["the use of water", "water"], ["a theory of towns", "towns_people"]
    ] { text text; target keys phrases separator="_"; split 50/25/25 shuffle=no }
    """
  /// Sentences of few words, whose next word is to be predicted.
  static let language = """
    data d = rows [text] [
      ["the cat saw the dog ."], ["the dog saw the cat ."], ["a cat sat ."], ["a dog sat ."],
      ["the cat sat ."], ["a dog saw a cat ."], ["the dog sat ."], ["a cat saw the dog ."]
    ] { text text; target next; split 50/25/25 shuffle=no }
    """
  /// Texts, each beside a number, with a number to predict.
  static let rated = """
    data d = rows [text, price, stars] [
      ["good clean room", 90, 5], ["bad dirty room", 40, 1], ["good kind staff", 85, 4.5],
      ["bad rude staff", 60, 2], ["fair warm bread", 12, 3], ["bad stale bread", 9, 1.5],
      ["good quiet night", 70, 4], ["bad night", 55, 2], ["fair bed", 62, 3.5],
      ["bad hard bed", 38, 1], ["good fresh air", 95, 5], ["fair damp air", 50, 2.5]
    ] { text text; input price; target stars number; split 50/25/25 shuffle=no }
    """
  /// Machines that run hot or cold, each over three steps.
  static let machines = """
    data d = rows [machine, load, heat, state] [
      \((0..<24).map { step in
        "[\(step / 3), \(step % 5), \(step / 3 % 2 * 10 + step % 3), \(step / 3 % 2)]"
      }.joined(separator: ", "))
    ] { input load, heat; series machine; target state class; split 50/25/25 shuffle=no }
    """
  /// A series that swings by four steps.
  static let swinging = """
    data d = rows [day, load] [
      \((0..<40).map { "[\($0), \([3, 8, 5, 1][$0 % 4] + $0 % 3)]" }.joined(separator: ", "))
    ] { time day; target load season=4; window 6 horizon=3; split 60/20/20 }
    """
  /// Phrases, and the same in another language.
  static let translated = """
    data d = rows [en, de] [
      ["a red car", "ein rotes Auto"], ["a red house", "ein rotes Haus"],
      ["the old car", "das alte Auto"], ["the old house", "das alte Haus"],
      ["a new car", "ein neues Auto"], ["a new house", "ein neues Haus"],
      ["the red house", "das rote Haus"], ["the red car", "das rote Auto"]
    ] { text en; target de text; split 50/25/25 shuffle=no }
    """
  /// Strings in which letters go on for some steps, and the letters.
  static let transcribed = """
    data d = rows [heard, said] [
      ["a a a b b c c", "abc"], ["b b a a a a", "ba"], ["c c c - c c a", "cca"],
      ["a - - b b b", "ab"], ["b b c c a a", "bca"], ["c c b b b b", "cb"],
      ["a a a - a a", "aa"], ["c a a b b -", "cab"]
    ] { text heard tokens=blank; target said transcript; split 50/25/25 shuffle=no }
    """
  /// A run of them, and a language model of what is said.
  static let transcriber =
    transcribed + """

      model m for d = embed 4 | lstm 6 | output
      train r = m epochs=1
      data l = rows [said] [["abc"], ["ba"], ["cca"], ["ab"], ["bca"], ["cb"], ["aa"], ["cab"]] {
        text said tokens=char lower=no; target next; split 50/50/0 shuffle=no
      }
      model n for l = embed 4 | lstm 4 | output
      train s = n epochs=1
      """
  /// A model of it.
  static let translator = "model m for d = embed 8 | lstm 6 => embed 8 | lstm 6 | attend | output"
  /// Two runs of it, and how well both do.
  static let together =
    translated + "\n" + translator + """

      train r = m epochs=1
      train r2 = m epochs=1 seed=2
      eval t = r
      eval u = r2
      """
  /// Data of each task, in the order of the catalog.
  static let tasks: [(entry: TaskEntry, data: String)] = [
    (ClassTask.entry, data), (TagsTask.entry, tagged), (LabelsTask.entry, labelled),
    (PhrasesTask.entry, keyed), (NumberTask.entry, rated), (ForecastTask.entry, swinging),
    (TextTask.entry, translated), (TranscriptTask.entry, transcribed), (NextTask.entry, language),
  ]

  /// Data of the first task that a baseline is for.
  static func data(for baseline: BaselineEntry) -> String {
    tasks.first { baseline.tasks.contains($0.entry) }?.data ?? data
  }

  /// Data with a column for each that the examples of roles name, whose roles are an example and
  /// those that it needs.
  static func data(role name: String, _ example: String) -> String {
    if example.contains("sound ") {
      return """
        data d = wav "\(TestFiles.root)scripts/data/tones" name="{kind}_{voice}_{take}" {
          target kind; \(example) }
        """
    }
    let authors = ["ann", "bob", "cleo", "dan", "eve", "fred", "gus", "hal", "ida", "joe"]
    let rows = (0..<20).map { row in
      "[\"text \(row)\", \(row % 2), \"\(authors[row / 2])\", \"2024-01-\(10 + row)\", \(row), \"O I-X\", "
        + "\(20 + row), "
        + "\(row * row), \(row % 10), \(row % 5)]"
    }
    let isOver = example.contains("window ")
    let needed =
      (isOver
      ? ["target load"] : [name == "series" ? "input load" : "text review", "target label"])
      .filter { !$0.hasPrefix(name + " ") }
    return """
      data d = rows [review, label, author, date, id, tags, temperature, load, machine, rating] [
        \(rows.joined(separator: ", "))
      ] { \((needed + [example]).joined(separator: "; ")) }
      """
  }

  /// A small model of it, and a run of three epochs.
  static let run =
    data + """

      model m for d = embed 8 | lstm 6 | output
      train r = m epochs=3 batch=2 lr=0.05
      """
}
