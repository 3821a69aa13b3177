// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with training runs, sweeps and cross-validation.
extension Diagnostic {
  /// A word that is no optimizer or no schedule.
  static func unknownEntry(of family: String, _ value: Expression, _ known: [String]) -> Diagnostic
  {
    let word = value.bareWord?.text
    let kind = (family == "optimizer" ? "an " : "a ") + family
    return Diagnostic(
      .unknownChoice, word.map { "there is no \(family) `\($0)`" } ?? "\(kind) is a word",
      at: value.span, notes: ["the \(family)s are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: word ?? "", among: known)
        ?? ForeignNames.choice(word ?? "", among: known))
  }

  /// Two optimizers or two schedules.
  static func several(_ family: String, _ second: Name, first: String) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(first)` and `\(second.text)` are both \(family)s",
      at: second.span, label: "the second", help: "keep one of the two")
  }

  static func unknownMetric(_ span: Span, _ word: String) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "runs are ranked by a figure on the validation split", at: span,
      notes: ["it takes \(SweepMetric.names.joined(separator: ", "))"],
      help: ForeignNames.choice(word, among: SweepMetric.names)
        ?? NearestNames.suggestion(for: word, among: SweepMetric.names))
  }

  static func emptySweep(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this list has no value to try", at: span,
      help: "write for example `lr=[1e-3, 1e-2]`")
  }

  static func nothingToSweep(_ verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this `\(verb)` has nothing to vary", at: span,
      help: verb == "grid"
        ? "give lists: `grid g = train m(units=[32, 64]) lr=[1e-3, 1e-2]`"
        : "give ranges or lists: `search s = train m(units=16..128) lr=1e-4..1e-1 log`")
  }

  static func tooManyCombinations(_ count: Int, limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange,
      "these lists make \(count >= 1 << 40 ? "too many" : String(count)) combinations; \(limit) at most",
      at: span, help: "shorten a list, or use `search`, which tries some of them")
  }

  static func badSpace(_ problem: SearchSpaceProblem, at span: Span) -> Diagnostic {
    let reason =
      switch problem {
      case .repeatedName(let name): "`\(name)` is varied twice"
      case .isEmpty: "the range is empty: its low end is above its high one"
      case .isNotFinite: "the ends of a range are numbers"
      case .hasNoLogarithm: "a `log` range begins above 0"
      }
    return Diagnostic(.outOfRange, reason, at: span, help: "write for example `lr=1e-4..1e-1 log`")
  }

  static func foldsFromRun(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "folds begin with weights of their own: another run may have seen their rows",
      at: span, help: "leave `from` out")
  }

  static func foldsInTime(_ data: String, column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(data)` is ordered by `\(column)`, and folds would learn from what comes after them",
      at: span,
      help: "train on the earliest rows: `train r = MODEL`, `eval t = r`")
  }

  static func foldsNeedGroups(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`folds=groups` is a fold for each group, and the rows of `\(data)` have none",
      at: span, help: "add `group COLUMN` to the data, or write a number of folds")
  }

  static func foldsOfStream(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(data)` is one stream of text, of which there are no folds", at: span,
      help: "train on its first part: `train r = MODEL`, `eval t = r`")
  }

  static func seedBesideSeeds(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`seeds` counts on from the script's seed and excludes `seed`", at: span,
      help: "write a `seed` statement before, or leave one of the two out")
  }

  static func cannotResume(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` was loaded from a file, which keeps no state of training", at: span,
      help: "train on from its weights: `train s = m from=\(run)`")
  }

  static func nothingToStartFrom(
    _ run: String, theirs: [String], ours: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "no parameter of `\(run)` has the name and shape of one of this model",
      at: span,
      notes: [
        "`\(run)` has \(theirs.prefix(8).joined(separator: ", "))",
        "the model has \(ours.prefix(8).joined(separator: ", "))",
      ])
  }

  static func unknownFrozenLayer(_ name: String, at span: Span, _ layers: [String]) -> Diagnostic {
    let kinds = layers.map { ModelLayer.kind(of: $0) }
    return Diagnostic(
      .unknownLayer, "the model has no layer `\(name)` to freeze", at: span,
      notes: ["its layers are \(layers.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name, among: layers + kinds)
        ?? kinds.first { name.lowercased().hasPrefix($0) }.map { "write `\($0)`" })
  }

  static func wrongClassWeights(
    _ count: Int, _ labels: [String], _ data: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "there are \(count) class weights, and `\(data)` has \(labels.count) classes",
      at: span,
      notes: ["a weight each, in this order: \(labels.prefix(20).joined(separator: ", "))"],
      help: "or write `class_weights=auto`")
  }

  /// A layer that cannot read rows piece by piece.
  static func unreadableInPieces(
    _ layer: ModelLayer, _ steps: Int, at span: Span
  ) -> Diagnostic {
    let stride = layer.stride
    if stride > 1 {
      return Diagnostic(
        .conflictingOptions,
        "`bptt` cuts rows into pieces of \(steps) steps, and `\(layer.name)` joins \(stride) each",
        at: span, help: "write a multiple: bptt=\((steps + stride - 1) / stride * stride)")
    }
    return Diagnostic(
      .conflictingOptions,
      "`bptt` reads rows in pieces, and `\(layer.name)` needs all steps of a row at once", at: span,
      help: "leave `bptt` out, or let a layer such as `lstm` and its last step say what came before"
    )
  }

  static func isForClasses(_ option: String, _ face: any Face, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(option)` is for classes, and the target is of \(face.classWords.many)", at: span,
      help: "leave it out")
  }

  static func feedsNoDecoder(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`scheduled_sampling` is for a decoder that writes a text, and this model has none", at: span,
      help: "leave it out")
  }

  static func notForField(_ option: String, _ head: ModelHead, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(option)` changes the loss of single classes, and `output \(word(head))` scores whole sequences",
      at: span, help: "leave it out" + otherEnd(head))
  }

  private static func word(_ head: ModelHead) -> String { head.shape.isTranscript ? "ctc" : "crf" }

  /// A transcript can have no other head.
  private static func otherEnd(_ head: ModelHead) -> String {
    head.shape.isTranscript ? "" : ", or end the model with `output`"
  }

  static func noTranscriptFits(_ data: String, _ first: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "no training row of `\(data)` has as many steps as its transcript needs in this model",
      at: span,
      notes: first,
      help:
        "each symbol needs a step, and equal ones side by side one more: leave `segment` out, or "
        + "predict fewer symbols")
  }

  static func transcriptsDoNotFit(
    _ data: String, _ count: Int, of all: Int, _ first: [String], at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(count) of the \(all) training rows of `\(data)` \(count == 1 ? "has" : "have") fewer steps "
        + "than the transcript needs, and \(count == 1 ? "does" : "do") not train",
      at: span, notes: first + (count > first.count ? ["and \(count - first.count) more"] : []),
      help:
        "each symbol needs a step, and equal ones side by side one more: a smaller `segment` leaves more"
    )
  }

  static func piecesOfTargets(_ names: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`bptt` reads rows in pieces, and not all targets have a value for each step", at: span,
      notes: ["the targets are \(names.joined(separator: ", "))"],
      help: "leave it out, or train a model for each target")
  }

  static func piecesOfField(_ head: ModelHead, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`bptt` reads rows in pieces, and `output \(word(head))` scores whole sequences",
      at: span, help: "leave it out" + otherEnd(head))
  }

  static func nothingToTell(apart count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "there are \(count) tokens to tell apart, the unknown one among them", at: span,
      help: "let more words be known: a larger `vocabulary=`, a smaller `min_count=`, or more text")
  }

  static func smoothedClusters(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`label_smoothing` wants the scores of all tokens, and `output adaptive` spares most of them",
      at: span, help: "leave it out, or write `output`")
  }

  static func nothingAveraged(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(option)` is about weights that are averaged step by step, and none are",
      at: span, help: "add `average=mean` or `average=ema`, or leave it out")
  }

  static func idleOption(_ option: IdleOption, at span: Span) -> Diagnostic {
    Diagnostic(
      .idleOption, "`\(option.name)` changes nothing here: \(option.reason)", at: span,
      help: option.help)
  }

  static func tokensOfStream(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`batch_tokens` puts rows together, and a stream is a single one",
      at: span, help: "say with `batch` and `bptt` how it is read, and leave `batch_tokens` out")
  }

  static func tokensOfChangingTexts(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`batch_tokens` cuts batches once, and with `merge_dropout` texts have other tokens in each epoch",
      at: span, help: "write `batch=64`, or leave `merge_dropout` out")
  }

  static func tokensBeside(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`batch_tokens` and `\(option)` say differently what a batch is",
      at: span, help: "leave one of them out")
  }

  static func streamTooShort(tokens: Int, batch: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "the stream has \(tokens) tokens, fewer than `batch` reads side by side",
      at: span, help: "write `batch=\(max(1, tokens / 20))` or less, not \(batch)")
  }

  static func imbalance(
    _ data: String, most: (String, Int), least: (String, Int), at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .imbalance,
      "`\(data)` has \(most.1) training rows of \(most.0) and \(least.1) of \(least.0)", at: span,
      help: "`class_weights=auto` lets all classes count the same; `class_weights=none` says no")
  }

  static func keepBestWithoutValid(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(data)` has no validation split to find the best epoch by", at: span,
      help: "add one to its `split`, or leave the option out: the last epoch is kept then")
  }

  static func sweepWithoutValid(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(data)` has no validation split to rank the runs by", at: span,
      help: "give it one, such as `split 80/10/10`")
  }

  static func unwatchedFolds(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "with `valid=0` no rows are left to find the best epoch by", at: span,
      help: "give `valid` a share, such as `valid=10%`, or leave `\(option)` out")
  }

  /// A figure in `by=` of a target that is not there, or whose task has no such figure.
  static func unknownFigure(
    _ figure: FigureName, _ known: [FigureName], at span: Span
  ) -> Diagnostic {
    let names = known.map(\.description)
    return Diagnostic(
      .unknownChoice, "`by` takes no figure `\(figure)` here", at: span,
      notes: ["it takes \(names.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: figure.description, among: names))
  }

  /// A figure that is to rank runs whose epochs are chosen by another one.
  static func figureNotNoted(
    _ figure: FigureName, _ monitor: FigureName, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "the epochs of these runs have no figure `\(figure)`, as `by=\(monitor)` chooses them",
      at: span, help: "leave `by=\(monitor)` out, or write `by \(monitor)`")
  }

  static func trainsOnTrain(_ split: Name) -> Diagnostic {
    Diagnostic(
      .badSplit, "`train` learns from the training split, not from `\(split.text)`", at: split.span,
      help: "leave `.\(split.text)` out")
  }

  static func optionOfOther(
    _ label: Name, of family: String, _ chosen: String, _ owners: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownOption, "`\(chosen)` has no option `\(label.text)`", at: label.span,
      notes: ["`\(label.text)` is an option of \(owners.joined(separator: ", "))"],
      help: label.text == "weight_decay"
        ? ForeignNames.option(label.text, among: [])
        : "name the \(family), for example `\(owners[0]) \(label.text)=…`, or leave the option out")
  }
}
