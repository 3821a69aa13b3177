// SPDX-License-Identifier: Apache-2.0

/// A stretch of a text within which units are joined, as UTF-8; the blank before a word is its first
/// byte.
struct SubwordRun {
  /// The bytes, in small letters where that is wished.
  private(set) var bytes: [UInt8] = []
  /// Where the character that each byte comes from begins and ends in the text; empty unless tracked.
  private(set) var places: [Range<Int>] = []
  private let isTracked: Bool

  /// An empty run.
  ///
  /// - Parameter isTracked: whether it notes where its bytes come from.
  init(isTracked: Bool = false) { self.isTracked = isTracked }

  /// The blank, which stands before words.
  static let blank: UInt8 = 0x20

  /// Whether the last character is a blank.
  var endsInBlank: Bool { bytes.last == Self.blank }

  /// Adds a scalar that stands at a place of the text.
  mutating func append(_ scalar: Unicode.Scalar, lower: Bool = false, at place: Range<Int>) {
    bytes.append(scalar, lower: lower)
    guard isTracked else { return }
    while places.count < bytes.count { places.append(place) }
  }

  /// Takes the last byte off; where its character stands, if that is noted.
  mutating func removeLast() -> Range<Int>? {
    bytes.removeLast()
    return places.popLast()
  }

  /// Forgets all.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }
}
