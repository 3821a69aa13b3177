// SPDX-License-Identifier: Apache-2.0

/// The first word of each statement.
///
/// A verb is no reserved word: `param data = "x"` is fine.
enum StatementVerb: String, Hashable, Sendable, CaseIterable {
  case lstm
  case seed
  case param
  case `let`
  case include
  case data
  case vectors
  case model
  case train
  case ensemble
  case resume
  case grid
  case search
  case crossval
  case eval
  case baseline
  case compare
  case predict
  case forecast
  case generate
  case explain
  case assert
  case print
  case show
  case plot
  case save
  case report
  case load
  case runs
  case rerun
  case note
  case tag

  /// True when the word after the verb is a name that the statement defines.
  var definesName: Bool {
    switch self {
    case .param, .let, .data, .vectors, .model, .train, .grid, .search, .crossval, .eval, .baseline,
      .ensemble, .compare, .load:
      true
    case .lstm, .seed, .include, .resume, .predict, .forecast, .generate, .explain, .assert,
      .print, .show, .plot, .save, .report, .runs, .rerun, .note, .tag:
      false
    }
  }
}

/// What help, completion, the reference and error messages say about a statement.
struct StatementForm: Hashable, Sendable {
  /// How it is written: words in capitals stand for names and values, brackets for what may be
  /// absent.
  let form: String
  /// What it does, in one line.
  let summary: String
  /// A statement that parses.
  let example: String
}

/// The one table of statements.
enum StatementCatalog {
  /// The word before those whose nearest vectors are shown: a form of `show` for vectors.
  static let likeWord = "like"

