// SPDX-License-Identifier: Apache-2.0

/// What `plot` draws, and where.
struct PlotClause: Hashable, Sendable {
  /// The things that are drawn, one or several in one picture.
  let objects: [Expression]
  /// Which of their plots; nil for the first one.
  let facet: Name?
  /// The recording that is drawn; nil where none is named.
  let item: Expression?
  /// The settings of the plot.
  let options: [Argument]
  /// The file for the picture; nil where it is shown.
  let path: Expression?
}
