// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGWriterTests {
  /// A chart of each kind.
  static let charts: [Chart] = [
    Chart(
      "run r", x: ChartAxis("epoch", isWhole: true), y: ChartAxis("loss"),
      body: .curves(
        Curves(
          lines: [
            .init("train", [ChartPoint(1, 1), ChartPoint(2, 0.5), ChartPoint(3, 0.2)]),
            .init("valid", [ChartPoint(1, 0.9), ChartPoint(2, .nan), ChartPoint(3, 0.6)]),
          ], rules: [.init("kept epoch 2", x: 2)])), notes: ["a note"]),
    Chart.forecast(
      "销量",
      Chart.Forecast(
        history: [3, 4, 3, 5], continuation: [5, 6], band: (low: [4, 4], high: [6, 9]),
        bandName: "10% to 90%", actual: [5, 7])),
    Chart(
      "rows", x: ChartAxis("rows"),
      body: .bars(
        BarGroups(
          names: ["天气", "food & <drink>"],
          series: [.init("train", [7, 5]), .init("test", [2, 0])], isStacked: true))),
    Chart(
      "folds",
      body: .bars(
        BarGroups(
          names: ["fold 1"], series: [.init("f1", [0.5]), .init("accuracy", [0.6])], decimals: 2))),
    Chart(
      "lengths", x: ChartAxis("tokens", isWhole: true), y: ChartAxis("texts", isWhole: true),
      body: .histogram(Histogram([(name: "", numbers: [1, 2, 2, 3])], most: 9, isWhole: true))),
    Chart(
      "confusion", x: ChartAxis("predicted"), y: ChartAxis("true"),
      body: .heat(HeatMap(names: ["好", "坏"], counts: [[8, 2], [0, 9]]))),
  ]

  /// What there is in a file: how many elements of each kind, and its texts.
  private final class Reading: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var texts: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      elements[name, default: 0] += 1
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if name == "text" { texts.append(text) }
    }
  }

  private func read(_ chart: Chart) -> Reading? {
    let parser = XMLParser(data: Data(SVGWriter.write(chart).utf8))
    let reading = Reading()
    parser.delegate = reading
    return parser.parse() ? reading : nil
  }

  @Test(arguments: charts)
  func everyKindIsWellFormedAndTheSameEachTime(chart: Chart) throws {
    let reading = try #require(read(chart))
    #expect(reading.texts.contains(chart.title))
    for note in chart.notes { #expect(reading.texts.contains(note)) }
    let text = SVGWriter.write(chart)
    #expect(text == SVGWriter.write(chart) && text.hasSuffix("</svg>\n"))
    #expect(text.contains("fill=\"#ffffff\"") && !text.contains("href") && !text.contains("nan"))
  }

  @Test func aGapDividesALine() throws {
    let reading = try #require(read(Self.charts[0]))
    // Two lines, one of which has two stretches of one point each; a dot a point.
    #expect(reading.elements["path"] == 1 && reading.elements["circle"] == 5)
    #expect(reading.texts.contains("kept epoch 2") && reading.texts.contains("epoch"))
  }

  @Test func namesAreTextAndNoMarkup() throws {
    let reading = try #require(read(Self.charts[2]))
    #expect(reading.texts.contains("food & <drink>") && reading.texts.contains("天气"))
    #expect(reading.texts.contains("7 + 2") && reading.texts.contains("5 + 0"))
  }

  @Test func aHeatMapHasABoxAPair() throws {
    let reading = try #require(read(Self.charts[5]))
    #expect(reading.elements["rect"] == 1 + 4)
    #expect(["8", "2", "0", "9", "好", "坏"].allSatisfy(reading.texts.contains))
  }

  @Test func hostileChartsAreWritten() throws {
    let odd = "\u{0}\u{1B}]]>\u{FFFE}\n\"'&<"
    let values = [ChartPoint(.nan, 1), ChartPoint(1, .infinity), ChartPoint(-1e308, 1e308)]
    let bodies: [Chart.Body] = [
      .curves(Curves(lines: [.init(odd, values)], bands: [.init(odd, low: values, high: [])])),
      .curves(Curves(lines: [])), .bars(BarGroups(names: [], series: [])),
      .bars(BarGroups(names: [odd, odd], series: [.init(odd, [.infinity])])),
      .histogram(Histogram([], most: 0, isWhole: true)),
      .heat(HeatMap(names: [], counts: [])), .heat(HeatMap(names: [odd, "b"], counts: [[.max]])),
      .alignment(AlignmentMap(read: [odd], written: [odd, odd], weights: [[.nan]])),
      .tokens(
        TokenWeights(
          tokens: [odd, "", odd], tracks: [.init(name: odd, values: [.nan, 1e300], isSigned: true)])
      ),
      .points(NamedPoints(names: [odd, odd, odd], points: values)),
      .points(NamedPoints(names: [odd], points: [])), .panels(HistogramPanels([])),
      .panels(HistogramPanels([.init(name: odd, counts: [], low: odd, high: odd, note: odd)])),
      .parallel(ParallelAxes(axes: [], lines: [])),
      .parallel(
        ParallelAxes(
          axes: [.init(odd, ticks: [.init(0.5, odd)])],
          lines: [.init(odd, places: [nil, 1], merit: .nan), .init(odd, places: [], merit: 2)])),
    ]
    for body in bodies {
      let chart = Chart(
        odd, x: ChartAxis(odd, isLogarithmic: true), y: ChartAxis(odd), body: body, notes: [odd])
      #expect(read(chart) != nil, "\(body)")
    }
  }

  @Test func fiftyClassesKeepTheirCells() throws {
    let names = (0..<50).map { "class number \($0)" }
    let counts = (0..<50).map { row in (0..<50).map { $0 == row ? 90 : ($0 + row) % 7 } }
    let reading = try #require(
      read(Chart("many", body: .heat(HeatMap(names: names, counts: counts)))))
    #expect(reading.elements["rect"] == 2501)
  }
}
