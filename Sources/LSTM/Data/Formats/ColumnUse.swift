// SPDX-License-Identifier: Apache-2.0

/// What the columns of a format are for when a script says nothing else.
public struct ColumnUse: Hashable, Sendable {
  /// Which columns have a tag for each token of the text.
  enum Tags: Hashable {
    /// None.
    case none
    /// All but the first, which has the tokens; the last one is meant first.
    case behindTokens
    /// These; the first one is meant first.
    case named([String])
  }

  /// The tokenizer that cuts the texts as the format does; nil when it says nothing of tokens.
  public var tokens: String?
  /// Whether the file is one stream of tokens, and the next one is the target.
  public var isStream = false
  var tags = Tags.none
  /// Whether the first column is a text to read, and the last one a text to write.
  public var areTexts = false
  /// The column with the paths of recordings; nil for none.
  public var sound: String?
  /// Which columns hold the numbers of each step.
  public var inputs = Inputs.none
  /// The columns that may be the target, the likeliest first; the first that there is counts.
  var targets: [String] = []
  /// What the columns of a target of several values begin with, before their numbers; nil for none.
  var numberedTarget: String?
  /// Whether the target is the last column, where none has one of these names.
  var targetIsLast = false

  /// Which columns of a format are numbers that a model reads.
  public enum Inputs: Hashable, Sendable {
    /// None that the format knows of.
    case none
    /// All with sequences of numbers: `Table.sequenceColumns`.
    case sequences
  }

  /// Of a format that says nothing.
  public static let unsaid = ColumnUse()

  /// Whether each token has a line of its own.
  public var hasLineAToken: Bool { tags == .behindTokens }

  /// The columns with tags, the one that is meant first.
  public func tagColumns(of columns: [String]) -> [String] {
    switch tags {
    case .none: []
    case .behindTokens where columns == CoNLLParser.universal:
      ["upos"] + columns.filter { !["id", "form", "upos"].contains($0) }
    case .behindTokens: columns.dropFirst().reversed()
    case .named(let names): names
    }
  }

  /// The columns that are the target when nothing else is said; none when nothing tells.
  ///
  /// Their cells say whether it is a class or a number: `Table.kind(of:)`.
  public func targetColumns(of columns: [String]) -> [String] {
    if areTexts { return columns.suffix(1) }
    if let named = targets.first(where: columns.contains) { return [named] }
    if let numberedTarget {
      let numbered = columns.filter {
        $0.hasPrefix(numberedTarget) && Int($0.dropFirst(numberedTarget.count)) != nil
      }
      if !numbered.isEmpty { return numbered }
    }
    return targetIsLast ? columns.suffix(1) : []
  }

  /// The column with the texts; nil when nothing tells.
  public func textColumn(of columns: [String]) -> String? {
    if areTexts { return columns.first }
    if columns.contains("text") { return "text" }
    guard hasLineAToken else { return nil }
    return columns == CoNLLParser.universal ? columns[1] : columns.first
  }
}
