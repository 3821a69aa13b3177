// SPDX-License-Identifier: Apache-2.0

/// All that a network knows of a target: where its values stand, and what they are.
public struct TargetShape: Hashable, Sendable {
  /// Where the values stand.
  public enum Places: Hashable, Sendable {
    /// One for each row.
    case rows
    /// One for each step of a row.
    case steps
    /// One for each step of its own: what a decoder writes, or what is heard over steps that are more.
    case own
  }

  /// What a value is.
  public enum Values: Hashable, Sendable {
    /// One of so many.
    case choice(Int)
    /// Any of so many.
    case choices(Int)
    /// So many numbers, each of which may be missing.
    case numbers(Int)
  }

  /// Where the values stand.
  public let places: Places
  /// What a value is.
  public let values: Values
  /// Whether the value of a step is what the next step reads: that of a language model, or of a decoder.
  public let isFed: Bool
  /// Whether its values have the numbers of the tokens that are read.
  public let sharesVocabulary: Bool
  /// Which choices may follow one another; nil where all may.
  public let legal: LegalTransitions?
  /// Over how many steps of its own the numbers of a row go; 1 where they have none.
  public let horizon: Int

  /// A shape.
  public init(
    _ places: Places, _ values: Values, isFed: Bool = false, sharesVocabulary: Bool = false,
    legal: LegalTransitions? = nil, horizon: Int = 1
  ) {
    self.sharesVocabulary = sharesVocabulary
    self.horizon = horizon
    self.places = places
    self.values = values
    self.isFed = isFed
    self.legal = legal
  }

  /// How many there are to choose from, or how many numbers are predicted at a place.
  public var count: Int {
    switch values {
    case .choice(let count), .choices(let count), .numbers(let count): count
    }
  }

  /// Whether its values stand somewhere along the steps that are read, each at one or several of them, and
  /// nobody knows where.
  public var isTranscript: Bool { places == .own && !isFed }

  /// Whether a network can have it: there is something to choose from, or to predict.
  var isPossible: Bool { isOfNumbers ? count >= 1 : count >= 2 }

  /// Whether numbers are predicted.
  public var isOfNumbers: Bool { if case .numbers = values { true } else { false } }

  /// How many ids say what is right at a place: which choice, or for each whether it is one.
  var aimWidth: Int {
    switch values {
    case .choice: 1
    case .choices(let count): count
    case .numbers: 0
    }
  }
}

/// A target as a network knows it.
public struct NamedShape: Hashable, Sendable {
  /// The column, which parameters and figures are named after; empty where it needs no name.
  public let name: String
  /// What its values are.
  public let shape: TargetShape

  /// A target by the name of its column.
  public init(name: String, _ shape: TargetShape) {
    self.name = name
    self.shape = shape
  }
}
