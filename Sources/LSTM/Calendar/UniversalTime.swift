// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, for people.
public enum UniversalTime {
  /// The seconds that are told apart: some 300,000 years to both sides.
  private static let limit = 1e13

  /// The date of seconds since 1970, as `2026-05-01`, and how many whole seconds of its day have passed; nil
  /// too far away.
  public static func parts(_ seconds: Double) -> (date: String, clock: Int)? {
    guard seconds.magnitude < limit else { return nil }
    let days = Int((seconds / 86_400).rounded(.down))
    let date = CivilDate(days: days)
    let text = [(date.year, 4), (date.month, 2), (date.day, 2)]
      .map { PartWidth.digits($0.0, width: $0.1) }.joined(separator: "-")
    return (text, Int(seconds.rounded(.down)) - 86_400 * days)
  }

  /// Hours and minutes, as `12:30`; seconds, too, where they are asked for.
  public static func clock(_ seconds: Int, withSeconds: Bool = false) -> String {
    ([seconds / 3600, seconds / 60 % 60] + (withSeconds ? [seconds % 60] : []))
      .map { PartWidth.digits($0, width: 2) }.joined(separator: ":")
  }
}
