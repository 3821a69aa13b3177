// SPDX-License-Identifier: Apache-2.0

/// Writes images in the sixel format: bands of six rows, a pass over each for every colour in it.
enum SixelEncoder {
  /// The control sequence that draws the image at the cursor.
  ///
  /// What covers less than half is drawn as every other pixel, and what hardly covers not at all,
  /// as the format knows no shades of covering.
  static func encode(_ image: PixelImage) -> String {
    let colours = colours(of: image)
    let numbers = Dictionary(
      uniqueKeysWithValues: colours.enumerated().map { ($0.element, $0.offset) })
    // 0;1: what is not set keeps the ground of the terminal.
    var text = "\u{1B}P0;1;0q\"1;1;\(image.width);\(image.height)"
    for (number, colour) in colours.enumerated() {
      let parts = [colour.red, colour.green, colour.blue].map { (Int($0) * 100 + 127) / 255 }
      text += "#\(number);2;" + parts.map(String.init).joined(separator: ";")
    }
    let bands = stride(from: 0, to: image.height, by: 6).map { band(image, $0, numbers) }
    return text + bands.joined(separator: "-") + "\u{1B}\\"
  }

  private struct Colour: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8
  }

  /// The most colours that a terminal is sure to have registers for.
  private static let mostColours = 16

  private static func colours(of image: PixelImage) -> [Colour] {
    var found: [Colour] = []
    for y in 0..<image.height {
      for x in 0..<image.width where isDrawn(image, x, y) {
        let colour = colour(image[x, y])
        if !found.contains(colour), found.count < mostColours { found.append(colour) }
      }
    }
    return found
  }

  private static func colour(_ pixel: PixelImage.Pixel) -> Colour {
    Colour(red: pixel.red, green: pixel.green, blue: pixel.blue)
  }

  /// Whether a pixel is set.
  static func isDrawn(_ image: PixelImage, _ x: Int, _ y: Int) -> Bool {
    let alpha = image[x, y].alpha
    return alpha >= 128 || alpha >= 40 && (x + y).isMultiple(of: 2)
  }

  private static func band(_ image: PixelImage, _ top: Int, _ numbers: [Colour: Int]) -> String {
    var passes: [Int: [UInt8]] = [:]
    for y in top..<min(top + 6, image.height) {
      for x in 0..<image.width where isDrawn(image, x, y) {
        guard let number = numbers[colour(image[x, y])] else { continue }
        passes[number, default: [UInt8](repeating: 0, count: image.width)][x] |= 1 << (y - top)
      }
    }
    return passes.sorted { $0.key < $1.key }
      .map { "#\($0.key)" + packed($0.value) }.joined(separator: "$")
  }

  /// The characters of a pass; more than three of the same as a count.
  private static func packed(_ bits: [UInt8]) -> String {
    var text = ""
    var index = 0
    let end = (bits.lastIndex { $0 != 0 } ?? -1) + 1
    while index < end {
      var next = index
      while next < end, bits[next] == bits[index] { next += 1 }
      let character = String(UnicodeScalar(63 + bits[index]))
      let count = next - index
      text += count > 3 ? "!\(count)\(character)" : String(repeating: character, count: count)
      index = next
    }
    return text
  }
}
