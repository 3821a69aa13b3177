// SPDX-License-Identifier: Apache-2.0

/// What a cell of a picture is painted with.
enum PlotInk: Hashable, Sendable {
  /// The text's own colour.
  case plain
  /// The title.
  case heading
  /// Axes and their labels.
  case faint
  /// A series, by its number.
  case series(Int)
  /// The room between two lines.
  case band
  /// A share from 0 to 1, as the colour of the ground.
  case shade(Double)
  /// A share from -1 to 1, as the colour of the ground: orange below 0, blue above.
  case leaning(Double)

  /// The codes that switch to it; empty for none.
  var code: String {
    switch self {
    case .plain: ""
    case .heading: "1"
    case .faint: "2"
    case .series(let index): "38;5;\(Self.colours[index % Self.colours.count].code)"
    case .band: "38;5;\(Self.bandColour.code)"
    case .shade(let share):
      "48;5;\(Self.ramp[Self.step(share)]);38;5;\(Self.step(share) < 5 ? 16 : 231)"
    case .leaning(let share):
      share.magnitude < 0.08
        ? "" : "48;5;\(Self.ground(leaning: share));38;5;\(share > 0.75 ? 231 : 16)"
    }
  }

  /// A colour as one of the 256 of a terminal, and as a pixel has it.
  struct Colour: Hashable, Sendable {
    let code: Int
    let red: UInt8
    let green: UInt8
    let blue: UInt8
  }

  /// Blue, orange, green, pink, yellow and sky blue: of different lightness, for those who do not
  /// see all colours, and in the middle, for light and dark grounds.
  static let colours = [
    Colour(code: 33, red: 0, green: 135, blue: 255),
    Colour(code: 208, red: 255, green: 135, blue: 0),
    Colour(code: 36, red: 0, green: 175, blue: 135),
    Colour(code: 175, red: 215, green: 135, blue: 175),
    Colour(code: 178, red: 215, green: 175, blue: 0),
    Colour(code: 117, red: 135, green: 215, blue: 255),
  ]
  static let bandColour = Colour(code: 208, red: 255, green: 135, blue: 0)

  /// From nearly white to dark blue, by falling lightness.
  private static let ramp = [255, 189, 153, 117, 75, 33, 26, 19]

  /// From light to strong orange, and from light to strong blue.
  private static let leanings = [[230, 223, 216, 208], [195, 153, 75, 26]]

  private static func ground(leaning share: Double) -> Int {
    let side = leanings[share < 0 ? 0 : 1]
    return side[min(Int(share.magnitude * Double(side.count)), side.count - 1)]
  }

  private static func step(_ share: Double) -> Int {
    min(max(Int(share * Double(ramp.count)), 0), ramp.count - 1)
  }
}

extension Palette {
  /// The text in an ink.
  func paint(_ text: String, ink: PlotInk) -> String {
    isOn && !text.isEmpty && !ink.code.isEmpty ? "\u{1B}[\(ink.code)m\(text)\(closing)" : text
  }
}
