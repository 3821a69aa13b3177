// SPDX-License-Identifier: Apache-2.0

/// Subword units that were learned, and what there is to say of it.
public struct SubwordLearning: Hashable, Sendable {
  /// The units.
  public let vocabulary: SubwordVocabulary
  /// How many units were asked for.
  public let wanted: Int
  /// How many runs there were: words with the blank before them, digits, stretches of punctuation and
  /// of Chinese.
  public let runs: Int
  /// How many of them were different.
  public let distinctRuns: Int
  /// How many different characters there were.
  public let characters: Int
  /// How many of these are written in bytes, as they are too rare.
  public let rareCharacters: Int
  /// How often the two parts of the last unit stood side by side when it was learned; 0 where none was.
  public let leastCount: Int

  /// Whether there are fewer units than were asked for, as no two stand side by side twice any more.
  public var isShort: Bool { vocabulary.count < wanted }
}
