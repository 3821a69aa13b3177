// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with evaluations, and with what is shown of them.
extension Diagnostic {
  /// Data without what a run reads.
  static func inputsDiffer(
    _ run: String, _ data: String, missing: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "`\(run)` reads \(missing), and `\(data)` lacks them", at: span,
      help: "give `\(data)` the same roles as the data that `\(run)` was trained on")
  }

  /// Data with what a run reads in another order.
  static func inputOrderDiffers(
    _ run: String, _ names: [String], _ data: String, _ found: [String], at span: Span
  ) -> Diagnostic {
    let list = { (names: [String]) in names.joined(separator: ", ") }
    return Diagnostic(
      .modelDataMismatch, "`\(run)` reads its inputs in another order than `\(data)` has them",
      at: span, notes: ["`\(data)` has \(list(found))"], help: "write `input \(list(names))`")
  }

  /// Numbers in a column of which a run reads categories, or the other way round.
  static func inputKindDiffers(
    _ run: String, _ data: String, _ column: String, isNumber: Bool, at span: Span
  ) -> Diagnostic {
    let (own, other) = isNumber ? ("categories", "numbers") : ("numbers", "categories")
    return Diagnostic(
      .modelDataMismatch, "`\(column)` holds \(other) in `\(data)`, and `\(run)` reads \(own)",
      at: span, help: "give `\(data)` the same columns as the data that `\(run)` was trained on")
  }

  /// Texts for a run that reads numbers.
  static func runReadsNumbers(_ run: String, _ verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` reads numbers, not a text", at: span,
      help: verb == "predict"
        ? "write the rows into a file: `predict \(run) from \"FILE\"`"
        : "look at its gradients: `show \(run) gradients`")
  }

  /// A model that cannot answer before the end of a clip.
  static func cannotStream(_ obstacle: LiveSound.Obstacle) -> Diagnostic {
    let (reason, help): (String, String) =
      switch obstacle {
      case .readsNoSound:
        ("it reads no recordings", "lines are answered without `--stream`")
      case .features(let reason):
        (
          reason,
          "train it with features that need no more than their frames: `recipe=own`, `normalize=set`"
        )
      case .layer(let name):
        (
          "its layer `\(name)` needs frames that come later, or all of them",
          "layers that do not look ahead are `lstm`, `gru` and `dense`, and `output` after them; of frames "
            + "put together `stack=` in the place of `segment`"
        )
      }
    return Diagnostic(
      .wrongKind, "this model cannot answer while sound is coming: \(reason)", at: nil, help: help)
  }

  /// A model of numbers where texts are answered line by line.
  static func modelReadsNumbers(at span: Span?) -> Diagnostic {
    Diagnostic(
      .wrongKind, "this model reads columns of numbers, not texts", at: span,
      help: "predict in a script: `load q = \"FILE.model\"`, "
        + "`predict q from \"rows.csv\" to \"answers.csv\"`")
  }

  /// What is explained of a run that reads numbers is a row of its data.
  static func noSuchRow(_ text: String, _ run: String, rows: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "`\(run)` reads numbers, and its data has no row \(Token.quoted(text))",
      at: span, help: "give the number of a row, from \"1\" to \"\(rows)\"")
  }

  /// What is explained of a run that reads recordings, or drawn of data, is one of the data.
  static func noSuchRecording(
    _ text: String, _ files: [String], of data: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .outOfRange, "\(data) has no recording \(Token.quoted(text))", at: span,
      help: NearestNames.suggestion(for: text, among: files)
        ?? "give the name of a file of the data, or the number of a row, from \"1\" to "
        + "\"\(files.count)\"")
  }

  static func evalLearnsNothing(_ option: String, _ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is for language models of a stream, and `\(run)` is none",
      at: span, help: "leave it out")
  }

  static func evalOptionNeeds(_ option: String, _ owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` is a setting of `\(owner)`, which is not given", at: span,
      help: owner == "cache" ? "add `cache=500`" : "add `dynamic=0.1`, or leave it out")
  }

  static func evalLearnsTwice(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`dynamic` and `cache` do not go together here", at: span,
      help: "write an `eval` for each")
  }

  static func cutsDiffer(_ run: String, _ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .shapeMismatch, "`\(run)` was trained on text that is cut in another way than `\(data)`",
      at: span, notes: ["their perplexities are not of the same tokens"],
      help: "read the text as the run's own was: `chars`, `words`, or rows, with the same `tokens=`"
    )
  }

  static func nothingPredicted(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "there is no token to predict in `\(data)`", at: span,
      help: "look at its rows: `show \(data) rows`")
  }

  static func splitIsEmpty(
    _ split: SplitName, of data: any ScriptObject, at span: Span, available: [String]
  ) -> Diagnostic {
    Diagnostic(
      .badSplit, "`\(data.name)` has no rows in its \(split.rawValue) split", at: span,
      notes: available.isEmpty ? [] : ["it has rows in \(available.joined(separator: ", "))"],
      help: available.last.map { "write `on \(data.name).\($0)`" })
  }

  static func unknownSplit(_ name: Name) -> Diagnostic {
    Diagnostic(
      .badSplit, "there is no split `\(name.text)`", at: name.span,
      notes: ["the splits are train, valid, test"],
      help: partHint(name.text)
        ?? NearestNames.suggestion(for: name.text, among: SplitName.allCases.map(\.rawValue)))
  }

  static func unknownPart(_ label: Name) -> Diagnostic {
    let names = SplitName.allCases.map(\.rawValue) + ["by", "shuffle"]
    return Diagnostic(
      .unknownOption, "`split` has no part or option `\(label.text)`", at: label.span,
      notes: ["it takes \(names.joined(separator: ", "))"],
      help: partHint(label.text) ?? ForeignNames.option(label.text, among: names)
        ?? NearestNames.suggestion(for: label.text, among: names))
  }

  /// What others call our splits.
  private static func partHint(_ name: String) -> String? {
    SplitName(spelling: name).map { "write `\($0.rawValue)`" }
  }

  /// Data whose target is of another task than that of the run.
  static func targetsDiffer(
    _ run: String, _ task: TaskEntry, _ data: String, _ other: TaskEntry, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "`\(run)` predicts \(task.summary), and `\(data)` has another target",
      at: span, notes: ["the target of `\(data)` is \(other.summary)"])
  }

  static func labelsDiffer(_ run: String, _ data: String, label: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .modelDataMismatch, "`\(data)` has the class \"\(label)\", which `\(run)` was not trained on",
      at: span)
  }

  static func targetMissing(_ run: String, _ data: String, target: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .modelDataMismatch, "`\(run)` also says `\(target)`, which is no target of `\(data)`",
      at: span, help: "give `\(data)` the same targets: `target \(target) class`")
  }

  static func evalNeedsData(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(run)` was loaded from a file and has no data of its own", at: span,
      help: "say on which: `eval \(run) on DATA.test`")
  }

  static func unknownBaseline(_ name: Name, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "there is no baseline `\(name.text)`", at: name.span,
      notes: ["the baselines are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known)
        ?? ForeignNames.choice(name.text, among: known))
  }

  static func unknownFacet(_ name: Name, of object: any ScriptObject) -> Diagnostic {
    let known = object.facets.map(\.name) + ["full"]
    return Diagnostic(
      .unknownOption, "`show` knows no `\(name.text)` of \(object.kind.description)", at: name.span,
      notes: ["it knows \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known))
  }

  static func cannotShow(_ name: Name) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(name.text)` is a plain value", at: name.span,
      help: "write `print \(name.text)`")
  }

  /// What is wrong with the stack of a model under the parameters, or on the data, of a run.
  static func misfit(
    _ problem: Diagnostic, of model: ModelObject, at changes: [Span]
  ) -> Diagnostic {
    guard let first = changes.first else {
      var placed = problem
      placed.source = model.source
      return placed
    }
    let line = model.source.position(of: (problem.span ?? model.stack.span).start).line
    let layer = problem.span.map { "`\(model.source[$0])` " } ?? ""
    return Diagnostic(
      problem.code, problem.message, at: changes.reduce(first) { $0.union($1) },
      label: "with this",
      notes: ["\(layer)stands on line \(line), in `\(model.name)`"] + problem.notes,
      help: problem.help)
  }
}

extension Diagnostic {
  /// How texts are looked for, of a run that writes none.
  static func nothingIsWritten(_ option: String, _ run: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)=` is for runs that write texts, and `\(run)` writes none",
      at: span, help: "leave it out")
  }

  static func languageMissing(_ option: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)=` is of the language model that `lm=` names", at: span,
      help: "write `lm=` and the name of a run of `target next`, or leave it out")
  }

  static func weightIsTunedElsewhere(at span: Span?) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the weight of a language model is chosen on validation rows by `eval`",
      at: span, help: "write the weight that `eval` has told, such as `lm_weight=0.5`")
  }

  static func noLanguageModel(_ name: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(name)` is no language model", at: span,
      help: "train a model of data with `target next`, over the tokens of the transcripts")
  }

  static func languageOfOtherTokens(
    _ language: String, _ theirs: String, _ run: String, _ own: String, at span: Span?
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "`\(language)` reads tokens=\(theirs), and the transcripts of `\(run)` are of tokens=\(own)",
      at: span, help: "train a language model of data with `text COLUMN tokens=\(own)`")
  }

  static func symbolsUnknown(_ language: String, _ symbols: [String], at span: Span) -> Diagnostic {
    let shown = symbols.prefix(10).map(Token.quoted).joined(separator: ", ")
    return Diagnostic(
      .suspiciousData,
      "`\(language)` has never seen \(symbols.count) of the symbols: \(shown)"
        + (symbols.count > 10 ? ", …" : ""), at: span,
      help: "train it on text that is written as the transcripts are: `lower=` may differ")
  }

  /// A setting of another search than that of a run's texts.
  static func searchesOther(
    _ option: String, _ run: String, needs texts: String, at span: Span?
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)=` is for \(texts), and `\(run)` writes others", at: span,
      help: "leave it out")
  }

  /// More texts than are looked for.
  static func bestExceedsBeam(_ best: Int, _ beam: Int, at span: Span?) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`best=\(best)` wants more texts than are looked for side by side, which are \(beam)",
      at: span,
      help: "write `beam=\(best)`, which may also change the first, or fewer with `best=`")
  }
}

extension Diagnostic {
  /// A beginning of texts that the run cannot write.
  static func unknownPrefix(_ prefix: String, _ run: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .unknownChoice,
      "`\(run)` cannot write \(Token.quoted(prefix)): it knows not all of these words",
      at: span,
      help: "write words of the training texts as they stand there, or leave `prefix=` out")
  }

  /// Several texts for each row of a table.
  static func bestInTable(at span: Span?) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a table has one text for each row, and `best=` asks for several",
      at: span,
      help: "leave `best=` out, or read and write lines of text, such as \"a.txt\"")
  }

  /// Texts that were longer than the run reads.
  static func longTexts(_ run: String, _ count: Int, of all: Int, most: Int) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(count) of \(Amount.grouped(all)) texts \(count == 1 ? "is" : "are") longer than the "
        + "\(Amount.grouped(most)) tokens that `\(run)` reads; what comes after was left out",
      at: nil, help: "`max_length=` of the text in `data` says how much is read")
  }

  /// Texts that came to no end.
  static func cutTexts(_ run: String, _ count: Int, of all: Int) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(count) of \(Amount.grouped(all)) texts that `\(run)` wrote \(count == 1 ? "was" : "were") cut "
        + "at the longest that they may be",
      at: nil, help: "`max_length=` of `predict` allows more, `no_repeat=3` repeats less")
  }
}
