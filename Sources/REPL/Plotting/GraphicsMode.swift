// SPDX-License-Identifier: Apache-2.0

/// How pictures are drawn on a terminal.
enum GraphicsMode: String, Hashable, Sendable, CaseIterable {
  /// With what the terminal says it can do.
  case automatic
  /// With characters.
  case unicode
  /// Curves as images in the sixel format.
  case sixel
  /// Curves as images of the kitty protocol.
  case kitty
  /// Not at all; the title alone is shown.
  case none
}

/// What a terminal can show beside characters.
enum TerminalGraphics: Hashable, Sendable {
  case charactersOnly, sixel, kitty
}
