// SPDX-License-Identifier: Apache-2.0

import LSTM

/// One step of a plan: a statement whose names, options, types and files have been checked.
struct Step {
  /// What to do.
  let action: Action
  /// The source that its places are in.
  let source: SourceText
  /// What the names that it defines stand for, as far as it is known.
  let definitions: [String: Definition]
  /// Which of the statements that were checked it belongs to, from 0; those of an included file
  /// belong to the one that includes it.
  let statement: Int
}

/// What a step does.
enum Action {
  /// A parameter has its value.
  case define
  /// A value is computed and gets a name.
  case bind(String, Expression)
  /// Data was read; its summary and its oddities are told.
  case data(DataObject, warnings: [Diagnostic])
  /// Vectors were read.
  case vectors(VectorsObject)
  /// The words with the nearest vectors are shown.
  case neighbours(VectorsObject, words: [Expression], count: Int)
  /// A stack fits.
  case model(ModelObject)
  /// A model is trained.
  case train(RunObject)
  /// Runs are joined.
  case ensemble(EnsembleObject, at: Span)
  /// Two evaluations are compared.
  case compare(ComparisonObject, at: Span)
  /// A run goes on, with other settings.
  case resume(RunObject, [String: ArgumentValue], recipe: Recipe, at: Span)
  /// The runs of a grid, a search, or of several seeds.
  case sweep(SweepObject, at: Span)
  /// A run for each fold.
  case crossvalidate(CrossValidationObject, at: Span)
  /// A run or a baseline is evaluated.
  case evaluate(EvaluationObject, at: Span)
  /// Texts are predicted, or recordings by their paths from a folder.
  case predict(
    RunObject, texts: [Expression], folder: String, search: TextSearch, at: Span)
  /// Series are continued.
  case forecast(RunObject, ForecastPlan, at: Span)
  /// It is shown what made predictions.
  case explain(RunObject, ExplanationPlan, at: Span)
  /// A language model writes.
  case generate(RunObject, GenerationPlan, at: Span)
  /// A file is predicted, into another one or for all to see.
  case predictFile(RunObject, PredictionFile, at: Span)
  /// Conditions are held against their values.
  case assertion([Expression])
  /// Values are printed.
  case print([Expression])
  /// Tables are shown.
  case show(any ScriptObject, facets: [String], full: Bool, at: Span)
  /// A picture is drawn, or written to a file.
  case plot(PlotPlan, at: Span)
  /// The session is written as a page.
  case report(ReportFile)
  /// A run is written to a file.
  case save(RunObject, path: String, shown: String, at: Span)
  /// A run was read from a file, or will be from one that an earlier step writes.
  case load(RunObject, path: String, at: Span)
  /// Runs of the record are listed, shown, compared, trained again or spoken of.
  case record(RecordDeed, at: Span)
  /// A value is shown at the prompt.
  case expression(Expression)
}

extension Action {
  /// Whether it trains, which may take long.
  var trains: Bool {
    switch self {
    case .train, .resume, .sweep, .crossvalidate: true
    case .record(let deed, _): if case .rerun = deed { true } else { false }
    case .define, .bind, .data, .vectors, .neighbours, .model, .ensemble, .compare, .evaluate,
      .predict, .forecast,
      .explain, .generate, .predictFile, .assertion, .print, .show, .plot, .save, .report,
      .load, .expression:
      false
    }
  }

  /// The expression whose value it gives a name.
  var expression: Expression? {
    switch self {
    case .bind(_, let expression), .expression(let expression): expression
    case .define, .data, .vectors, .neighbours, .model, .ensemble, .compare, .train, .resume,
      .sweep, .crossvalidate,
      .evaluate, .predict, .forecast, .explain, .generate, .predictFile, .assertion, .print, .show,
      .plot,
      .save, .report, .load, .record:
      nil
    }
  }
}

/// What `predict … from … to …` reads and writes.
struct PredictionFile {
  /// The file with the texts, as the system finds it.
  let input: String
  /// The input as the script calls it.
  let shownInput: String
  /// How it is read.
  let source: PredictionSource
  /// How it is answered; nil to show the predictions.
  let form: AnswerForm?
  /// The file for the predictions, as the system finds it.
  let output: String
  /// The output as the script calls it.
  let shownOutput: String
  /// How the texts are looked for that a decoder writes.
  let search: TextSearch

  /// Where the relative paths begin that stand in the input.
  var folder: String { Table.folder(of: input) }
}
