// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  /// The most boxes that a picture is drawn with.
  private static let mostCells = (rows: 80, columns: 200)

  /// Numbers over two axes as shades.
  static func write(_ chart: Chart, _ raster: Raster) -> String {
    let small = raster.condensed(rows: mostCells.rows, columns: mostCells.columns)
    let (low, high) = chart.shadeLabels(raster)
    let keys = [(low, 0.0), (high, 1.0)].map { name, share in
      Key(name: name, sign: .box(colour: ramp(share), opacity: 1))
    }
    return framed(
      chart, x: AxisScale([], chart.x, ticks: 10, fitsTicks: false),
      y: AxisScale([], chart.y, ticks: 6, fitsTicks: false), keys: keys
    ) { canvas, area in
      let width = (area.right - area.left) / Double(max(small.columns, 1))
      let height = (area.bottom - area.top) / Double(max(small.rows.count, 1))
      for row in small.rows.indices {
        for column in 0..<small.columns where small.rows[row][column].isFinite {
          canvas.box(
            area.left + Double(column) * width, area.top + Double(row) * height, width + 0.5,
            height + 0.5, colour: ramp(small.shade(row, column)))
        }
      }
    }
  }
}

extension Chart {
  /// What stands beside the lightest and the darkest shade.
  public func shadeLabels(_ raster: Raster) -> (low: String, high: String) {
    guard let range = raster.range else { return ("nothing", "nothing") }
    let text = { FixedDecimal.string($0, decimals: 2) }
    return (text(range.lowerBound), text(range.upperBound))
  }
}
