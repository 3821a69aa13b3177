// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What `:plan` prints: the values that will run, from the objects that run.
@Suite struct StepValuesTests {
  private static let model =
    Samples.data + "\nmodel m(units=2) for d = embed 4 | lstm units | output\n"

  private func plan(
    _ statement: String, after script: String = model, in folder: String = "."
  ) throws -> [String] {
    let recorder = Recorder(in: folder)
    #expect(recorder.enter(script) == .success, "\(recorder.problems)")
    return try #require(
      recorder.session.plan(SourceText(name: "<prompt>", text: statement)),
      "\(recorder.problems)")
  }

  /// The text of a value, by its name.
  private func value(_ name: String, _ lines: [String]) throws -> String {
    let start = try #require(lines.firstIndex { $0.hasPrefix("  \(name) ") })
    let more = lines[(start + 1)...].prefix { $0.hasPrefix("    ") }
    return ([lines[start].dropFirst(2 + name.count)] + more.map { $0[...] })
      .map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
  }

  @Test func everySettingOfTrainingIsPrinted() throws {
    let lines = try plan("train r = m(units=3) sgd lr=0.5 batch=4 epochs=2 seed=9 step every=2")
    #expect(lines.first == "train r on d")
    #expect(try value("stack", lines) == "embed 4 | lstm 3 | output")
    let layers = try value("layers", lines)
    #expect(layers.contains("embed1 → seq[4], lstm1 → seq[3]"))
    #expect(try value("optimizer", lines) == "sgd lr=0.5 momentum=0 nesterov=no")
    #expect(try value("schedule", lines) == "step every=2 decay=0.5 after=0")
    let settings = try value("settings", lines)
    for spec in TrainingOptions.arguments { #expect(settings.contains("\(spec.name)=")) }
    #expect(settings.contains("epochs=2 batch=4 "))
    #expect(try value("epoch", lines) == "6 rows in 2 steps, then 3 rows of d.valid")
    #expect(try value("keeps", lines) == "the epoch with the best valid.accuracy")
    #expect(try value("seed", lines) == "9")
    #expect(try value("begins", lines) == "with the weights of its seed")
  }

  @Test func aStreamIsCountedInTokens() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(String(repeating: "to be or not to be\n", count: 20), to: "t.txt")
    let script = """
      data t = chars "t.txt" { target next; split 80/10/10 }
      model m for t = embed 4 | lstm 4 | output
      """
    let lines = try plan("train r = m batch=2 bptt=10 epochs=1", after: script, in: folder.path)
    let epoch = try value("epoch", lines)
    #expect(epoch.contains(" tokens in ") && epoch.contains(" tokens of t.valid"))
    #expect(!epoch.contains("rows"))
  }

  @Test func runsOfSeveralAreTheirSettingsAndTheFirst() throws {
    let lines = try plan("grid g = train m(units=[2, 5]) epochs=1 lr=[0.1, 0.2] by loss")
    #expect(lines.first == "grid g")
    #expect(try value("runs", lines) == "4")
    #expect(
      try value("settings", lines)
        == "units=2 lr=0.1, units=2 lr=0.2, units=5 lr=0.1, units=5 lr=0.2")
    #expect(try value("stack", lines) == "embed 4 | lstm 2 | output")
    let folds = try plan("crossval c = m folds=3 epochs=1")
    #expect(try value("folds", folds).hasPrefix("3, of "))
    #expect(folds.contains { $0.hasPrefix("the first fold, the others like it") })
  }

  @Test func whatOnlyDrawsAndComputesHasNone() throws {
    #expect(try plan("let a = 1\nprint a\nshow d\nassert a == 1").isEmpty)
  }

  @Test func filesAreThoseThatAreWritten() throws {
    let folder = try TemporaryFolder()
    let lines = try plan(
      "train r = m epochs=1\neval r\nsave r \"r.model\"", in: folder.path)
    #expect(lines.contains { $0.hasPrefix("eval") && $0.hasSuffix("= r") })
    #expect(try value("rows", lines) == "3 of d.test")
    #expect(try value("figures", lines).contains("accuracy, f1"))
    #expect(try value("file", lines) == folder.path + "/r.model")
  }
}
