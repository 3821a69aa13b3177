// SPDX-License-Identifier: Apache-2.0

/// The value of a setting: a number, or a text as a script writes it.
public enum RecordScalar: Codable, Hashable, Sendable {
  case number(Double)
  case text(String)

  /// A number or a text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes the number or the text alone; a number that is not finite becomes a text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number):
      if number.isFinite { try container.encode(number) } else { try container.encode("\(number)") }
    case .text(let text): try container.encode(text)
    }
  }
}
