// SPDX-License-Identifier: Apache-2.0

/// The end of a line as a token: `\n`, however a file writes it.
enum LineEnd {
  /// The token.
  static let token = "\n"
  static let bytes: [UInt8] = [0x0A]
}

extension Unicode.Scalar {
  /// Whether a line ends here: LF, CR, and what Unicode has beside them.
  var isLineEnd: Bool {
    switch value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension Span<UInt8> {
  /// Where the text goes on after a line end whose first scalar is read: CR LF is one.
  func behindLineEnd(_ scalar: Unicode.Scalar, at index: Int) -> Int {
    scalar.value == 0x0D && index < count && self[index] == 0x0A ? index + 1 : index
  }
}
