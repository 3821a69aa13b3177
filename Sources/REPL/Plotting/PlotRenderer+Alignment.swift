// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// Draws what each token that was written looked at: two cells of shade for each that was read.
  func draw(_ chart: Chart, _ map: AlignmentMap, on grid: inout PlotGrid) {
    let label = min(
      map.written.map { DisplayWidth.of(TextFitting.singleLine($0)) }.max() ?? 0, columns / 4)
    let shown = min(map.read.count, (columns - label - 2) / 3)
    grid.put(
      TextFitting.cut("\(chart.y.label) ↓  \(chart.x.label) →", to: columns), column: 0, row: 1,
      ink: .faint)
    for column in 0..<shown {
      grid.put(
        TextFitting.pad(String((column + 1) % 100), to: 2, alignment: .right),
        column: label + 2 + column * 3, row: 2, ink: .faint)
    }
    for (index, written) in map.written.enumerated() {
      let row = 3 + index
      grid.put(
        TextFitting.pad(TextFitting.cut(written, to: label), to: label, alignment: .right),
        column: 0, row: row)
      for column in 0..<shown {
        let weight = map.weight(index, column)
        let block = palette.isOn ? " " : Self.block(weight < 0.1 ? 0 : weight)
        grid.put(
          block + block, column: label + 2 + column * 3, row: row,
          ink: palette.isOn ? .shade(weight) : .plain)
      }
    }
    legend(
      (0..<shown).map { Key(sign: String($0 + 1), ink: .faint, name: map.read[$0]) },
      column: 0, on: &grid)
    if shown < map.read.count {
      note("the first \(shown) of \(map.read.count) that were read; an SVG file has all", on: &grid)
    }
  }
}
