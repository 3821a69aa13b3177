// SPDX-License-Identifier: Apache-2.0

/// How large numbers are written.
public enum Amount {
  /// 1234567 as `1,234,567`.
  public static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// `1 step`, `1,200 steps`.
  public static func counted(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A number of bytes: `850 B`, `12 kB`, `3.4 GB`.
  public static func bytes(_ count: Int) -> String {
    let size = Double(count)
    switch count {
    case ..<10_000: return "\(count) B"
    case ..<10_000_000: return "\(FixedDecimal.string(size / 1e3, decimals: 0)) kB"
    case ..<1_000_000_000: return "\(FixedDecimal.string(size / 1e6, decimals: 1)) MB"
    default: return "\(FixedDecimal.string(size / 1e9, decimals: 1)) GB"
    }
  }
}
