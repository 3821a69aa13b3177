// SPDX-License-Identifier: Apache-2.0

/// A setting and the type of its value: the one place where its name is written.
///
/// `spec` declares it to the language, and `arguments[key]` reads it.
public struct ArgumentKey<Value: Sendable>: Sendable {
  /// The setting as its owner declares it.
  public let spec: ArgumentSpec
  /// What is read where no value is: the default, or the least that may be given.
  private let absent: Value
  private let read: @Sendable (ArgumentValue) -> Value?
  private let write: @Sendable (Value) -> ArgumentValue

  /// The name, as scripts write it.
  public var name: String { spec.name }

  private init(
    _ spec: ArgumentSpec, absent: Value, read: @escaping @Sendable (ArgumentValue) -> Value?,
    write: @escaping @Sendable (Value) -> ArgumentValue
  ) {
    (self.spec, self.absent, self.read, self.write) = (spec, absent, read, write)
  }

  /// The same setting of an owner with another default.
  public func defaulting(to value: Value) -> ArgumentKey {
    let spec = ArgumentSpec(
      spec.name, spec.kind, default: write(value), positional: spec.isPositional, help: spec.help)
    return ArgumentKey(spec, absent: value, read: read, write: write)
  }

  /// A value as its type; nil for a value of another one.
  fileprivate func typed(_ value: ArgumentValue?) -> Value? { value.flatMap(read) }

  fileprivate func value(in arguments: Arguments) -> Value { typed(arguments[spec]) ?? absent }

  fileprivate func untyped(_ value: Value) -> ArgumentValue { write(value) }
}

extension Arguments {
  /// The value of a setting; its default where these are not its owner's.
  public subscript<Value>(key: ArgumentKey<Value>) -> Value { key.value(in: self) }

  /// The same with another value for a setting that it has.
  func setting<Value>(_ key: ArgumentKey<Value>, to value: Value) -> Arguments {
    setting(key.name, to: key.untyped(value))
  }
}

extension [String: ArgumentValue] {
  /// The value of a setting that was given; nil where none was.
  public subscript<Typed>(key: ArgumentKey<Typed>) -> Typed? { key.typed(self[key.name]) }
}

/// A value that is written as a whole number, or as one of some words.
public protocol NumberOrWord: Sendable {
  /// The words.
  static var words: [String] { get }
  /// The value of a word or a number; nil for one that has none.
  init?(_ value: ArgumentValue)
  /// The word or the number.
  var argument: ArgumentValue { get }
}

/// A list of numbers, or a word that stands for one.
public enum NumbersOrWord: Hashable, Sendable {
  case numbers([Double])
  case word(String)
}

// MARK: Kinds

extension ArgumentKey where Value == Int {
  /// A whole number.
  public static func integer(
    _ name: String, _ range: ClosedRange<Int>, default value: Int?, positional: Bool = false,
    help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .integer(range), default: value.map { .integer($0) }, positional: positional,
        help: help),
      absent: value ?? range.lowerBound,
      read: { if case .integer(let number) = $0 { number } else { nil } }, write: { .integer($0) })
  }
}

extension ArgumentKey where Value: NumberOrWord {
  /// A whole number, or one of the words of a type.
  public static func numberOrWord(
    _ name: String, _ range: ClosedRange<Int>, default value: Value, help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .integerOr(range, words: Value.words), default: value.argument, help: help),
      absent: value, read: { Value($0) }, write: { $0.argument })
  }
}

extension ArgumentKey where Value == Double {
  /// A number.
  public static func number(
    _ name: String, _ interval: Interval, default value: Double?, positional: Bool = false,
    help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .number(interval), default: value.map { .number($0) }, positional: positional,
        help: help),
      absent: value ?? interval.low, read: { $0.asNumber }, write: { .number($0) })
  }

  /// A length of time, in seconds.
  public static func duration(_ name: String, default value: Double, help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .duration, default: .number(value), help: help), absent: value,
      read: { $0.asNumber }, write: { .number($0) })
  }
}

extension ArgumentKey where Value == Bool {
  /// Yes or no.
  public static func boolean(_ name: String, default value: Bool, help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .boolean, default: .boolean(value), help: help), absent: value,
      read: { if case .boolean(let flag) = $0 { flag } else { nil } }, write: { .boolean($0) })
  }
}

extension ArgumentKey where Value == String {
  /// Any text.
  public static func text(_ name: String, default value: String, help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .text, default: .word(value), help: help), absent: value,
      read: { $0.asWord }, write: { .word($0) })
  }

  /// One of some words.
  public static func choice(
    _ name: String, _ words: [String], default value: String, positional: Bool = false,
    help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .choice(words), default: .word(value), positional: positional, help: help),
      absent: value, read: { $0.asWord }, write: { .word($0) })
  }
}

extension ArgumentKey where Value == String? {
  /// The path of a file, or one of some words; nil where none is given.
  public static func path(_ name: String, or words: [String] = [], help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .path(words: words), default: .word(""), help: help), absent: nil,
      read: { $0.asWord.map { $0.isEmpty ? nil : $0 } }, write: { .word($0 ?? "") })
  }
}

extension ArgumentKey where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases of a type, by their names.
  public static func choice(
    _ name: String, default value: Value, positional: Bool = false, help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .choice(Value.allCases.map(\.rawValue)), default: .word(value.rawValue),
        positional: positional, help: help),
      absent: value, read: { $0.asWord.flatMap(Value.init(rawValue:)) },
      write: { .word($0.rawValue) })
  }
}

extension ArgumentKey {
  /// One of the cases of a type, by their names; nil for another word, which is the default.
  public static func choice<Case: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, of type: Case.Type, else word: String, help: String
  ) -> ArgumentKey where Value == Case?, Case.RawValue == String {
    ArgumentKey(
      ArgumentSpec(
        name, .choice([word] + Case.allCases.map(\.rawValue)), default: .word(word), help: help),
      absent: nil, read: { $0.asWord.map(Case.init(rawValue:)) },
      write: { .word($0?.rawValue ?? word) })
  }
}

extension ArgumentKey where Value == [Double] {
  /// A list of numbers.
  public static func numbers(_ name: String, _ interval: Interval, help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .numbers(interval, words: []), default: nil, help: help), absent: [],
      read: { if case .numbers(let numbers) = $0 { numbers } else { nil } },
      write: { .numbers($0) })
  }
}

extension ArgumentKey where Value == NumbersOrWord {
  /// A list of numbers, or one of some words, the first of which is the default.
  public static func numbers(
    _ name: String, _ interval: Interval, or first: String, _ more: String..., help: String
  ) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(
        name, .numbers(interval, words: [first] + more), default: .word(first), help: help),
      absent: .word(first),
      read: { value in
        if case .numbers(let numbers) = value {
          .numbers(numbers)
        } else {
          value.asWord.map { .word($0) }
        }
      },
      write: { value in
        switch value {
        case .numbers(let numbers): .numbers(numbers)
        case .word(let word): .word(word)
        }
      })
  }
}

extension ArgumentKey where Value == [String] {
  /// A list of names.
  public static func words(_ name: String, help: String) -> ArgumentKey {
    ArgumentKey(
      ArgumentSpec(name, .words, default: .words([]), help: help), absent: [],
      read: { if case .words(let words) = $0 { words } else { nil } }, write: { .words($0) })
  }
}

extension ArgumentValue {
  /// A number, also a whole one; nil for what is none.
  fileprivate var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .boolean, .word, .numbers, .words: nil
    }
  }

  /// A word or text; nil for what is none.
  fileprivate var asWord: String? {
    if case .word(let value) = self { value } else { nil }
  }
}
