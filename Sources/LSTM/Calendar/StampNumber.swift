// SPDX-License-Identifier: Apache-2.0

/// A run of digits in a stamp.
struct StampNumber {
  /// The number that the digits make.
  let value: Int
  /// How many digits there are.
  let count: Int

  /// The width that a part of one or two digits shows; nil where it needs two.
  var width: PartWidth? { count == 1 ? .plain : count == 2 && value < 10 ? .padded : nil }
}
