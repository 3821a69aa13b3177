// SPDX-License-Identifier: Apache-2.0

/// Says which point of a space to try next.
///
/// A proposal is a function of what it is given: a search that is broken off and taken up again goes
/// on as it would have.
public protocol SearchStrategy: Sendable {
  /// The point for a trial.
  ///
  /// In a space whose points can be counted none is proposed twice while others are left.
  ///
  /// - Parameters:
  ///   - trial: its number; the random numbers are keyed by it.
  ///   - past: the trials that have finished, in their order; those outside of the space are ignored.
  func propose(trial: Int, space: SearchSpace, past: [SearchTrial], random: RandomSource)
    -> SearchPoint
}

/// A search strategy as the language knows it.
public struct SearchStrategyEntry: Sendable {
  /// The word in a `search` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What can be set.
  public let arguments: [ArgumentSpec]
  /// The strategy with checked settings.
  public let make: @Sendable (_ arguments: Arguments) -> any SearchStrategy
}

/// The strategies of `search`.
public enum SearchStrategyCatalog {
  /// All of them; the first is the default.
  public static let entries: [SearchStrategyEntry] = [TreeParzenSearch.entry, RandomSearch.entry]

  /// The strategy of a name.
  public static func entry(_ name: String) -> SearchStrategyEntry? {
    entries.first { $0.name == name }
  }
}

extension RandomSource {
  /// The numbers for one dimension of one trial.
  func search(_ dimension: String, trial: Int) -> RandomSequence {
    sequence(.search, dimension, step: UInt32(truncatingIfNeeded: trial))
  }
}
