// SPDX-License-Identifier: Apache-2.0

/// What stands between two parts of a date.
enum DateSeparator: String, Codable, Hashable, Sendable {
  /// Nothing.
  case none = ""
  /// A hyphen.
  case hyphen = "-"
  /// A slash.
  case slash = "/"
  /// A full stop.
  case dot = "."
  /// One blank; several are read as one.
  case blank = " "
  /// A comma and a blank; blanks may be missing when read.
  case comma = ", "

  /// Takes the separator where it comes next; false where it does not.
  func take(_ text: Span<UInt8>, _ scan: inout StampScan) -> Bool {
    switch self {
    case .none: return true
    case .hyphen: return scan.take(UInt8(ascii: "-"), text)
    case .slash: return scan.take(UInt8(ascii: "/"), text)
    case .dot: return scan.take(UInt8(ascii: "."), text)
    case .blank: return scan.blanks(text) > 0
    case .comma:
      guard scan.take(UInt8(ascii: ","), text) else { return false }
      _ = scan.blanks(text)
      return true
    }
  }
}
