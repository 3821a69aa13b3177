// SPDX-License-Identifier: Apache-2.0

/// The value of an argument of a layer, an optimizer or a training run.
public enum ArgumentValue: Hashable, Sendable {
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case word(String)
  case numbers([Double])
  case words([String])
}

/// A setting as its owner declares it: from one declaration come the check of type and range, the
/// messages, the help and the reference.
public struct ArgumentSpec: Hashable, Sendable {
  /// What values are allowed.
  public enum Kind: Hashable, Sendable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A whole number in a range, or one of some words.
    case integerOr(ClosedRange<Int>, words: [String])
    /// A number in an interval.
    case number(Interval)
    /// `yes` or `no`; the bare name means yes.
    case boolean
    /// One of some words.
    case choice([String])
    /// Any text; a bare word stands for itself.
    case text
    /// The path of a file, or one of some words.
    case path(words: [String])
    /// A length of time, in seconds.
    case duration
    /// A list of numbers, each in an interval, or one of some words.
    case numbers(Interval, words: [String])
    /// A list of names; a bare word is a list of one.
    case words
  }

  /// The name, as scripts write it.
  public let name: String
  /// What values are allowed.
  public let kind: Kind
  /// The value when none is given; nil when one must be.
  public let defaultValue: ArgumentValue?
  /// Whether the value may stand without its name: `dense 64 tanh`.
  public let isPositional: Bool
  /// One line of help, with the unit.
  public let help: String

  /// Declares an argument.
  public init(
    _ name: String, _ kind: Kind, default defaultValue: ArgumentValue?, positional: Bool = false,
    help: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    isPositional = positional
    self.help = help
  }

  /// Takes a value if it is allowed; a whole number stands for a number.
  ///
  /// - Throws: `ArgumentProblem`.
  public func accept(_ value: ArgumentValue) throws(ArgumentProblem) -> ArgumentValue {
    switch (kind, value) {
    case (.integer(let range), .integer(let number)):
      guard range.contains(number) else { throw .outOfRange(expected: expectation) }
      return value
    case (.integer(let range), .number(let number)):
      guard let whole = Int(exactly: number) else { throw .wrongType(expected: expectation) }
      guard range.contains(whole) else { throw .outOfRange(expected: expectation) }
      return .integer(whole)
    case (.integerOr(_, let words), .word(let word)):
      guard words.contains(word) else { throw .unknownChoice(choices: words) }
      return value
    case (.integerOr(let range, _), .number(let number)):
      guard let whole = Int(exactly: number) else { throw .wrongType(expected: expectation) }
      return try accept(.integer(whole), in: range)
    case (.integerOr(let range, _), .integer): return try accept(value, in: range)
    case (.number(let interval), .number(let number)):
      guard interval.contains(number) else { throw .outOfRange(expected: expectation) }
      return value
    case (.number(let interval), .integer(let whole)):
      guard interval.contains(Double(whole)) else { throw .outOfRange(expected: expectation) }
      return .number(Double(whole))
    case (.boolean, .boolean), (.text, .word), (.path, .word), (.words, .words):
      return value
    case (.words, .word(let word)):
      return .words([word])
    case (.numbers, .number(let number)): return try accept(.numbers([number]))
    case (.numbers, .integer(let number)): return try accept(.numbers([Double(number)]))
    case (.duration, .number(let seconds)):
      guard seconds >= 0, seconds.isFinite else { throw .outOfRange(expected: expectation) }
      return value
    case (.numbers(let interval, _), .numbers(let numbers)):
      guard !numbers.isEmpty, numbers.allSatisfy({ interval.contains($0) }) else {
        throw .outOfRange(expected: expectation)
      }
      return value
    case (.numbers(_, let words), .word(let word)):
      guard words.contains(word) else {
        throw words.isEmpty ? .wrongType(expected: expectation) : .unknownChoice(choices: words)
      }
      return value
    case (.choice(let words), .word(let word)):
      guard words.contains(word) else { throw .unknownChoice(choices: words) }
      return value
    default:
      throw .wrongType(expected: expectation)
    }
  }

  private func accept(
    _ value: ArgumentValue, in range: ClosedRange<Int>
  ) throws(ArgumentProblem) -> ArgumentValue {
    guard case .integer(let number) = value, range.contains(number) else {
      throw .outOfRange(expected: expectation)
    }
    return value
  }

  /// What is allowed, in words: `a number at least 0 and below 1`.
  public var expectation: String {
    switch kind {
    case .integer(let range):
      range.upperBound == .max
        ? "a whole number, \(range.lowerBound) or more"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .integerOr(let range, let words):
      "a whole number from \(range.lowerBound) to \(range.upperBound), or "
        + (words.count == 1 ? "" : "one of ") + words.joined(separator: ", ")
    case .number(let interval): "a number \(interval.description)"
    case .boolean: "yes or no"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .text: "a text"
    case .path(let words): (["a file"] + words).joined(separator: ", or ")
    case .duration: "a length of time such as 90s, 10m or 2h"
    case .numbers(let interval, let words):
      "a list of numbers, each \(interval.description)"
        + words.map { ", or \($0)" }.joined()
    case .words: "a name or a list of names"
    }
  }
}

