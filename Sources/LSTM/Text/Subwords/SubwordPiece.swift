// SPDX-License-Identifier: Apache-2.0

/// A unit of a text, and what it covers there.
public struct SubwordPiece: Hashable, Sendable {
  /// The unit.
  public let unit: Int32
  /// Its characters, as UTF-8 offsets in the text; the blank before a word is one of them.
  ///
  /// A byte covers the whole character that it is a part of. The blank that is put before a text covers
  /// nothing.
  public let range: Range<Int>
}
