// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct BrailleCanvasTests {
  private func text(_ canvas: BrailleCanvas) -> String {
    (0..<canvas.rows).map { row in
      String((0..<canvas.columns).map { canvas.cell(column: $0, row: row)?.character ?? " " })
    }.joined(separator: "\n")
  }

  @Test func eachDotHasItsBit() {
    let expected = ["⠁", "⠂", "⠄", "⡀", "⠈", "⠐", "⠠", "⢀"]
    for (index, character) in expected.enumerated() {
      var canvas = BrailleCanvas(columns: 1, rows: 1)
      canvas.set(x: index / 4, y: index % 4, series: 0)
      #expect(text(canvas) == character)
    }
  }

  @Test func aLineGoesFromDotToDot() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    var step = 0
    canvas.line(from: (0, 7), to: (7, 0), series: 0, step: &step)
    #expect(text(canvas) == "  ⡠⠊\n⡠⠊  ")
    #expect(step == 7)
  }

  @Test func linesDifferWithoutColour() {
    let lines = (0..<BrailleCanvas.Dashes.all.count).map { series in
      var canvas = BrailleCanvas(columns: 6, rows: 1)
      var step = 0
      canvas.line(from: (0, 0), to: (11, 0), series: series, step: &step)
      return text(canvas)
    }
    #expect(Set(lines).count == lines.count)
    #expect(lines[0] == "⠉⠉⠉⠉⠉⠉" && lines[1] == "⠁⠁⠁⠁⠁⠁")
  }

  @Test func whatLiesOutsideIsLeftOut() {
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    for place in [(-1, 0), (0, -1), (4, 0), (0, 4), (.max, .min)] {
      canvas.set(x: place.0, y: place.1, series: 0)
    }
    #expect(text(canvas) == "  ")
    canvas.set(x: 0, y: 0, series: 2)
    canvas.set(x: 1, y: 0, series: 1)
    #expect(canvas.cell(column: 0, row: 0)?.series == 1)
  }
}
