// SPDX-License-Identifier: Apache-2.0

/// The classes of a target, fitted on training rows.
///
/// Saved as the list of their names.
///
/// They are ordered by number if all names are whole numbers, else by their UTF-8 bytes, so that
/// the same rows give the same numbers on every machine.
public struct Labels: Sendable {
  /// The names by class number.
  public let names: [String]
  /// How many training rows each class has; empty in labels that were loaded.
  public let counts: [Int]
  private let numbers: [String: Int32]

  /// The number of classes.
  public var count: Int { names.count }

  /// No labels.
  static let none = Labels(names: [], counts: [])

  /// Fits the classes on the labels of the training rows.
  public init(fitting labels: some Sequence<String>) {
    var tally: [String: Int] = [:]
    for label in labels { tally[label, default: 0] += 1 }
    let areNumbers = tally.keys.allSatisfy { Int($0) != nil }
    let names = tally.keys.sorted { left, right in
      if areNumbers, let first = Int(left), let second = Int(right), first != second {
        return first < second
      }
      return left.precedesInBytes(right)
    }
    self.init(names: names, counts: names.map { tally[$0] ?? 0 })
  }

  private init(names: [String], counts: [Int]) {
    self.names = names
    self.counts = counts
    numbers = Dictionary(
      zip(names, names.indices.map { Int32(truncatingIfNeeded: $0) }),
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether all names are numbers, and some have a fraction.
  public var areFractions: Bool {
    let numbers = names.compactMap { Double($0) }
    return numbers.count == count && numbers.contains { $0 != $0.rounded() }
  }

  /// The class number of a label; nil for one that no training row has.
  public func number(of label: String) -> Int32? { numbers[label] }

  /// The name of a class; nil for a number that no class has.
  public func decode(_ number: Int32) -> String? {
    names.indices.contains(Int(number)) ? names[Int(number)] : nil
  }
}

extension Labels: Hashable {
  /// Whether both give the same labels the same numbers; counts do not matter.
  public static func == (left: Labels, right: Labels) -> Bool { left.names == right.names }

  /// Hashes the names.
  public func hash(into hasher: inout Hasher) { hasher.combine(names) }
}

extension Labels: Codable {
  /// Loads a list of names; it must name each class once.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self.init(names: try container.decode([String].self), counts: [])
    guard numbers.count == names.count else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a list of labels repeats no name")
    }
  }

  /// Saves the list of names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(names)
  }
}
