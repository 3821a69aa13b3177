// SPDX-License-Identifier: Apache-2.0

/// How many losses a mean is taken over.
struct LossCounts: Codable, Hashable, Sendable {
  /// Those of the leading target: one a row, or one a token where the target is told of each token.
  var places = 0
  /// Those of each further target: one a row.
  var rows = 0

  static func - (all: LossCounts, others: LossCounts) -> LossCounts {
    LossCounts(places: all.places - others.places, rows: all.rows - others.rows)
  }
}

/// Losses as sums with their counts: the mean over several batches is that of all their places, which
/// the mean of their means is not where batches differ in size.
struct LossSums: Codable, Hashable, Sendable {
  /// The losses of the leading target, added up.
  var leading = 0.0
  /// The losses of all further targets, added up.
  var others = 0.0
  /// How many losses these are.
  var counts = LossCounts()

  /// The mean over the places of the leading target, and beside it that over the rows of the others.
  var mean: Double {
    leading / Double(max(counts.places, 1)) + others / Double(max(counts.rows, 1))
  }

  static func += (sums: inout LossSums, more: LossSums) {
    sums.leading += more.leading
    sums.others += more.others
    sums.counts.places += more.counts.places
    sums.counts.rows += more.counts.rows
  }
}
