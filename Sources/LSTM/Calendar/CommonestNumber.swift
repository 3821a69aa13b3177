// SPDX-License-Identifier: Apache-2.0

/// Counts how often numbers occur.
struct CommonestNumber {
  private var counts: [Double: Int] = [:]

  /// Counts a number once more, if it is above 0.
  mutating func add(_ number: Double) {
    if number > 0 { counts[number, default: 0] += 1 }
  }

  /// The number that was counted most often, the least of several; nil where none was.
  var commonest: Double? {
    counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }
}
