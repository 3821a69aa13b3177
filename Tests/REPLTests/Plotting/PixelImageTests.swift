// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct PixelImageTests {
  private let blue = PlotInk.colours[0]

  @Test func aLineCoversItsPixels() {
    var image = PixelImage(width: 20, height: 10)
    image.line(from: (2, 5), to: (18, 5), thickness: 2, blue)
    for x in 3..<17 {
      #expect(image[x, 4].alpha == 255 && image[x, 5].alpha == 255)
      #expect(image[x, 1].alpha == 0 && image[x, 8].alpha == 0)
    }
    #expect(image[0, 5].alpha == 0 && image[19, 0] == .clear)
  }

  @Test func whatLiesOutsideIsLeftOut() {
    var image = PixelImage(width: 4, height: 4)
    image.line(from: (-50, -50), to: (-20, 100), thickness: 3, blue)
    image.fill(x: 9, from: -5, to: 99, blue, alpha: 1)
    #expect(image.pixels.allSatisfy { $0 == .clear })
    #expect(PixelImage(width: 0, height: -3).pixels.count == 1)
  }

  @Test func anImageOfCurvesHasTheirColoursAndFillsItsRoom() throws {
    var renderer = PlotRenderer(width: 61, height: 40, palette: Palette(isOn: false))
    renderer.leavesRoom = true
    let points = { (values: [Double]) in
      values.enumerated().map { ChartPoint(Double($0), $1) }
    }
    let curves = Curves(
      lines: [.init("a", points([0, 1, 0])), .init("b", points([1, 0, 1]))],
      bands: [.init("c", low: points([0, 0, 0]), high: points([1, 1, 1]))])
    let room = try #require(renderer.picture(Chart("t", body: .curves(curves))).room)
    let image = CurvePainter(room: room, cell: (width: 6, height: 12)).image(curves)
    #expect(image.width == room.columns * 6 && image.height == room.rows * 12)
    for series in 0..<2 {
      let colour = PlotInk.colours[series]
      #expect(image.pixels.contains(PixelImage.Pixel(colour, alpha: 255)))
    }
    // The first line begins in the lower left cell, the second in the upper left one.
    #expect(image[3, image.height - 6].blue == PlotInk.colours[0].blue)
    #expect(image[3, 6].red == PlotInk.colours[1].red)
  }
}
