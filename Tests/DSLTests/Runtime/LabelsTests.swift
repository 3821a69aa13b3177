// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Targets with a set of labels a row, from the data to a prediction on raw text.
struct LabelsTests {
  private static let run = """

    model m for d = embed 16 | bilstm 12 x2 | ends | dense 8 tanh | output
    train r = m epochs=60 batch=2 lr=0.02 seed=2
    """

  @Test func labelsAreLearned() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Samples.labelled + Self.run
          + """

          eval t = r on d.train
          print t.f1, t.f1_macro, t.precision_micro, t.accuracy, f1(t, "red"), recall(t, "car")
          predict r "red apple", "nothing"
          save r "r.model"
          """) == .success, "\(recorder.problems)")
    let table = try #require(recorder.tables.last)
    // What is explained is a label, the most probable one or another.
    #expect(recorder.enter("explain r \"red apple\" class=car") == .success)
    #expect(recorder.enter("explain r \"nothing\"\nshow r gradients") == .success)
    #expect(recorder.texts() == ["1 1 1 1 1 1"])
    #expect(table.rows[0][1].hasPrefix("fruit 0.") || table.rows[0][1].hasPrefix("red 0."))
    #expect(table.rows[1] == ["nothing", "none"])
    let again = Recorder(in: folder.path)
    again.run("load q = \"r.model\"\npredict q \"red apple\", \"nothing\"")
    #expect(again.tables.last == table)
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    let line = try #require(try saved.predict(["nothing"])?.first)
    #expect(line.label == "" && line.fields.map(\.name) == ["probabilities"])
  }

  @Test func tablesAreOfLabels() throws {
    let recorder = Recorder()
    recorder.run(
      Samples.labelled
        + "\nbaseline b = constant on d.test\nbaseline c = random on d.test\nshow b classes confusion errors full\nshow d full"
    )
    #expect(recorder.problems.allSatisfy { $0.hasPrefix("W0502") })
    let labels = try #require(recorder.tables.first { $0.title?.hasSuffix(": labels") == true })
    #expect(labels.rows.map { $0[0] } == ["car", "fruit", "red", "all"])
    let splits = try #require(
      recorder.tables.first { $0.columns == ["label", "train", "valid", "test"] })
    #expect(splits.rows.last == ["all", "6", "2", "2"])
    #expect(
      recorder.tables.contains {
        $0.footnotes.contains("labels a row: 0 to 2, mean 1.2; 2 rows have none")
      })
  }

  @Test(arguments: 0...3)
  func threadsDoNotChangeTheResult(threads: Int) {
    let fingerprint = { (threads: Int) in
      let recorder = Recorder(threads: threads)
      recorder.run(
        Samples.labelled
          + Self.run.replacing("epochs=60", with: "epochs=3 class_weights=auto label_smoothing=0.1")
          + "\nprint r.fingerprint")
      return recorder.texts()
    }
    #expect(fingerprint(threads) == fingerprint(1))
    #expect(fingerprint(1).count == 1)
  }

  /// A threshold is part of the model: it is kept with it, and another one is another run.
  @Test func aThresholdDecidesWhatIsPredicted() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.run(
      Samples.labelled
        + """

        model m(t=0.5) for d = embed 4 | lstm 4 | output threshold=t
        train all = m(t=0) epochs=1
        train none = m(t=0.99) epochs=1
        eval a = all
        eval n = none
        print a.recall, n.recall
        save all "all.model"
        """)
    #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
    #expect(recorder.texts() == ["1 0"])
    let saved = try SavedRun(path: folder.path + "/all.model", threads: 1)
    #expect(try saved.predict(["x"])?.first?.label.split(separator: ";").count == 3)
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (roles: String, model: String) in
      Recorder().check(
        Samples.labelled.replacing("labels separator=\";\"", with: roles) + "\n" + model)
    }
    #expect(
      check("labels separator=\";\"", "model m for d = embed 4 | lstm 4 | output softmax") == [
        "E0402 `output softmax` chooses one of several, and a row may have any of the labels"
      ])
    #expect(
      check("labels separator=\"\"", "").first == "E0303 an empty separator divides nothing")
    #expect(
      check("labels min_count=7", "").first?.hasPrefix("E0503 fewer than two labels") == true)
    #expect(
      check("labels separators=\";\"", "").first?.hasPrefix("E0301") == true)
    #expect(
      check("class separator=\";\"", "").first
        == "E0306 `separator` is not for a target of one class a row")
    #expect(
      check("phrases min_count=2", "").first
        == "E0306 `min_count` is not for a target of phrases to find in the text, such as its keywords"
    )
    #expect(
      Recorder().check(Samples.tagged + "\nmodel m for d = embed 4 | lstm 4 | output threshold=0.4")
        == ["E0402 `threshold=` is for labels, or for two classes with one score"])
  }
}
