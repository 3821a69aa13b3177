// SPDX-License-Identifier: Apache-2.0

/// One way to read the stamps of a column, and what they show of it.
struct StampFitting {
  private var index: IndexNotes?
  private var date: DateNotes?

  /// Numbers.
  private init() { index = IndexNotes() }

  /// Dates in a layout.
  private init(_ layout: DateLayout) { date = DateNotes(layout: layout) }

  /// All ways to read a stamp, the one to prefer first.
  static func all(for text: String) -> [StampFitting] {
    var ways = DateLayout.all.map { StampFitting($0) }
    // Numbers stand after those of 8 digits that are dates.
    ways.insert(StampFitting(), at: min(1, ways.count))
    return ways.filter { way in
      var way = way
      return way.take(text)
    }
  }

  /// Reads a stamp and notes its form; false where it cannot be of the same form as those before.
  mutating func take(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    return index?.take(bytes) ?? date?.take(bytes) ?? false
  }

  /// The way with day and month exchanged, nothing read yet; nil where they cannot be mistaken.
  var swapped: StampFitting? { date?.layout.swapped.map { StampFitting($0) } }

  /// Whether dates begin with the day, or the month.
  func begins(with first: DateFirst) -> Bool {
    switch date?.layout.order {
    case .dayMonthYear: first == .day
    case .monthDayYear: first == .month
    default: false
    }
  }

  /// The form that fits all stamps that were read.
  ///
  /// - Parameter isAmbiguous: whether day and month might be exchanged.
  func form(isAmbiguous: Bool) -> StampForm {
    if let date { return StampForm(.date(date.form), isAmbiguous: isAmbiguous) }
    return StampForm(.index(index?.form ?? IndexForm()), isAmbiguous: false)
  }
}
