// SPDX-License-Identifier: Apache-2.0

/// The mean of numbers and their standard deviation from it, over all of them.
///
/// They are counted from the first one, so that large numbers that differ little lose no digits.
struct Moments {
  /// The mean; 0 of no numbers.
  let mean: Double
  /// The deviation; 0 of equal numbers.
  let deviation: Double

  /// Those of some numbers, none of which is missing.
  init(_ numbers: [Double]) {
    let (count, origin) = (Double(max(numbers.count, 1)), numbers.first ?? 0)
    let mean = origin + numbers.reduce(0) { $0 + ($1 - origin) } / count
    self.mean = mean
    deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }
}
