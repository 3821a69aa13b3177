// SPDX-License-Identifier: Apache-2.0

extension TimeStep: CustomStringConvertible {
  /// The words for steps, the shortest first.
  static let names = [
    "second", "minute", "hour", "day", "business", "week", "month", "quarter", "year",
  ]

  /// The step that a word of `names` says; nil for another word.
  static func named(_ name: String) -> TimeStep? {
    switch name {
    case "second": .seconds(1)
    case "minute": .seconds(60)
    case "hour": .seconds(3600)
    case "day": .seconds(86_400)
    case "business": .businessDays
    case "week": .seconds(604_800)
    case "month": .months(1)
    case "quarter": .months(3)
    case "year": .months(12)
    default: nil
    }
  }

  /// The step in words, such as `15 minutes`; a number alone for an index.
  public var description: String {
    switch self {
    case .index(let size): return DecimalText.shortest(size)
    case .businessDays: return "1 business day"
    case .months(let count), .monthEnds(let count):
      if count == 3 { return "1 quarter" }
      return count != 0 && count % 12 == 0
        ? Self.counted(Double(count / 12), "year") : Self.counted(Double(count), "month")
    case .seconds(let seconds):
      for (name, size) in Self.units where seconds >= size {
        let count = seconds / size
        if count == count.rounded() { return Self.counted(count, name) }
      }
      return Self.counted(seconds, "second")
    }
  }

  private static let units = [
    ("week", 604_800.0), ("day", 86_400), ("hour", 3600), ("minute", 60),
  ]

  private static func counted(_ count: Double, _ unit: String) -> String {
    "\(DecimalText.shortest(count)) \(unit)\(count == 1 ? "" : "s")"
  }
}
