// SPDX-License-Identifier: Apache-2.0

/// What checking a statement found out about its place among the others: what it reads and what it
/// defines.
struct StatementRecord {
  /// Stands for what a `seed` statement sets; no name of a script has a blank in it.
  static let seed = "the seed"

  /// The statement.
  let statement: Statement
  /// The source that its places are in.
  var source: SourceText
  /// Where its relative paths start.
  let directory: String
  /// The names that it reads, and `seed` when it draws random numbers.
  var reads: Set<String> = []
  /// The names that it defines, `_` for its result, and `seed`.
  var defines: Set<String> = []
  /// The files that it reads, as the system finds them.
  var filesRead: [String] = []
  /// The files that it writes, as the system finds them.
  var filesWritten: [String] = []
}
