// SPDX-License-Identifier: Apache-2.0

/// Texts in XML, SVG and HTML.
public enum Markup {
  /// What becomes of line ends and tabs.
  public enum Breaks: Sendable {
    /// They stay: text of HTML.
    case kept
    /// Each is a blank: text on one line.
    case blanks
    /// Each is named by its number: attributes whose lines count.
    case references
  }

  /// A text without what would begin markup, also within quotes.
  ///
  /// - Parameter replacement: what stands for characters that XML does not have.
  public static func escaped(
    _ text: some StringProtocol, breaks: Breaks, replacement: Unicode.Scalar = "\u{FFFD}"
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\n", "\t", "\r":
        switch breaks {
        case .kept: result.append(scalar == "\r" ? replacement : scalar)
        case .blanks: result.append(" ")
        case .references: result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
        }
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        result.append(replacement)
      case "\u{FFFE}", "\u{FFFF}": result.append(replacement)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
