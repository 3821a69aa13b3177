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
  /// Which columns hold the numbers of each step.
  public var inputs = Inputs.none
  /// The columns that may be the target, the likeliest first; the first that there is counts.
  var targets: [String] = []
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

  /// The column that is the target when nothing else is said; nil when nothing tells.
  ///
  /// Its cells say whether it is a class or a number: `Table.kind(of:)`.
  public func targetColumn(of columns: [String]) -> String? {
    targets.first { columns.contains($0) } ?? (targetIsLast ? columns.last : nil)
  }

  /// The column with the texts; nil when nothing tells.
  public func textColumn(of columns: [String]) -> String? {
    if columns.contains("text") { return "text" }
    guard hasLineAToken else { return nil }
    return columns == CoNLLParser.universal ? columns[1] : columns.first
  }
}
