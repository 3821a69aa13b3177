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
  /// Whether there is more than ASCII to draw with.
  var isUnicode = true
  /// The width in columns at this moment; meaningful for a terminal only.
  var width: @Sendable () -> Int
  /// The height in lines at this moment; meaningful for a terminal only.
  var height: @Sendable () -> Int
  /// The pixels of a cell at this moment, as far as the terminal says.
  var cell: @Sendable () -> (width: Int, height: Int)

  /// A file or a pipe: no colour, no redrawing, no width to keep to.
  static let none = Terminal(isTerminal: false, hasColour: false, canRedraw: false) { .max }

  /// What a file descriptor leads to.
  init(descriptor: Int32) {
    let isScreen = isatty(descriptor) == 1
    let isCapable = isScreen && Self.isCapable(Environment["TERM"])
    isTerminal = isScreen
    hasColour = isCapable && (Environment["NO_COLOR"] ?? "").isEmpty
    canRedraw = isCapable
    isUnicode = Self.isUnicode { Environment[$0] }
    width = { isScreen ? Self.columns(of: descriptor) : .max }
    height = { isScreen ? Self.lines(of: descriptor) : .max }
    cell = { Self.cell(of: descriptor) }
  }

  /// A terminal with the given abilities.
  init(
    isTerminal: Bool, hasColour: Bool, canRedraw: Bool,
    height: @escaping @Sendable () -> Int = { .max },
    cell: @escaping @Sendable () -> (width: Int, height: Int) = { usualCell },
    width: @escaping @Sendable () -> Int
  ) {
    self.height = height
    self.cell = cell
    self.isTerminal = isTerminal
    self.hasColour = hasColour
    self.canRedraw = canRedraw
    self.width = width
  }

  /// Whether a terminal of a type moves its cursor and has colours.
  static func isCapable(_ type: String?) -> Bool { !["", "dumb"].contains(type ?? "") }

  /// Whether the locale of some variables has more than ASCII: each but one that says otherwise.
  ///
  /// The name of the locale counts, not whether it is installed: a container may have none of those
  /// that the terminal outside of it has.
  static func isUnicode(_ variable: (String) -> String?) -> Bool {
    let found = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty }
    guard let name = found?.lowercased() else { return true }
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// The pixels of a cell where the terminal does not say.
  static let usualCell = (width: 8, height: 16)

  private static func columns(of descriptor: Int32) -> Int {
    size(of: descriptor).flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } ?? 80
  }

  private static func lines(of descriptor: Int32) -> Int {
    size(of: descriptor).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? 24
  }

  private static func cell(of descriptor: Int32) -> (width: Int, height: Int) {
    guard let size = size(of: descriptor), size.ws_col > 0, size.ws_row > 0 else {
      return usualCell
    }
    let (width, height) = (size.ws_xpixel / size.ws_col, size.ws_ypixel / size.ws_row)
    // What is no size of a letter is no answer.
    let isLikely = (3...64).contains(width) && (6...128).contains(height)
    return isLikely ? (Int(width), Int(height)) : usualCell
  }

  private static func size(of descriptor: Int32) -> winsize? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}
