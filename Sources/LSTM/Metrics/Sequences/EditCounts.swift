// SPDX-License-Identifier: Apache-2.0

/// The fewest edits that make hypotheses of references, one unit at a time (Levenshtein, 1966), and how
/// many rows need none.
///
/// Of the ways with the fewest edits, the one with the fewest substitutions is counted, which is the one
/// with the most units that match: other programs may divide the same number of edits in another way.
public struct EditCounts: Tally, Codable, Hashable {
  /// Units of the references that another one stands for.
  public private(set) var substitutions = 0
  /// Units of the hypotheses that the references lack.
  public private(set) var insertions = 0
  /// Units of the references that the hypotheses lack.
  public private(set) var deletions = 0
  /// Units of the references.
  public private(set) var referenceLength = 0
  /// Rows without an edit.
  public private(set) var exactRows = 0
  /// All rows.
  public private(set) var rows = 0

  /// No row yet.
  public init() {}

  /// The edits of one row, such as of token numbers, in O(hypothesis · reference) steps.
  public init<Unit: Equatable>(hypothesis: [Unit], reference: [Unit]) {
    (referenceLength, rows) = (reference.count, 1)
    // What both begin or end with costs nothing, and matching it is never worse.
    let start = zip(hypothesis, reference).prefix { $0 == $1 }.count
    let end = zip(hypothesis[start...].reversed(), reference[start...].reversed())
      .prefix { $0 == $1 }.count
    let (edits, substitutions) = Self.fewest(
      hypothesis[start..<hypothesis.count - end], reference[start..<reference.count - end])
    // insertions - deletions is the difference of the lengths.
    let longer = hypothesis.count - reference.count
    self.substitutions = substitutions
    insertions = (edits - substitutions + longer) / 2
    deletions = (edits - substitutions - longer) / 2
    exactRows = edits == 0 ? 1 : 0
  }

  /// The edits of one row of tokens, which are equal if their bytes are: an é of two scalars is none of
  /// one.
  public init(hypothesis: [String], reference: [String]) {
    var numbers = UnitNumbers()
    let hypothesis = numbers.numbers(of: hypothesis)
    self.init(hypothesis: hypothesis, reference: numbers.numbers(of: reference))
  }

  /// Adds those of other rows.
  public mutating func merge(_ other: EditCounts) {
    substitutions += other.substitutions
    insertions += other.insertions
    deletions += other.deletions
    referenceLength += other.referenceLength
    exactRows += other.exactRows
    rows += other.rows
  }

  /// All edits.
  public var errors: Int { substitutions + insertions + deletions }

  /// Edits per unit of the references, which may be above 1; nil where these have no units.
  public var errorRate: Double? {
    referenceLength > 0 ? Double(errors) / Double(referenceLength) : nil
  }

  /// The share of rows without an edit; nil without rows.
  public var exactShare: Double? { rows > 0 ? Double(exactRows) / Double(rows) : nil }

  /// The fewest edits, and the fewest substitutions that so many edits can have.
  private static func fewest<Unit: Equatable>(
    _ one: ArraySlice<Unit>, _ other: ArraySlice<Unit>
  ) -> (edits: Int, substitutions: Int) {
    // Both in one number, edits above substitutions.
    let edit = 1 << 32
    let other = Array(other)
    var costs = (0...other.count).map { $0 * edit }
    for unit in one {
      var (diagonal, left) = (costs[0], costs[0] + edit)
      costs[0] = left
      for index in other.indices {
        let above = costs[index + 1]
        let across = other[index] == unit ? diagonal : diagonal + edit + 1
        left = min(across, min(above, left) + edit)
        costs[index + 1] = left
        diagonal = above
      }
    }
    return (costs[other.count] >> 32, costs[other.count] & (edit - 1))
  }
}
