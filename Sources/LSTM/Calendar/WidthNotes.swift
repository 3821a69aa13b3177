// SPDX-License-Identifier: Apache-2.0

/// What the stamps of a column show of the width of a part.
struct WidthNotes {
  private var sawPadded = false
  private var sawPlain = false

  /// Notes the width that one stamp shows, nil where it shows none.
  mutating func note(_ width: PartWidth?) {
    switch width {
    case .padded: sawPadded = true
    case .plain: sawPlain = true
    case nil: break
    }
  }

  /// The width that was seen, padded where both were; nil where none was.
  var width: PartWidth? { sawPadded ? .padded : sawPlain ? .plain : nil }
}
