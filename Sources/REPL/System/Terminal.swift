// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What is at the other end of an output stream.
struct Terminal: Sendable {
  /// True for a screen, false for a file or a pipe.
  var isTerminal: Bool
  /// Whether text may be coloured.
  var hasColour: Bool
  /// Whether a line can be drawn again in its place.
  var canRedraw: Bool
  /// The width in columns at this moment; meaningful for a terminal only.
  var width: @Sendable () -> Int

  /// A file or a pipe: no colour, no redrawing, no width to keep to.
  static let none = Terminal(isTerminal: false, hasColour: false, canRedraw: false) { .max }

  /// What a file descriptor leads to.
  init(descriptor: Int32) {
    let isScreen = isatty(descriptor) == 1
    let isCapable = isScreen && Environment["TERM"].map { $0 != "dumb" } ?? false
    isTerminal = isScreen
    hasColour = isCapable && (Environment["NO_COLOR"] ?? "").isEmpty
    canRedraw = isCapable
    width = { isScreen ? Self.columns(of: descriptor) : .max }
  }

  /// A terminal with the given abilities.
  init(isTerminal: Bool, hasColour: Bool, canRedraw: Bool, width: @escaping @Sendable () -> Int) {
    self.isTerminal = isTerminal
    self.hasColour = hasColour
    self.canRedraw = canRedraw
    self.width = width
  }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