  /// The entry of a verb.
  static func form(of verb: StatementVerb) -> StatementForm {
    switch verb {
    case .lstm:
      StatementForm(
        form: "lstm 1", summary: "names the edition of the language; first line, optional",
        example: "lstm 1")
    case .seed:
      StatementForm(
        form: "seed NUMBER", summary: "sets where all randomness starts; 0 when absent",
        example: "seed 7")
    case .param:
      StatementForm(
        form: "param NAME = VALUE", summary: "defines a value that the command line can override",
        example: "param units = 128")
    case .let:
      StatementForm(
        form: "let NAME = EXPRESSION", summary: "gives a value a name", example: "let half = 1 / 2")
    case .include:
      StatementForm(
        form: "include FILE", summary: "puts the statements of another file here",
        example: #"include "common.lstm""#)
    case .data:
      StatementForm(
        form: "data NAME = [FORMAT] SOURCE [OPTION …] [{ ROLE … }]",
        summary: "reads rows and says what their columns mean",
        example: #"data d = csv "reviews.csv" { text review; target label }"#)
    case .vectors:
      StatementForm(
        form: "vectors NAME = FILE [OPTION …] | vectors NAME like WORD … [top=COUNT]",
        summary: "reads vectors of words that were trained elsewhere, for `embed NAME`, "
          + "or shows the nearest words",
        example: #"vectors v = "glove.txt""#)
    case .model:
      StatementForm(
        form: "model NAME [(PARAMETER=DEFAULT, …)] for DATA = LAYER | LAYER …",
        summary: "describes a network for a data set, layer by layer",
        example: "model m for d = embed 64 | lstm 128 | output")
    case .train:
      StatementForm(
        form: "train NAME = MODEL [(PARAMETER=VALUE, …)] [on DATA] [OPTION …]",
        summary: "trains a model; NAME is the run", example: "train r = m epochs=10")
    case .ensemble:
      StatementForm(
        form: "ensemble NAME = RUN, RUN …",
        summary: "joins runs over the same data: `eval` and `predict` go by the mean of their "
          + "probabilities, for each token of a text that is written, or by the mean of their numbers; a "
          + "run from several seeds stands for all of them",
        example: "ensemble e = r, r2")
    case .resume:
      StatementForm(
        form: "resume RUN [OPTION …]",
        summary: "goes on with a run that was interrupted, or after its end with more epochs",
        example: "resume r epochs=20")
    case .grid:
      StatementForm(
        form:
          "grid NAME = train MODEL [(PARAMETER=[VALUE, …])] [on DATA] [OPTION=[VALUE, …] …] [by METRIC]",
        summary: "trains every combination of the values in lists; NAME.best is a run",
        example: "grid g = train m(units=[4, 8]) lr=[1e-3, 1e-2] by f1")
    case .search:
      StatementForm(
        form:
          "search NAME = train MODEL [(PARAMETER=LOW..HIGH [log])] [on DATA] [OPTION …] [by METRIC]",
        summary: "looks for good values in ranges and lists; NAME.best is a run",
        example: "search s = train m(units=4..32) lr=1e-4..1e-1 log trials=10 by loss")
    case .crossval:
      StatementForm(
        form: "crossval NAME = MODEL [(PARAMETER=VALUE, …)] [on DATA] [folds=K] [OPTION …]",
        summary: "trains on all folds but one, and measures on that one, for each fold",
        example: "crossval c = m folds=3 epochs=10")
    case .eval:
      StatementForm(
        form: "eval [NAME =] RUN [on DATA.SPLIT] [OPTION …]",
        summary: "measures a run on the test split, or on other data",
        example: "eval t = r on d.test")
    case .baseline:
      StatementForm(
        form: "baseline NAME = KIND on DATA.SPLIT [OPTION …]",
        summary: "measures what needs no network, for comparison",
        example: "baseline b = constant on d.test")
    case .compare:
      StatementForm(
        form:
          "compare [NAME =] EVALUATION, EVALUATION [samples=COUNT] [by METRIC] | compare RUN RUN",
        summary:
          "holds two evaluations of written texts on the same rows against each other, figure by "
          + "figure, by paired bootstrap (Koehn 2004): the second less the first, the interval that holds "
          + "95 % of resampled differences, and how probable so large a one is by chance. Of two runs of the "
          + "record, by their numbers, the settings and figures that differ, and tests on the same rows",
        example: "compare c = t, u")
    case .predict:
      StatementForm(
        form: "predict RUN TEXT … | predict RUN from [FORMAT] FILE [OPTION …] [to FILE]",
        summary:
          "applies a run to texts, or to the rows of a file; that is read as the training file was, "
          + "unless its name, FORMAT or the format's options say otherwise, and may be without the "
          + "target. With `to` the answers are written: into a file of the same format all that was "
          + "read stays as it was, byte by byte, and predictions are added; a name that ends in .csv, "
          + ".tsv or .jsonl asks for such a table of another file; .gz compresses. What the file has "
          + "already under the name of a prediction keeps it: the new one is called "
          + "`predicted.NAME`",
        example: #"predict r "a quiet room""#)
    case .forecast:
      StatementForm(
        form: "forecast RUN [OPTION …] [from [FORMAT] FILE [OPTION …]] [to FILE]",
        summary:
          "continues the series of a run after their last numbers, to any length, with their dates and "
          + "intervals; with `from` those of a file, whose rows go on from what the run knows or hold all "
          + "of a series; rows without numbers of the target say what is known ahead. With `to` it is "
          + "written as .csv, .tsv or .jsonl",
        example: "forecast r steps=48")
    case .generate:
      StatementForm(
        form: "generate RUN [TEXT …] [OPTION …]",
        summary:
          "continues a text, token by token, with a language model; never an unknown one",
        example: #"generate r "Once upon" length=100"#)
    case .explain:
      StatementForm(
        form: "explain RUN TEXT … [OPTION …] [to FILE]",
        summary:
          "shows how much each token weighs for a prediction, and what the gates did; of a text that is "
          + "written what each of its tokens looked at. `to` draws it into a file: the text itself, each "
          + "token on a ground of its weight",
        example: #"explain r "a quiet room""#)
    case .assert:
      StatementForm(
        form: "assert CONDITION | VALUE == VALUE within DIFFERENCE, …",
        summary: "stops with exit code 3 unless all conditions hold",
        example: "assert t.accuracy > 80%")
    case .print:
      StatementForm(
        form: "print EXPRESSION, …", summary: "shows values", example: "print t.accuracy")
    case .show:
      StatementForm(
        form: "show NAME [FACET …] [full] | show run NUMBER [FACET …]",
        summary: "shows a data set, model, run or result in detail, or a run of the record",
        example: "show m full")
    case .plot:
      StatementForm(
        form: "plot NAME, … [PLOT] [RECORDING] [OPTION …] [to FILE]",
        summary:
          "draws a run, an evaluation, a data set or one of its recordings, vectors or a search, here or "
          + "into a file; several runs or evaluations in one picture. A name that ends in .svg needs "
          + "nothing else, .png and .pdf are made by librsvg and cairo where the machine has them. The "
          + "options are those of `embeddings`",
        example: #"plot r to "losses.svg""#)
    case .save:
      StatementForm(
        form: "save RUN FILE", summary: "writes a run, with all it needs to predict, into one file",
        example: #"save r "reviews.model""#)
    case .report:
      StatementForm(
        form: "report FILE",
        summary: "writes what was entered and what came of it as a page: .html, .md or .ipynb",
        example: #"report "hotels.html""#)
    case .load:
      StatementForm(
        form: "load NAME = FILE", summary: "reads a saved run back",
        example: #"load r = "reviews.model""#)
    case .runs:
      StatementForm(
        form: "runs [where CONDITION] [by FIGURE] [limit=COUNT]",
        summary:
          "lists the runs of the record, the newest first, or the best by a figure; conditions are of "
          + "figures (`valid.f1`), settings (`lr`), facts (`status`, `data`, `seconds`) and `tag`. "
          + "`show run 12` shows one, `compare 12 15` holds two against each other",
        example: "runs where valid.f1 > 0.8 by valid.f1")
    case .rerun:
      StatementForm(
        form: "rerun RUN",
        summary: "trains a run of the record again, by its number, and says whether the bits agree",
        example: "rerun 1")
    case .note:
      StatementForm(
        form: "note RUN TEXT", summary: "notes a text with a run of the record",
        example: #"note 1 "overfits after epoch 5""#)
    case .tag:
      StatementForm(
        form: "tag RUN TEXT … [remove]", summary: "gives a run of the record tags, or takes them",
        example: #"tag 1 "best""#)
    }
  }

  /// Verbs of the language that this version does not have yet.
  static let planned: Set<String> = ["export"]
}