/// An interval of numbers; its upper bound is out, unless it is said to be in.
public struct Interval: Hashable, Sendable, CustomStringConvertible {
  /// The lower bound.
  public let low: Double
  /// The upper bound; infinite for none.
  public let high: Double
  private let lowIsIn: Bool
  private let highIsIn: Bool

  private init(
    _ low: Double, isIn lowIsIn: Bool, below high: Double = .infinity, highIsIn: Bool = false
  ) {
    self.low = low
    self.high = high
    self.lowIsIn = lowIsIn
    self.highIsIn = highIsIn
  }

  /// Numbers above 0 and up to 1: a part of the whole.
  public static let share = Interval(0, isIn: false, below: 1, highIsIn: true)
  /// Numbers above 0 and below 1.
  public static let inside = Interval(0, isIn: false, below: 1)

  /// Numbers from `low` on.
  public static func atLeast(_ low: Double) -> Interval { Interval(low, isIn: true) }
  /// Numbers above `low`.
  public static func above(_ low: Double) -> Interval { Interval(low, isIn: false) }
  /// low ..< high: a probability that may not be one.
  public static func from(_ low: Double, below high: Double) -> Interval {
    Interval(low, isIn: true, below: high)
  }

  /// Whether a number is in it; NaN is not.
  public func contains(_ number: Double) -> Bool {
    (lowIsIn ? number >= low : number > low) && (highIsIn ? number <= high : number < high)
  }

  /// In words: `at least 0 and below 1`.
  public var description: String {
    let lower = lowIsIn ? "at least \(Self.text(low))" : "above \(Self.text(low))"
    return high < .infinity
      ? lower + " and \(highIsIn ? "at most" : "below") \(Self.text(high))" : lower
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}

/// Why a value was refused.
public enum ArgumentProblem: Error, Hashable, Sendable {
  case wrongType(expected: String)
  case outOfRange(expected: String)
  case unknownChoice(choices: [String])
}

/// The values of an owner's arguments, checked, with the defaults for those that were not given.
public struct Arguments: Hashable, Sendable {
  private let values: [String: ArgumentValue]

  /// Values for some specs; what is not given takes its default.
  ///
  /// - Parameter values: checked by `ArgumentSpec.accept`.
  public init(_ values: [String: ArgumentValue] = [:], for specs: [ArgumentSpec] = []) {
    var all: [String: ArgumentValue] = [:]
    for spec in specs { all[spec.name] = values[spec.name] ?? spec.defaultValue }
    self.values = all
  }

  /// All values by name.
  public var all: [String: ArgumentValue] { values }

  /// The value of a setting, if it has one.
  public subscript(spec: ArgumentSpec) -> ArgumentValue? { values[spec.name] }

  /// The same with another value for the argument of a name, if it has that.
  func setting(_ name: String, to value: ArgumentValue) -> Arguments {
    var copy = values
    if copy[name] != nil { copy[name] = value }
    return Arguments(copy)
  }

  private init(_ values: [String: ArgumentValue]) {
    self.values = values
  }
}
