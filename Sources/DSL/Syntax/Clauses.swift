// SPDX-License-Identifier: Apache-2.0

import LSTM

/// `MODEL [(p=value)] [on DATA] options`: what a `train` statement says, and one below a `grid`.
struct TrainingClause: Hashable, Sendable {
  /// The model.
  let model: Name
  /// The values of its parameters.
  let arguments: [Argument]
  /// The data, when it is not the model's own.
  let data: DataReference?
  /// Optimizer, schedule and settings.
  let options: [Argument]
}

/// What `predict` reads.
enum PredictInput: Hashable, Sendable {
  /// Texts in the script.
  case texts([Expression])
  /// `from FORMAT "IN" options to "OUT"`; without `to` the result is shown.
  case file(PredictedFile)
}

/// The file that `predict` reads, and the one that it writes.
struct PredictedFile: Hashable, Sendable {
  /// The format, when it is said.
  let format: Name?
  /// The file with the texts.
  let from: Expression
  /// The options of the format.
  let options: [Argument]
  /// The file for what is predicted.
  let to: Expression?
}

/// What `compare` holds against each other, and how.
struct CompareClause: Hashable, Sendable {
  /// The evaluation that is compared with.
  let first: Expression
  /// The evaluation that is compared.
  let second: Expression
  /// The settings of the statement.
  let options: [Argument]
  /// The figure; nil for all.
  let metric: Expression?
}

/// What `forecast` continues, and where it writes.
struct ForecastClause: Hashable, Sendable {
  /// The run.
  let run: Expression
  /// The settings of the statement.
  let options: [Argument]
  /// `from FORMAT "IN" options`: rows that the series go on with; nil for those of the run.
  let file: PredictedFile?
  /// The file for what is forecast; nil where it is shown.
  let to: Expression?
}

/// What is asked of the record of runs, or noted in it.
enum RecordClause: Hashable, Sendable {
  /// `runs where valid.f1 > 0.8 by valid.f1 limit=5`
  case runs(condition: Expression?, order: Expression?, options: [Argument])
  /// `show run 12 epochs`
  case show(Expression, facets: [Argument])
  /// `compare 12 15 samples=2000`
  case compare(Expression, Expression, options: [Argument])
  /// `rerun 12`
  case rerun(Expression)
  /// `note 12 "a text"`
  case note(Expression, Expression)
  /// `tag 12 "best"`, `tag 12 "best" remove`
  case tag(Expression, tags: [Expression], options: [Argument])
}

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
