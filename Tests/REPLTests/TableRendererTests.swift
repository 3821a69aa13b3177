// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct TableRendererTests {
  private let layers = ResultTable(
    title: "model m", columns: ["layer", "output", "parameters"],
    alignments: [.left, .left, .right],
    rows: [["embed 嵌入层", "seq[64]", "1280"], ["output", "好", "130"]],
    footnotes: ["1410 parameters"])

  private func render(
    _ table: ResultTable, width: Int = .max, hasColour: Bool = false
  ) -> String {
    TableRenderer(palette: Palette(isOn: hasColour), width: width).render(table)
  }

  @Test func columnsStandStraightWithWideCharacters() {
    #expect(
      render(layers) == """
        model m
        layer         output   parameters
        ─────────────────────────────────
        embed 嵌入层  seq[64]        1280
        output        好              130
        1410 parameters

        """)
  }

  @Test func theWidestColumnGivesWayOnANarrowScreen() {
    #expect(
      render(layers, width: 28)
        == """
        model m
        layer    output   parameters
        ────────────────────────────
        embed …  seq[64]        1280
        output   好              130
        1410 parameters

        """)
  }

  @Test(arguments: 1...40)
  func noLineIsWiderThanTheScreen(width: Int) {
    for line in render(layers, width: width).split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= width)
    }
  }

  @Test func aTableWithoutAHeaderHasNoRule() {
    let table = ResultTable(columns: ["", ""], alignments: [.left, .left], rows: [["a", "b"]])
    #expect(render(table) == "a  b\n")
  }

  @Test func whatDoesNotFitTogetherIsShownAllTheSame() {
    let table = ResultTable(columns: ["a"], alignments: [], rows: [["1", "2"], [], ["3"]])
    #expect(render(table) == "a\n────\n1  2\n\n3\n")
    #expect(render(ResultTable(columns: [], alignments: [], rows: [])) == "")
  }

  @Test func cellsCannotMoveTheCursor() {
    let table = ResultTable(
      columns: ["", ""], alignments: [.left, .left], rows: [["a\tb\nc", "\u{1B}[2J"]])
    #expect(render(table) == "a b c  \u{FFFD}[2J\n")
  }

  @Test func colourIsForHeaderAndRule() {
    let table = ResultTable(columns: ["a"], alignments: [.left], rows: [["1"]])
    #expect(
      render(table, hasColour: true) == "\u{1B}[1ma\u{1B}[0m\n\u{1B}[2m─\u{1B}[0m\n1\n")
  }
}
