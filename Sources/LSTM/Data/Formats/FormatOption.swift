// SPDX-License-Identifier: Apache-2.0

/// The value of a format's option.
public enum FormatValue: Hashable, Sendable, Codable {
  /// Yes or no.
  case flag(Bool)
  /// A text.
  case text(String)
  /// A list of names.
  case names([String])
}

/// What a format's option is called, takes and does.
public struct FormatOption: Hashable, Sendable {
  /// The type of its values.
  public enum Kind: Hashable, Sendable {
    case flag, text, names

    /// What a value must be, in the user's words.
    public var expectation: String {
      switch self {
      case .flag: "yes or no"
      case .text: "a text"
      case .names: "a list of names"
      }
    }
  }

  /// The name in scripts.
  public let name: String
  /// The type of its values.
  public let kind: Kind
  /// The value when it is not given; nil when that depends on the other options.
  public let defaultValue: FormatValue?
  /// One line of help.
  public let help: String
}

/// The options given for one file, by name.
public struct FormatOptions: Hashable, Sendable, Codable, ExpressibleByDictionaryLiteral {
  private var values: [String: FormatValue]

  /// Options by name; of a name given twice the last counts.
  public init(dictionaryLiteral elements: (String, FormatValue)...) {
    values = Dictionary(elements) { $1 }
  }

  /// The value of an option; nil when it is not given.
  public subscript(name: String) -> FormatValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The same with others in place of those that they name.
  public func merging(_ others: FormatOptions) -> FormatOptions {
    var merged = self
    merged.values.merge(others.values) { $1 }
    return merged
  }

  /// Throws `unknownOption` or `badOption` unless every option is declared and of its type.
  func check(against declared: [FormatOption]) throws(DataError.Fact) {
    for (name, value) in values.sorted(by: { $0.key.precedesInBytes($1.key) }) {
      guard let option = declared.first(where: { $0.name == name }) else {
        throw .unknownOption(name: name, known: declared.map(\.name))
      }
      switch (option.kind, value) {
      case (.flag, .flag), (.text, .text), (.names, .names): continue
      default: throw .badOption(name: name, expected: option.kind.expectation)
      }
    }
  }

  /// The flag of this name; nil when it is not given.
  func flag(_ name: String) -> Bool? {
    if case .flag(let value) = values[name] { value } else { nil }
  }

  /// The text of this name; nil when it is not given.
  func text(_ name: String) -> String? {
    if case .text(let value) = values[name] { value } else { nil }
  }

  /// The column names given under `name`, checked to be different; nil when they are not given.
  func columns(_ name: String) throws(DataError.Fact) -> [String]? {
    guard case .names(let value) = values[name] else { return nil }
    if value.isEmpty { throw .badOption(name: name, expected: "at least one name") }
    try Table.checkNames(value)
    return value
  }
}
