// SPDX-License-Identifier: Apache-2.0

/// What one thread does of a direction: all units of some rows, or some units of all rows.
struct Portion {
  let rows: Range<Int>
  let units: Range<Int>
  /// How many threads have the same rows, and wait for one another.
  let sharers: Int
}

/// One step of one direction, for some rows of the batch.
struct RecurrentStep {
  /// The first of the rows.
  let first: Int
  /// Where they begin in the matrix of all steps.
  let offset: Int
  /// How many rows are alive.
  let live: Int
  /// How many of them, the first, carry a state over from the step before in this direction.
  let carried: Int
  /// Where they stand at that step; for the first step, before all others.
  let carriedOffset: Int
}
