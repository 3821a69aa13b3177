// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct PlotPresenterTests {
  private static let chart = Chart(
    "c",
    body: .curves(Curves(lines: [.init("a", [ChartPoint(0, 0), ChartPoint(1, 1)])])))

  /// What is written for a chart on a terminal of some size that has some graphics.
  private func drawn(
    _ mode: GraphicsMode, has graphics: TerminalGraphics, width: Int = 80, height: Int = 40,
    isTerminal: Bool = true
  ) -> String {
    let output = MemorySink()
    let terminal =
      isTerminal
      ? Terminal(
        isTerminal: true, hasColour: false, canRedraw: true, height: { height },
        cell: { (width: 8, height: 16) }, width: { width }) : .none
    let console = Console(
      output: output, outputTerminal: terminal, errors: MemorySink(), errorTerminal: terminal)
    console.graphics = mode
    console.findGraphics = { graphics }
    PlotPresenter(console: console).draw(Self.chart)
    return output.text
  }

  private func kind(_ text: String) -> String {
    text.contains("\u{1B}P") ? "sixel" : text.contains("\u{1B}_G") ? "kitty" : "characters"
  }

  @Test func theTerminalSaysHowUnlessOneIsForced() {
    #expect(kind(drawn(.automatic, has: .charactersOnly)) == "characters")
    #expect(kind(drawn(.automatic, has: .sixel)) == "sixel")
    #expect(kind(drawn(.automatic, has: .kitty)) == "kitty")
    #expect(kind(drawn(.unicode, has: .kitty)) == "characters")
    #expect(kind(drawn(.sixel, has: .charactersOnly)) == "sixel")
    #expect(kind(drawn(.kitty, has: .charactersOnly)) == "kitty")
    #expect(drawn(.none, has: .kitty) == "c\n")
  }

  @Test func imagesAreForTerminalsWithRoom() {
    #expect(kind(drawn(.kitty, has: .kitty, isTerminal: false)) == "characters")
    #expect(kind(drawn(.kitty, has: .kitty, height: 12)) == "characters")
    #expect(kind(drawn(.kitty, has: .kitty, width: 30)) == "characters")
    #expect(!drawn(.automatic, has: .sixel, isTerminal: false).contains("\u{1B}"))
  }

  @Test func theImageIsPutIntoItsRoomAndTheCursorComesBack() throws {
    for mode in [GraphicsMode.sixel, .kitty] {
      let text = drawn(mode, has: .charactersOnly)
      let start = try #require(text.firstRange(of: "\u{1B}7\u{1B}["))
      #expect(text.hasSuffix("\u{1B}8\n"))
      let lines = text[..<start.lowerBound].split(
        separator: "\n", omittingEmptySubsequences: false
      ).dropLast()
      let moves = text[start.upperBound...].split(maxSplits: 2) { !$0.isNumber && $0 != "[" }
      let up = try #require(Int(moves[0]))
      // The title is above the room, the axis below it.
      #expect(up == lines.count - 1 && lines[lines.count - up].hasSuffix("┤"))
      #expect(lines[lines.count - up + 15].contains("└"))
    }
  }

  @Test func theTerminalIsAskedOnceAndOnlyForCurves() {
    let output = MemorySink()
    let terminal = Terminal(
      isTerminal: true, hasColour: false, canRedraw: true, height: { 40 }, width: { 80 })
    let console = Console(
      output: output, outputTerminal: terminal, errors: MemorySink(), errorTerminal: terminal)
    nonisolated(unsafe) var asked = 0
    console.findGraphics = {
      asked += 1
      return .charactersOnly
    }
    let bars = Chart("b", body: .bars(BarGroups(names: ["a"], series: [.init("s", [1])])))
    PlotPresenter(console: console).draw(bars)
    #expect(asked == 0)
    for _ in 0..<3 { PlotPresenter(console: console).draw(Self.chart) }
    #expect(asked == 1)
  }
}
