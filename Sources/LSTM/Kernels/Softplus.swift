// SPDX-License-Identifier: Apache-2.0

/// ln(1 + e^x), which is above 0 and close to x where that is large, with its slope 1 / (1 + e^-x); both with
/// a relative error below 1e-14.
///
/// Losses of many numbers ask for it at each of them, so that its series have no division: those of e^-|x| on
/// ±ln2/2 and of 2·artanh.
struct Softplus {
  let value: Double
  let slope: Double

  /// Of x.
  init(_ x: Double) {
    guard x.magnitude < 700 else {
      (value, slope) = x > 0 ? (x, 1) : x < 0 ? (0, 0) : (x, x)
      return
    }
    let decay = Self.decay(x.magnitude)
    let share = 1 / (1 + decay)
    let s = decay / (2 + decay)
    let z = s * s
    // 1 + z/3 + z²/5 + … + z¹⁴/29.
    var series = 1.0 / 29
    series = series * z + 1.0 / 27
    series = series * z + 1.0 / 25
    series = series * z + 1.0 / 23
    series = series * z + 1.0 / 21
    series = series * z + 1.0 / 19
    series = series * z + 1.0 / 17
    series = series * z + 1.0 / 15
    series = series * z + 1.0 / 13
    series = series * z + 1.0 / 11
    series = series * z + 1.0 / 9
    series = series * z + 1.0 / 7
    series = series * z + 1.0 / 5
    series = series * z + 1.0 / 3
    series = series * z + 1
    value = (x > 0 ? x : 0) + 2 * s * series
    slope = x > 0 ? share : decay * share
  }

  /// e^-x of x from 0 to 700.
  private static func decay(_ x: Double) -> Double {
    let halvings = (x * 1.442_695_040_888_963_4).rounded()
    let r = halvings * 0x1.62e42feep-1 + halvings * 0x1.a39ef35793c76p-33 - x
    // 1 + r + r²/2 + … + r¹³/13!.
    var series = 1.0 / 6_227_020_800
    series = series * r + 1.0 / 479_001_600
    series = series * r + 1.0 / 39_916_800
    series = series * r + 1.0 / 3_628_800
    series = series * r + 1.0 / 362_880
    series = series * r + 1.0 / 40_320
    series = series * r + 1.0 / 5_040
    series = series * r + 1.0 / 720
    series = series * r + 1.0 / 120
    series = series * r + 1.0 / 24
    series = series * r + 1.0 / 6
    series = series * r + 0.5
    series = series * r + 1
    series = series * r + 1
    return series * Double(bitPattern: UInt64(1023 - Int64(halvings)) << 52)
  }
}
