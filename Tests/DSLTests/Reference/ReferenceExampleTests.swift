// SPDX-License-Identifier: Apache-2.0

import LSTM
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
      vectors v = "glove.txt"
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

  private static let language =
    Samples.language + "\nmodel m for d = embed 8 | lstm 8 | output\ntrain r = m epochs=1"
  /// A series, and a model that gives intervals.
  private static let series =
    Samples.swinging + "\nmodel m for d = lstm 4 | output gaussian\ntrain r = m epochs=1"
  /// A text as a stream, and a model of it.
  private static let stream = """
    data d = chars "text.txt" { split 80/10/10 }
    model m for d = embed 8 | lstm 8 | output
    """

  /// A text of many words, and as many of them in the vocabulary.
  private static let many = """
    data d = words "many.txt" { text text tokens=blank; split 95/5/0 }
    """

  /// What the example of an entry, or of one of its settings, stands on.
  private func given(for topic: Reference.Topic, _ setting: String? = nil) -> String {
    switch (topic.name, setting) {
    case ("output", "tied"), ("generate", _): Self.language
    case ("forecast", _), ("eval", "every"), ("eval", "steps"), ("eval", "intervals"):
      Self.series
    case ("output", "cutoffs"), ("output", "div_value"): Self.many
    case ("output", "quantiles"): Samples.rated
    case ("ensemble", _), ("compare", _): Samples.together
    case (LayerCall.arrow, _): Samples.translated
    case ("embed", "tied"):
      Samples.translated.replacing("target de text", with: "target de text shared=yes")
    case ("attend", "score"), ("attend", "heads"), ("attend", "input_feeding"): Samples.translated
    case ("train", "scheduled_sampling"): Samples.translated + "\n" + Samples.translator
    case ("eval", let name?) where SearchOptions.ofTranscripts.contains(name),
      ("predict", let name?) where SearchOptions.ofTranscripts.contains(name):
      Samples.transcriber
    case ("eval", let name?) where Self.isOfSearch(name),
      ("predict", let name?) where Self.isOfSearch(name):
      Samples.translated + "\n" + Samples.translator + "\ntrain r = m epochs=1"
    case ("eval", .some): Self.stream + "\ntrain r = m epochs=1 batch=2"
    case (_, "bptt"): Self.stream
    case ("inputs", _): Samples.machines
    default:
      if topic.kind == "baseline", let entry = BaselineCatalog.entry(topic.name),
        !entry.tasks.contains(Samples.tasks[0].entry)
      {
        Samples.data(for: entry)
      } else {
        Self.given
      }
    }
  }

  /// Whether a setting says how the texts are looked for that a decoder writes.
  private static func isOfSearch(_ name: String) -> Bool {
    SearchOptions.arguments.contains { $0.name == name }
  }

  /// The example as statements to enter; nil for a kind of entry that this does not know.
  private func statements(of topic: Reference.Topic) -> String? {
    switch topic.kind {
    case "statement", "optimizer", "schedule", "baseline": topic.example
    case "operator": "model n for d = \(topic.example)\ntrain s = n epochs=1"
    case "layer": "model n for d = \(stack(around: topic))\ntrain s = n epochs=1"
    case "role":
      Samples.data(role: topic.name, topic.example).replacing("data d", with: "data e") + "\nshow e"
    // What it gives is for the tests of functions.
    case "function": "print " + (topic.example.split(separator: " is ").first ?? "")
    // A file, which the tests of this table read.
    case "format": ""
    default: nil
    }
  }

  private func stack(around topic: Reference.Topic) -> String {
    switch topic.name {
    case "embed" where topic.example.contains("tied"):
      "embed 100 | lstm 4 => \(topic.example) | lstm 4 | output"
    case "embed", "chars", "inputs": "\(topic.example) | lstm 4 | output"
    case "output": "embed 8 | lstm 8 | \(topic.example)"
    case "attend" where ["heads", "score", "input_feeding"].contains(where: topic.example.contains):
      "embed 8 | lstm 8 => embed 8 | lstm 8 | \(topic.example) | output"
    default: "embed 8 | \(topic.example) | output"
    }
  }

  /// The example of a setting as statements to enter.
  private func statements(of setting: Reference.Setting, in topic: Reference.Topic) -> String {
    let example = Reference.example(of: setting, in: topic)
    switch topic.kind {
    case "format": return example
    default:
      return statements(
        of: Reference.Topic(
          kind: topic.kind, name: topic.name, summary: "", form: "", settings: [],
          example: example)) ?? ""
    }
  }

  /// A folder with the files that examples read.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.reviews, to: "reviews.csv")
    try folder.write("房间 3 n\n好 2 a\n来 2 v\n", to: "words.txt")
    try folder.write("好房间\n", to: "more.txt")
    try folder.write("water 3.5\n", to: "idf.txt")
    try folder.write("good 1 0\nbad -1 0.5\n", to: "glove.txt")
    try folder.write(
      (1...40).map { "Line \($0) of a text.\n" }.joined(), to: "text.txt")
    try folder.write((1...12_000).map { "w\($0)" }.joined(separator: " "), to: "many.txt")
    try folder.write("let half = 1 / 2", to: "common.lstm")
    try folder.write((1...20).map { "a dog \($0)\n" }.joined(), to: "train.en")
    try folder.write((1...20).map { "ein Hund \($0)\n" }.joined(), to: "train.de")
    try folder.makeFolder("walks")
    for walk in 1...20 {
      try folder.write("left,right\n0.5,\(walk)\n0.25,1\n", to: "walks/walk_\(walk).csv")
    }
    try folder.write(
      "walk_id,place\n" + (1...20).map { "\($0),\($0 % 2 == 0 ? "hall" : "kitchen")\n" }.joined(),
      to: "walks/targets.csv")
    try folder.makeFolder("tones")
    try folder.makeFolder("talks")
    var words = "file,word\n"
    for (index, name) in try TestFiles.names(in: "scripts/data/tones").sorted().enumerated()
    where index % 3 == 0 && name.hasSuffix(".wav") {
      let bytes = try TestFiles.bytes("scripts/data/tones/" + name)
      for place in ["tones", "talks"] { try folder.write(bytes: bytes, to: "\(place)/\(name)") }
      words += "\(name),\(name.prefix { $0 != "_" })\n"
    }
    try folder.write(words, to: "talks/words.csv")
    for (fixture, name) in [
      ("waves_x.npy", "x.npy"), ("waves_y.npy", "y.npy"), ("waves.npz", "waves.npz"),
    ] {
      try folder.write(bytes: try TestFiles.bytes("Tests/Fixtures/arrays/" + fixture), to: name)
    }
    return folder
  }

  @Test(arguments: Reference.topics.filter { !$0.settings.isEmpty }.map { "\($0.kind) \($0.name)" })
  func everyExampleOfASettingRuns(name: String) throws {
    let topic = try #require(Reference.topics.first { "\($0.kind) \($0.name)" == name })
    for setting in topic.settings {
      let example = statements(of: setting, in: topic)
      let folder = try folder()
      if topic.kind == "format" { try writeRows(of: topic.name, like: example, to: folder) }
      let recorder = Recorder(
        in: folder.path, cache: folder.path + "/cache", record: folder.path + "/record")
      #expect(recorder.enter(given(for: topic, setting.name)) == .success)
      #expect(recorder.enter(example) == .success, "\(example)\n\(recorder.problems)")
      #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
      let isPositional = setting.isPositional || example.contains(" \(setting.name)=")
      #expect(isPositional, "\(example) does not show \(setting.name)")
    }
  }

  /// Rows in a file that the options of a format in an example fit.
  private func writeRows(of format: String, like example: String, to folder: TemporaryFolder) throws
  {
    guard example.contains("reviews.") else { return }
    let rows = (0..<20).map { ("text \($0)", "\($0 % 2)") }
    let sign = format == "tsv" && !example.contains("delimiter=") ? "\t" : ";"
    let delimiter = example.contains("delimiter=") || format == "tsv" ? sign : ","
    let lines =
      switch format {
      case "jsonl": rows.map { "{\"review\": \"\($0)\", \"label\": \($1)}" }
      case "conll": rows.flatMap { [$0.filter { $0 != " " } + " " + $1, ""] }
      default: rows.map { $0 + delimiter + $1 }
      }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "reviews.\(format)")
  }

  @Test func everyExampleOfAFieldAndAFacetRuns() throws {
    let folder = try folder()
    let recorder = Recorder(
      in: folder.path, cache: folder.path + "/cache", record: folder.path + "/record")
    #expect(recorder.enter(Self.given) == .success)
    // Some figures and facets are those of other tasks.
    let others = Samples.tasks.dropFirst().map { sample in
      let recorder = Recorder()
      #expect(recorder.enter(script(of: sample.data, "")) == .success, "\(recorder.problems)")
      return recorder
    }
    // One is that of rows in groups.
    let grouped = Recorder()
    #expect(
      grouped.enter(script(of: Samples.data(role: "group", "group author"), ""))
        == .success, "\(grouped.problems)")
    // Some are those of recordings.
    let heard = Recorder()
    #expect(
      heard.enter(Samples.data(role: "sound", "sound file")) == .success, "\(heard.problems)")
    // One is that of the learning-rate finder.
    let finder = Recorder()
    #expect(
      finder.enter(Samples.data + "\nmodel m for d = embed 4 | output\ntrain r = m range_test")
        == .success, "\(finder.problems)")
    #expect(
      recorder.enter(
        """
        grid g = train m(units=[2, 4]) epochs=1
        train s = m seeds=2 epochs=1
        crossval c = m folds=3 epochs=1 valid=0
        """) == .success, "\(recorder.problems)")
    for kind in ObjectKind.allCases {
      let examples =
        kind.type.fields.map { ($0.name, Reference.example(ofField: $0.name, of: kind)) }
        + kind.type.facets.map { ($0.name, Reference.example(ofFacet: $0.name, of: kind)) }
      for (name, example) in examples {
        let known =
          name == "best_rate"
          ? finder
          : ([recorder] + others + [grouped, heard]).first {
            $0.object(kind.sampleName)?.offers(name) == true
          }
        let recorder = try known ?? watching(name) ?? recorder
        #expect(recorder.enter(example) == .success, "\(example)\n\(recorder.problems)")
      }
    }
  }

  /// Runs that note the figure of a field, as epochs of no task do unless it is asked for; nil for
  /// another field.
  private func watching(_ field: String) throws -> Recorder? {
    guard let metric = RunObject.metric(of: field) else { return nil }
    for (_, data) in Samples.tasks {
      let recorder = Recorder()
      recorder.enter(data)
      let task = try #require(recorder.object("d") as? DataObject).dataset.task
      guard task.metric(metric.name) != nil else { continue }
      #expect(
        recorder.enter(script(of: "", " by=\(metric.name)", like: data))
          == .success,
        "\(recorder.problems)")
      return recorder
    }
    return nil
  }

  /// One of each kind of thing that has figures.
  ///
  /// - Parameter sample: data like those, where these are there already.
  private func script(of data: String, _ monitor: String, like sample: String? = nil) -> String {
    let isOver = (sample ?? data).contains("window ")
    let isWritten = (sample ?? data).contains(" text; split")
    let (first, last) = (
      isOver ? "" : "embed 4 | ",
      isOver ? "output gaussian" : isWritten ? "lstm 4 => embed 4 | lstm 4 | output" : "output"
    )
    return data + """

      model m(units=4) for d = \(first)lstm units | \(last)
      train r = m epochs=1\(monitor)
      eval t = r
      crossval c = m folds=2 epochs=1 valid=0
      grid g = train m(units=[2, 4]) epochs=1\(monitor)
      train s = m seeds=2 epochs=1\(monitor)

      """
      + (isWritten
        ? """
        train q = m epochs=1 seed=2\(monitor)
        ensemble e = r, q
        eval u = q
        compare better = t, u
        """ : "")
  }

  @Test(arguments: Reference.topics.map { "\($0.kind) \($0.name)" })
  func everyExampleRuns(name: String) throws {
    let topic = try #require(Reference.topics.first { "\($0.kind) \($0.name)" == name })
    let example = try #require(
      statements(of: topic), "say here how the example of a \(topic.kind) runs")
    let folder = try folder()
    let recorder = Recorder(
      in: folder.path, cache: folder.path + "/cache", record: folder.path + "/record")
    #expect(recorder.enter(given(for: topic)) == .success)
    #expect(recorder.enter(example) == .success, "\(example)\n\(recorder.problems)")
    #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
  }
}

extension ScriptObject {
  /// Whether this one has a field or a facet of a name.
  fileprivate func offers(_ name: String) -> Bool {
    fields.contains { $0.name == name } || facets.contains { $0.name == name }
  }
}
