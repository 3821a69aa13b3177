// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct PlotRendererTests {
  private static let losses = Chart(
    "run r: kept epoch 3 of 5", x: ChartAxis("epoch", isWhole: true), y: ChartAxis("loss"),
    body: .curves(
      Curves(
        lines: [
          .init(
            "train.loss",
            [1.2, 0.6, 0.3, 0.2, 0.1].enumerated().map {
              ChartPoint(Double($0 + 1), $1)
            }),
          .init(
            "valid.loss",
            [1.1, 0.8, 0.6, 0.7, 0.9].enumerated().map {
              ChartPoint(Double($0 + 1), $1)
            }),
        ], rules: [.init("kept epoch 3", x: 3)])))

  private func draw(
    _ chart: Chart, width: Int = 61, height: Int = 20, hasColour: Bool = false
  ) -> String {
    PlotRenderer(width: width, height: height, palette: Palette(isOn: hasColour))
      .picture(chart).lines.joined(separator: "\n") + "\n"
  }

  /// Compares with what stands in `Snapshots`, and writes it where RECORD=1 is set.
  private func expect(_ picture: String, _ name: String) throws {
    #expect(try PlotSnapshot.text(name, found: picture) == picture, "RECORD=1 writes it anew")
  }

  @Test func curves() throws { try expect(draw(Self.losses), "curves") }

  @Test func forecast() throws {
    let history = [3.0, 4, 6, 5, 7, 8, 7, 9, 11, 10]
    let chart = Chart.forecast(
      "sales, 5 steps ahead",
      Chart.Forecast(
        history: history, continuation: [11, 12, 12, 13, 14],
        band: (low: [10, 10, 9.5, 10, 10], high: [12, 13.5, 14.5, 16, 18]), bandName: "10% to 90%",
        actual: [10.5, 12.5, 11, 14, 15]), x: "day")
    try expect(draw(chart), "forecast")
  }

  @Test func bars() throws {
    let stacked = BarGroups(
      names: ["天气 weather", "music", "a class with a name that is far too long"],
      series: [
        .init("train", [60, 40, 5]), .init("valid", [10, 9, 0]), .init("test", [8, 9, 1]),
      ],
      isStacked: true)
    let grouped = BarGroups(
      names: ["fold 1", "fold 2"],
      series: [.init("accuracy", [0.81, 0.9]), .init("f1", [0.7, 0.001])], decimals: 3)
    try expect(
      draw(Chart("d: rows of each class", body: .bars(stacked)))
        + draw(Chart("c: folds", x: ChartAxis(range: 0...1), body: .bars(grouped))), "bars")
  }

  @Test func histogram() throws {
    let lengths = Histogram(
      [(name: "", numbers: (0..<200).map { Double(3 + $0 * $0 % 17) })], most: 20, isWhole: true)
    let sureness = Histogram(
      [
        (name: "right", numbers: (0..<90).map { 1 - Double($0 % 10) * 0.04 }),
        (name: "wrong", numbers: [0.3, 0.55, 0.6, 0.9]),
      ], most: 10, isWhole: false, range: 0...1)
    try expect(
      draw(Chart("d: tokens a text", x: ChartAxis("tokens"), body: .histogram(lengths)))
        + draw(
          Chart(
            "t: rows by probability", x: ChartAxis("probability"), y: ChartAxis("rows"),
            body: .histogram(sureness))), "histogram")
  }

  @Test func heatMap() throws {
    let small = HeatMap(names: ["好评", "差评", "中"], counts: [[40, 3, 0], [5, 30, 9], [1, 2, 0]])
    let chart = { (heat: HeatMap) in
      Chart("t: confusion", x: ChartAxis("predicted"), y: ChartAxis("true"), body: .heat(heat))
    }
    let names = (0..<50).map { "class number \($0)" }
    let many = HeatMap(
      names: names,
      counts: (0..<50).map { row in
        (0..<50).map { $0 == row ? 90 : $0 == (row * 7 + 3) % 50 ? row : 0 }
      })
    try expect(draw(chart(small)) + draw(chart(many), width: 80), "heat")
  }

  @Test(arguments: [1, 20, 40, 41, 60, 80, 100, 200, .max], [1, 10, 24, 60, .max])
  func noLineIsWiderThanThePicture(width: Int, height: Int) {
    let odd = "名字\u{1B}[2J很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长"
    let values = [ChartPoint(1, 1e300), ChartPoint(.nan, 2), ChartPoint(3, -1e-300)]
    let bodies: [Chart.Body] = [
      .curves(
        Curves(
          lines: [.init(odd, values), .init(odd, values, isJoined: false)],
          bands: [.init(odd, low: values, high: values)], rules: [.init(odd, x: .nan)])),
      .curves(Curves(lines: [])), .bars(BarGroups(names: [], series: [])),
      .bars(BarGroups(names: [odd, "b"], series: [.init(odd, [1e300])])),
      .bars(BarGroups(names: [odd], series: [], isStacked: true)),
      .histogram(Histogram([(name: odd, numbers: [1, 1e9])], most: 40, isWhole: true)),
      .histogram(Histogram([], most: 1, isWhole: false)),
      .heat(HeatMap(names: [], counts: [])),
      .heat(HeatMap(names: [odd, odd], counts: [[.max / 4, 1], [0, 2]])),
    ]
    let limit = width == .max ? 80 : min(max(width - 1, 40), 100)
    for body in bodies {
      let chart = Chart(
        odd, x: ChartAxis(odd), y: ChartAxis(odd), body: body, notes: [odd])
      let lines = draw(chart, width: width, height: height).split(separator: "\n")
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= limit && !$0.contains("\u{1B}") })
    }
  }

  @Test func colourChangesNoCharacterOfALine() {
    let painted = draw(Self.losses, hasColour: true)
    #expect(painted.contains("\u{1B}[38;5;33m"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == draw(Self.losses))
  }

  @Test func roomIsLeftForAnImage() throws {
    var renderer = PlotRenderer(width: 61, height: 30, palette: Palette(isOn: false))
    renderer.leavesRoom = true
    let picture = renderer.picture(Self.losses)
    let room = try #require(picture.room)
    for row in room.row..<(room.row + room.rows) {
      let line = Array(picture.lines[row])
      #expect(line.count <= room.column, "\(line)")
    }
    #expect(picture.lines[room.row + room.rows].contains("└"))
    #expect(picture.lines.last?.contains("━━ train.loss") == true)
  }
}
