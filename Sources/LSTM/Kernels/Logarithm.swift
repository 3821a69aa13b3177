// SPDX-License-Identifier: Apache-2.0

/// ln x for finite x > 0, the same bits on every machine: the exponent, and 2·artanh of the
/// significand by its series.
///
/// The error is below 2 ulp in double precision. ln 0 is -infinity; a negative number gives NaN.
public func naturalLogarithm(_ x: Double) -> Double {
  guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
  var exponent = Double(x.exponent)
  var m = x.significand
  if m > 1.414_213_562_373_095_1 {
    m /= 2
    exponent += 1
  }
  let s = (m - 1) / (m + 1)
  let z = s * s
  var series = 0.0
  for odd in stride(from: 25.0, through: 3, by: -2) { series = (series + 1 / odd) * z }
  return exponent * 0.693_147_180_559_945_3 + 2 * s * (1 + series)
}
