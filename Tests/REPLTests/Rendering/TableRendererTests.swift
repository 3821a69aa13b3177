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

  @Test func columnsThatDoNotFitAreNamedInANote() {
    let names = (0..<30).map { "class \($0)" }
    let wide = ResultTable(
      columns: [""] + names, alignments: [.left] + names.map { _ in .right },
      rows: [["很长的名字 that goes on"] + names.map { _ in "12" }])
    #expect(
      render(wide, width: 40) == """
                          class…  class…  class…
        ────────────────────────────────────────
        很长的名字 that…      12      12      12
        … 27 more columns than fit

        """)
    #expect(!render(wide).contains("more columns"))
  }

  @Test func remarksTakeAsManyLinesAsTheyNeed() {
    let table = ResultTable(
      columns: ["a"], alignments: [.left], rows: [["1"]],
      footnotes: ["tokens a text: 2 to 2, mean 2.0"])
    #expect(
      render(table, width: 20) == """
        a
        ─
        1
        tokens a text: 2 to
          2, mean 2.0

        """)
  }

  @Test(arguments: 1...120)
  func noLineOfManyColumnsIsWiderThanTheScreen(width: Int) {
    let cells = (0..<40).map { $0 % 3 == 0 ? "分类" : "value \($0)" }
    let table = ResultTable(
      title: "名字很长的表", columns: cells, alignments: [], rows: [cells, cells.reversed()])
    for line in render(table, width: width).split(separator: "\n") {
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
