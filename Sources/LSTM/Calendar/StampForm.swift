// SPDX-License-Identifier: Apache-2.0

/// How the stamps of a column are written: it reads them and writes others like them.
///
/// Stamps that are all written in one way are written back as they were.
public struct StampForm: Codable, Hashable, Sendable {
  /// What stamps are.
  enum Kind: Codable, Hashable, Sendable {
    /// Numbers.
    case index(IndexForm)
    /// Dates, with or without a clock.
    case date(DateForm)
  }

  /// What the stamps are.
  let kind: Kind
  /// Whether nothing decided which of two numbers is the day and which the month.
  ///
  /// Then the day is first between full stops, and the month between slashes or hyphens.
  public let isAmbiguous: Bool

  /// A form that is known.
  init(_ kind: Kind, isAmbiguous: Bool = false) {
    (self.kind, self.isAmbiguous) = (kind, isAmbiguous)
  }

  /// Whether stamps are numbers.
  var isIndex: Bool {
    if case .index = kind { true } else { false }
  }

  /// Whether stamps have a clock.
  var hasClock: Bool { clock != nil }

  /// Whether stamps say their zone; without one their clock is taken as it is written.
  var hasZone: Bool { clock?.zone != nil }

  /// How many decimals the numbers or seconds of stamps have at most.
  var decimals: Int {
    switch kind {
    case .index(let form): form.decimals
    case .date(let form): form.clock?.fractionDigits ?? 0
    }
  }

  private var clock: ClockForm? {
    if case .date(let form) = kind { form.clock } else { nil }
  }

  /// The number that a stamp is, or its seconds since 1970 in UTC; nil where it is not of this
  /// form.
  func read(_ text: String) -> Double? {
    let bytes = text.utf8Span.span
    return switch kind {
    case .index(let form): form.read(bytes)
    case .date(let form): form.read(bytes)
    }
  }

  /// The stamp of a number, or of seconds since 1970 in UTC.
  ///
  /// What the form has no part for, such as the clock of a date alone, is left out.
  func write(_ seconds: Double) -> String {
    switch kind {
    case .index(let form): form.write(seconds)
    case .date(let form): form.write(seconds)
    }
  }
}

extension StampForm {
  /// What it is and how a stamp of it looks: `day/month/year, such as 31/01/2024`.
  public var example: String {
    isIndex ? description : "\(self), such as \(write(1_706_704_200))"
  }
}

extension StampForm: CustomStringConvertible {
  /// The names of the parts as they are written, such as `year-month-day hour:minute`, or `number`.
  public var description: String {
    switch kind {
    case .index: "number"
    case .date(let form):
      form.layout.description
        + (form.clock.map { ($0.blanks == 0 ? "T" : " ") + $0.description } ?? "")
    }
  }
}
