// SPDX-License-Identifier: Apache-2.0

import DSL

/// How measured quantities are written.
enum Quantity {
  /// A span of time: `0.8 s`, `42 s`, `3:07`, `2:03:07`; `?` when it is not known.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    if seconds < 9.95 { return "\(FixedDecimal.string(seconds, decimals: 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours == 0
      ? "\(minutes):\(twoDigits(whole % 60))"
      : "\(hours):\(twoDigits(minutes)):\(twoDigits(whole % 60))"
  }

  /// How old something is: `40 seconds`, `5 minutes`, `3 days`.
  static func age(seconds: Int) -> String {
    let units = [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)]
    let seconds = max(seconds, 1)
    let (name, size) = units.first { seconds >= $0.1 } ?? ("second", 1)
    let count = seconds / size
    return "\(count) \(name)\(count == 1 ? "" : "s")"
  }

  /// A rate: `842 rows/s`, `12.3k rows/s`, `1.4M rows/s`; empty when it is not known.
  static func rate(_ rowsPerSecond: Double, of unit: String = "rows") -> String {
    guard rowsPerSecond.isFinite, rowsPerSecond > 0 else { return "" }
    switch rowsPerSecond {
    case ..<9.95: return "\(FixedDecimal.string(rowsPerSecond, decimals: 1)) \(unit)/s"
    case ..<999.5: return "\(FixedDecimal.string(rowsPerSecond, decimals: 0)) \(unit)/s"
    case ..<999_950: return "\(FixedDecimal.string(rowsPerSecond / 1e3, decimals: 1))k \(unit)/s"
    default: return "\(FixedDecimal.string(rowsPerSecond / 1e6, decimals: 1))M \(unit)/s"
    }
  }

  /// The bytes of a text such as `500MB`, `4 GB` or `1000000`; nil when it is none.
  static func bytes(from text: String) -> Int? {
    let plain = text.filter { $0 != " " }.lowercased()
    let units: [(name: String, size: Double)] = [
      ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("k", 1e3), ("m", 1e6), ("g", 1e9),
      ("b", 1), ("", 1),
    ]
    for unit in units where plain.hasSuffix(unit.name) {
      guard let number = Double(plain.dropLast(unit.name.count)), number >= 0 else { return nil }
      return Int(exactly: (number * unit.size).rounded(.down))
    }
    return nil
  }

  /// The seconds of a text such as `90s`, `10m`, `1.5h` or `600`; nil when it is none.
  static func seconds(from text: String) -> Double? {
    let units: [(name: String, size: Double)] = [("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    for unit in units where text.hasSuffix(unit.name) {
      guard let number = Double(text.dropLast(unit.name.count)), number > 0, number.isFinite else {
        return nil
      }
      return number * unit.size
    }
    return nil
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
