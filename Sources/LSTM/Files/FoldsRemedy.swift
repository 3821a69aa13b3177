// SPDX-License-Identifier: Apache-2.0

/// What makes a cross-validation possible in which one turn cannot be taken: it was tried before it is
/// advised.
public struct FoldsRemedy: Hashable, Sendable {
  /// How many folds to have; nil for as many as before.
  public let folds: Int?
  /// Whether no row may be set aside to choose the weights.
  public let withoutValid: Bool
  /// Whether rows go to folds by their groups, with which nothing else is of use.
  let isGrouped: Bool

  /// Whether there is one.
  var isKnown: Bool { folds != nil || withoutValid }

  /// As advice.
  var text: String {
    let options = (folds.map { ["folds=\($0)"] } ?? []) + (withoutValid ? ["valid=0"] : [])
    guard options.isEmpty else { return "write \(options.joined(separator: " "))" }
    return isGrouped
      ? "take the rows of this class out, or leave `group` out: its rows are in too few groups"
      : "add rows of this class, or take them out"
  }
}
