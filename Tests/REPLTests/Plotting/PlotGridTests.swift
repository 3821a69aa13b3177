// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct PlotGridTests {
  @Test func wideCharactersTakeTwoCells() {
    var grid = PlotGrid(columns: 6)
    grid.put("好x", column: 1, row: 0)
    grid.put("|", column: 5, row: 0)
    #expect(grid.lines(Palette(isOn: false)) == [" 好x |"])
  }

  @Test func whatStandsOutsideIsLeftOut() {
    var grid = PlotGrid(columns: 3)
    grid.put("abcdef", column: 1, row: 0)
    grid.put("x", column: -1, row: 0)
    grid.put("x", column: 0, row: -1)
    grid.put("好", column: 2, row: 1)
    #expect(grid.lines(Palette(isOn: false)) == [" ab"])
  }

  @Test func aRunOfOneInkIsPaintedOnce() {
    var grid = PlotGrid(columns: 8)
    grid.put("aa", column: 0, row: 0, ink: .series(0))
    grid.put("bb", column: 2, row: 0, ink: .series(1))
    grid.put("c", column: 5, row: 0)
    #expect(
      grid.lines(Palette(isOn: true))
        == ["\u{1B}[38;5;33maa\u{1B}[0m\u{1B}[38;5;208mbb\u{1B}[0m c"])
    #expect(grid.lines(Palette(isOn: false)) == ["aabb c"])
  }

  @Test func namesCannotMoveTheCursor() {
    var grid = PlotGrid(columns: 8)
    grid.put("a\u{1B}[2Jb", column: 0, row: 0)
    #expect(!grid.lines(Palette(isOn: false))[0].contains("\u{1B}"))
  }
}
