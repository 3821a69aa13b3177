// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

/// Pictures as they stand in files and on a terminal, kind by kind.
@Suite struct PictureSnapshotTests {
  /// One chart of each kind, by the name of its files.
  static let charts: [(name: String, chart: Chart)] = [
    (
      "roc",
      Chart(
        "t: d.test, ROC of good", x: ChartAxis("false positive rate", range: 0...1),
        y: ChartAxis("true positive rate", range: 0...1),
        body: .curves(
          Curves(lines: [
            .init(
              "good, area 0.7500",
              [ChartPoint(0, 0), ChartPoint(0, 0.5), ChartPoint(0.5, 0.5), ChartPoint(1, 1)],
              hasMarks: false),
            .init("by chance", [ChartPoint(0, 0), ChartPoint(1, 1)], isGuide: true),
          ])), notes: ["a note"], isSquare: true)
    ),
    (
      "tokens",
      Chart(
        "r: 好评, probability 0.930",
        body: .tokens(
          TokenWeights(
            tokens: ["房间", "很", "干净", ",", "but", "the", "staff", "<rude>"],
            tracks: [
              .init(
                name: "weight for 好评", values: [0.2, 0.05, 1.5, 0, -0.3, 0, 0.1, -1.2],
                isSigned: true),
              .init(
                name: "attention of attend1", values: [0.1, 0, 0.6, 0, 0.1, 0, 0, 0.2],
                isSigned: false),
            ])), notes: ["the score is 0.930, and 0.580 without any of it"])
    ),
    (
      "points",
      Chart(
        "r: vectors of the 5 most frequent words, embed1, by PCA",
        x: ChartAxis("first direction, 60.0 % of the variance"),
        y: ChartAxis("second direction, 20.0 % of the variance"),
        body: .points(
          NamedPoints(
            names: ["天气", "rain", "music", "歌", "rain again"],
            points: [
              ChartPoint(1, 2), ChartPoint(1.2, 1.9), ChartPoint(-3, 0), ChartPoint(-3, -1),
              ChartPoint(1.2, 1.9),
            ])))
    ),
    (
      "panels",
      Chart(
        "r: weights",
        body: .panels(
          HistogramPanels([
            .init(
              name: "embed1.weight", counts: [0, 1, 4, 9, 16, 9, 4, 1], low: "-0.2", high: "0.2",
              zero: 0.5, note: "mean 0, deviation 0.05"),
            .init(
              name: "output1.bias", counts: [2, 0, 0, 0, 0, 0, 0, 1], low: "0", high: "1",
              note: "mean 0.33, deviation 0.47"),
          ])), notes: ["each over its own range"])
    ),
    (
      "parallel",
      Chart(
        "search s: 3 runs",
        body: .parallel(
          ParallelAxes(
            axes: [
              .init("units", ticks: [.init(0, "8"), .init(1, "64")]),
              .init("lr", ticks: [.init(0, "0.001"), .init(0.5, "0.01")], isLogarithmic: true),
              .init("valid.f1", ticks: [.init(0, "0.5"), .init(1, "1.0")]),
            ],
            lines: [
              .init("units=64 lr=0.01, 0.9000", places: [1, 0.5, 0.8], merit: 1),
              .init("units=8 lr=0.03, 0.7000", places: [0, 0.9, 0.4], merit: 0.5),
              .init("units=8 lr=0.001, 0.5000", places: [0, 0, nil], merit: 0),
            ])))
    ),
    (
      "alignment",
      Chart(
        "w: 红色的车", x: ChartAxis("read"), y: ChartAxis("written"),
        body: .alignment(
          AlignmentMap(
            read: ["a", "red", "car"], written: ["红色", "的", "车", "the end"],
            weights: [[0.1, 0.9, 0], [0.3, 0.6, 0.1], [0, 0, 1], [0, 0, 0.2]])))
    ),
  ]

  @Test(arguments: charts.indices) func fileAndTerminal(index: Int) throws {
    let (name, chart) = Self.charts[index]
    let file = SVGWriter.write(chart)
    #expect(
      try PlotSnapshot.text("\(name).svg", found: file) == file, "RECORD=1 writes it anew")
    let lines = PlotRenderer(width: 61, height: 20, palette: Palette(isOn: false)).picture(chart)
      .lines
    let picture = lines.joined(separator: "\n") + "\n"
    #expect(try PlotSnapshot.text(name, found: picture) == picture, "RECORD=1 writes it anew")
  }

  @Test(arguments: charts.indices) func eachFitsEveryTerminal(index: Int) {
    let chart = Self.charts[index].chart
    for (width, height) in [(1, 1), (40, 10), (61, 24), (100, 60), (Int.max, Int.max)] {
      for hasColour in [false, true] {
        let renderer = PlotRenderer(
          width: width, height: height, palette: Palette(isOn: hasColour))
        for line in renderer.picture(chart).lines {
          let plain = line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
          #expect(DisplayWidth.of(plain) <= renderer.columns)
        }
      }
    }
  }

  /// What speaks for something and what speaks against it have grounds of two hues.
  @Test func signedWeightsHaveTwoHues() {
    #expect(PlotInk.leaning(0.9).code.hasPrefix("48;5;26;"))
    #expect(PlotInk.leaning(-0.9).code.hasPrefix("48;5;208;"))
    #expect(PlotInk.leaning(0).code.isEmpty)
  }
}
