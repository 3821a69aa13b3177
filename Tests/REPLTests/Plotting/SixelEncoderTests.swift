// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct SixelEncoderTests {
  /// What a terminal makes of a sixel sequence: the number of a colour for each pixel, or nil.
  private struct Decoded {
    var width = 0
    var height = 0
    var pixels: [[Int?]] = []
    var colours: [Int: [Int]] = [:]

    init?(_ text: String) {
      let opening = "\u{1B}P0;1;0q"
      guard text.hasPrefix(opening), text.hasSuffix("\u{1B}\\") else { return nil }
      var rest = Array(text.dropFirst(opening.count).dropLast(2))[...]
      var (x, top, colour) = (0, 0, 0)
      func numbers() -> [Int] {
        let part = rest.prefix { $0.isNumber || $0 == ";" }
        rest = rest.dropFirst(part.count)
        return String(part).split(separator: ";").compactMap { Int($0) }
      }
      while let character = rest.popFirst() {
        var (count, data) = (1, character)
        switch character {
        case "\"":
          let found = numbers()
          (width, height) = (found[2], found[3])
          pixels = Array(repeating: Array(repeating: nil, count: width), count: height)
          continue
        case "#":
          let found = numbers()
          colour = found[0]
          if found.count == 5 { colours[colour] = Array(found[2...]) }
          continue
        case "$":
          x = 0
          continue
        case "-":
          (x, top) = (0, top + 6)
          continue
        case "!":
          count = numbers()[0]
          data = rest.popFirst() ?? "?"
        default: break
        }
        let bits = Int(data.asciiValue ?? 63) - 63
        for _ in 0..<count {
          for row in 0..<6 where bits >> row & 1 == 1 { pixels[top + row][x] = colour }
          x += 1
        }
      }
    }
  }

  @Test func theImageComesBackPixelByPixel() throws {
    var image = PixelImage(width: 23, height: 15)
    image.line(from: (1, 1), to: (21, 13), thickness: 2, PlotInk.colours[0])
    image.line(from: (1, 13), to: (21, 1), thickness: 3, PlotInk.colours[1])
    image.fill(x: 11, from: 0, to: 15, PlotInk.colours[2], alpha: 0.3)
    let decoded = try #require(Decoded(SixelEncoder.encode(image)))
    #expect(decoded.width == 23 && decoded.height == 15)
    var drawn = 0
    for y in 0..<15 {
      for x in 0..<23 {
        let isDrawn = SixelEncoder.isDrawn(image, x, y)
        #expect((decoded.pixels[y][x] != nil) == isDrawn)
        guard isDrawn, let number = decoded.pixels[y][x] else { continue }
        drawn += 1
        let pixel = image[x, y]
        let parts = [pixel.red, pixel.green, pixel.blue].map { (Int($0) * 100 + 127) / 255 }
        #expect(decoded.colours[number] == parts)
      }
    }
    #expect(drawn > 60)
  }

  @Test func anEmptyImageIsASequenceAllTheSame() throws {
    let decoded = try #require(Decoded(SixelEncoder.encode(PixelImage(width: 4, height: 13))))
    #expect(decoded.pixels.joined().allSatisfy { $0 == nil } && decoded.height == 13)
  }

  @Test func aLongRunIsACount() {
    var image = PixelImage(width: 90, height: 6)
    for x in 0..<90 { image.fill(x: x, from: 0, to: 1, PlotInk.colours[0], alpha: 1) }
    #expect(SixelEncoder.encode(image).contains("#0!90@\u{1B}"))
  }
}
