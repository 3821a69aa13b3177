// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What the pictures of runs, evaluations and searches say, held against the figures.
@Suite struct PictureTests {
  private static let script = Samples.run + "\neval t = r on d.train\n"

  private func curves(_ chart: Chart?) -> Curves? {
    if case .curves(let curves)? = chart?.body { curves } else { nil }
  }

  private func number(_ field: String, of name: String, _ recorder: Recorder) -> Double? {
    if case .number(let number)? = recorder.object(name)?.value(of: field) { number } else { nil }
  }

  /// The area under lines between points, or under steps.
  private func area(_ points: [ChartPoint], steps: Bool) -> Double {
    var area = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      area += (right.x - left.x) * (steps ? left.y : (left.y + right.y) / 2)
    }
    return area
  }

  @Test func theAreasAreTheFigures() throws {
    let recorder = Recorder()
    recorder.enter(Self.script)
    recorder.enter("plot t roc; plot t precision_recall")
    let (roc, steps) = (
      try #require(curves(recorder.charts.first)), try #require(curves(recorder.charts.last))
    )
    let auc = try #require(number("auc", of: "t", recorder))
    let precision = try #require(number("average_precision", of: "t", recorder))
    #expect(abs(area(roc.lines[0].points, steps: false) - auc) < 1e-9)
    #expect(abs(area(steps.lines[0].points, steps: true) - precision) < 1e-9)
    #expect(roc.lines[0].name == "good, area \(FixedDecimal.string(auc, decimals: 4))")
    #expect(roc.lines.map(\.isGuide) == [false, true])
    #expect(recorder.charts.allSatisfy { $0.isSquare })
    #expect(recorder.charts[0].title == "t: d.train, ROC of good")
  }

  @Test func calibrationSaysTheError() throws {
    let recorder = Recorder()
    recorder.enter(Self.script + "plot t calibration")
    let chart = try #require(recorder.charts.last)
    let error = try #require(number("ece", of: "t", recorder))
    #expect(chart.notes == ["ece \(FixedDecimal.figure(error)): 6 rows in 15 bins of equal width"])
    let lines = try #require(curves(chart)).lines
    // By the points of the picture: the error is the mean distance from the diagonal.
    let sum = zip(lines[0].points, lines[1].points).reduce(0) {
      $0 + $1.1.y * abs($1.0.x - $1.0.y)
    }
    #expect(abs(sum - error) < 1e-9)
    #expect(recorder.enter("show t full") == .success)
    #expect(recorder.tables.contains { $0.rows.contains { $0.first == "ece" } })
  }

  @Test func severalClassesHaveALineEachAndLabelsToo() throws {
    let rows = (0..<24).map { "[\"word\($0 % 8)\", \"c\($0 % 8)\"]" }.joined(separator: ", ")
    let recorder = Recorder()
    recorder.enter(
      """
      data d = rows [text, label] [\(rows)] { split 100/0/0 }
      model m for d = embed 4 | mean | output
      train r = m epochs=1
      eval t = r on d.train
      plot t roc
      """)
    let chart = try #require(recorder.charts.last, "\(recorder.problems)")
    #expect(curves(chart)?.lines.count == 7)
    #expect(chart.notes == ["the 6 of 8 classes with the most rows"])
    let labelled = Recorder()
    labelled.enter(
      Samples.labelled + """

        model m for d = embed 4 | mean | output
        train r = m epochs=1
        eval t = r on d.train
        plot t precision_recall; plot t roc
        """)
    #expect(labelled.charts.count == 2, "\(labelled.problems)")
    #expect(
      labelled.check(
        Samples.labelled
          + "\nmodel m for d = embed 4 | mean | output\ntrain r = m\neval t = r\nplot t calibration"
      )
        == ["E0301 there is no `calibration` of `t`"])
  }

  @Test func whatIsNoClassHasNoCurves() {
    let rated = Samples.rated + "\nmodel m for d = embed 4 + inputs | lstm 4 | output\n"
    for plot in ["roc", "precision_recall", "calibration"] {
      #expect(
        Recorder().check(rated + "train r = m\neval t = r\nplot t \(plot)")
          == ["E0301 there is no `\(plot)` of `t`"])
    }
    let numbers =
      "data d = rows [a, y] [[1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [6, 7], [7, 8], [8, 9]] "
      + "{ input a; target y number }\nmodel m for d = dense 4 | output\ntrain r = m\n"
    #expect(
      Recorder().check(numbers + "plot r embeddings") == ["E0301 there is no `embeddings` of `r`"])
    let several = Samples.labelled + "\nmodel m for d = embed 4 | mean | output\ntrain r = m\n"
    #expect(
      Recorder().check(several + "eval t = r\neval u = r on d.train\nplot t, u roc").first?
        .hasPrefix("E0203 there is no `roc` of `t`: several evaluations") == true)
  }

  @Test func severalRunsAndEvaluationsShareAPicture() throws {
    let recorder = Recorder()
    recorder.enter(
      Self.script + """
        train r2 = m epochs=2 seed=5
        eval u = r2 on d.train
        plot r, r2
        plot r, r2 metrics
        plot t, u roc
        plot t, u precision_recall
        """)
    #expect(recorder.charts.count == 4, "\(recorder.problems)")
    let loss = try #require(curves(recorder.charts[0]))
    #expect(loss.lines.map(\.name) == ["r", "r2"])
    #expect(loss.lines.map(\.points.count) == [3, 2])
    #expect(recorder.charts[0].title == "valid.loss of r and r2")
    #expect(recorder.charts[1].y.label == "valid.accuracy")
    #expect(curves(recorder.charts[2])?.lines.map(\.isGuide) == [false, false, true])
  }

  @Test func theWordsOfARunAndOfVectorsAreLaidOut() throws {
    let folder = try TemporaryFolder()
    try folder.write("a 1 0\nb 0 1\nc 1 1\nd 3 2\ne 2 2\n", to: "v.txt")
    let recorder = Recorder(in: folder.path)
    recorder.enter(
      Self.script + """
        vectors v = "v.txt"
        plot r embeddings; plot r embeddings method=tsne words=9 of="embed1"; plot v words=3
        """)
    #expect(recorder.charts.count == 3, "\(recorder.problems)")
    guard case .points(let first) = recorder.charts[0].body,
      case .points(let second) = recorder.charts[1].body,
      case .points(let third) = recorder.charts[2].body
    else {
      Issue.record("no points")
      return
    }
    #expect(!first.names.contains("<unk>") && first.names.count == first.points.count)
    #expect(Array(first.names.prefix(9)) == second.names)
    #expect(third.names == ["a", "b", "c"])
    #expect(recorder.charts[0].x.label.hasPrefix("first direction, "))
    #expect(recorder.charts[1].x.label.isEmpty && recorder.charts[1].notes.count == 1)
  }

  @Test func everyParameterHasAHistogram() throws {
    let recorder = Recorder()
    recorder.enter(Self.script + "plot r weights; plot r gradient_sizes")
    guard case .panels(let weights) = try #require(recorder.charts.first).body,
      case .panels(let gradients) = try #require(recorder.charts.last).body,
      let run = recorder.object("r") as? RunObject
    else {
      Issue.record("\(recorder.problems)")
      return
    }
    let slots = run.model.layout.slots
    #expect(weights.panels.map(\.name) == slots.map(\.name))
    #expect(
      weights.panels.map { $0.counts.reduce(0, +) } == slots.map { $0.spec.count })
    #expect(gradients.panels.map(\.name) == slots.map(\.name))
    #expect(Set(gradients.panels.map(\.low)).count == 1)
    #expect(recorder.charts.last?.title.contains("a batch of 2 rows") == true)
  }

  @Test func aSearchHasAnAxisForEachSetting() throws {
    let recorder = Recorder()
    recorder.enter(
      Samples.data + """

        model m(units=4) for d = embed 8 | lstm units | output
        search s = train m(units=[4, 8]) lr=1e-3..1e-1 log trials=4 epochs=1 by loss
        grid g = train m lr=[1e-2, 1e-3] epochs=1 by loss
        plot s parallel; plot g parallel; plot s losses
        """)
    #expect(recorder.charts.count == 3, "\(recorder.problems)")
    guard case .parallel(let search) = recorder.charts[0].body,
      case .parallel(let grid) = recorder.charts[1].body
    else {
      Issue.record("no axes")
      return
    }
    #expect(search.axes.map(\.name) == ["units", "lr", "valid.loss"])
    #expect(search.axes.map(\.isLogarithmic) == [false, true, false])
    #expect(
      search.lines.count == 4
        && search.lines.map(\.merit) == search.lines.map(\.merit).sorted(by: >))
    let places = search.lines.flatMap(\.places)
    #expect(places.allSatisfy { $0.map { (0...1).contains($0) } ?? false })
    #expect(grid.axes[0].ticks.map(\.label) == ["1e-3", "0.01"] || grid.axes[0].ticks.count == 2)
    #expect(
      Recorder().check(
        Samples.data + "\nmodel m for d = embed 4 | output\ntrain s = m seeds=2\nplot s parallel")
        == ["E0301 there is no `parallel` of `s`"])
  }

  // MARK: Explanations

  @Test func aTextIsDrawnWithItsWeightsAndItsAttention() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.enter(
      Samples.data + """

        model m for d = embed 8 | lstm 6 | attend | output
        train r = m epochs=3 batch=2 lr=0.05
        explain r "good hard bed" drawn=yes
        explain r "good hard bed" to "why.svg"
        explain r "good hard bed"
        """)
    guard case .tokens(let text) = try #require(recorder.charts.first, "\(recorder.problems)").body
    else {
      Issue.record("no tokens")
      return
    }
    #expect(text.tokens == ["good", "hard", "bed"] && recorder.charts.count == 1)
    #expect(text.tracks.map(\.isSigned) == [true, false])
    #expect(abs(text.tracks[1].values.reduce(0, +) - 1) < 1e-5)
    let shown = try #require(recorder.tables.first).rows.map { $0[1] }
    #expect((0..<3).map(text.tracks[0].text) == shown)
    let file = try folder.text(of: "why.svg")
    for word in [">hard<", "attention of attend1", "weight for "] {
      #expect(file.contains(word), "\(word)")
    }
    #expect(!text.isRightToLeft)
    #expect(
      TokenWeights(tokens: ["שלום", "עולם", "ok"], tracks: []).isRightToLeft)
  }

  @Test func theWorstRowsSayWhatMadeThem() throws {
    let recorder = Recorder()
    recorder.enter(Samples.data + "\nmodel m for d = embed 4 | lstm 4 | output")
    recorder.enter(
      "train r = m epochs=1 lr=1e-6\neval t = r on d.train\nshow t worst; show t errors")
    let (worst, errors) = (
      try #require(recorder.tables.dropLast().last), try #require(recorder.tables.last)
    )
    #expect(worst.columns == ["true", "predicted", "probability", "weighs most", "text"])
    #expect(worst.rows.map { [$0[0], $0[1], $0[2], $0[4]] } == errors.rows)
    #expect(!worst.rows.isEmpty)
    for row in worst.rows {
      let heaviest = row[3].split(separator: " ").first.map(String.init) ?? ""
      #expect(row[4].contains(heaviest) && row[3].contains(", "))
    }
    recorder.enter("baseline b = constant on d.train\nshow b worst")
    #expect(recorder.tables.last?.columns.contains("weighs most") == false)
  }

  // MARK: Files

  @Test(.enabled(if: CairoLibrary.missing == nil), arguments: ["png", "pdf"])
  func filesOfOtherKindsAreTheSameEachTime(form: String) throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.enter(
      Self.script + "plot t confusion to \"a.\(form)\"; plot t confusion to \"b.\(form)\"")
    let bytes = try folder.bytes(of: "a.\(form)")
    let again = try folder.bytes(of: "b.\(form)")
    #expect(again == bytes && bytes.count > 1000)
    #expect(bytes.starts(with: form == "png" ? [0x89, 0x50, 0x4E, 0x47] : Array("%PDF".utf8)))
    if form == "png" {
      // Two pixels for a unit of the SVG file.
      let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
      #expect(width >= 2 * 480)
    } else {
      #expect(String(decoding: bytes, as: UTF8.self).contains("19700101"))
    }
  }

  @Test func aFileSaysItsKindByItsName() {
    #expect(PictureForm(of: "a.SVG") == .svg && PictureForm(of: "x/y.png") == .png)
    #expect(PictureForm(of: "a.pdf") == .pdf && PictureForm(of: "pdf") == nil)
    #expect(PictureForm.svg.missingLibrary == nil)
    let missing = Diagnostic.pictureNeedsLibrary(
      "a.png", .png, "librsvg-2.so.2", at: Span(0, 0))
    #expect(missing.notes.joined().contains("librsvg2-2 and libcairo2"))
    #expect(missing.help?.contains("\"a.svg\"") == true)
  }
}
