// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What each statement takes, place by place.
extension Completer {
  mutating func statement() {
    guard let first = token() else {
      for verb in StatementVerb.allCases {
        offer(verb.rawValue, StatementCatalog.form(of: verb).summary)
      }
      offerNames { _ in true }
      return
    }
    guard case .word(let word) = first.kind, let verb = StatementVerb(rawValue: word),
      !beginsExpression(behind: token(1))
    else { return expressions() }
    index += 1
    statement(verb)
  }

  /// Whether a verb before this token is the name of a value.
  private func beginsExpression(behind token: Token?) -> Bool {
    switch token?.kind {
    case .symbol(let symbol):
      symbol == .dot || BinaryOperator(rawValue: symbol.rawValue).map { $0 != .subtract } ?? false
    case .word(let word): BinaryOperator(rawValue: word) != nil
    default: false
    }
  }

  private mutating func statement(_ verb: StatementVerb) {
    switch verb {
    case .lstm: if isAtCursor { offer("1", "the edition of the language") }
    case .seed: expressions(wanting: .number)
    case .param:
      guard passDefinition() else { return }
      if isAtCursor, place.isInText { return offerPaths() }
      expressions()
    case .let: if passDefinition() { expressions() }
    case .print: expressions()
    case .assert: expressions(wanting: .boolean)
    case .include, .report: _ = passPath()
    case .load: if passDefinition() { _ = passPath() }
    case .vectors:
      vectors()
    case .data: if passDefinition() { data() }
    case .model: model()
    case .train, .crossval: if passDefinition() { training(verb) }
    case .grid, .search: sweep(verb)
    case .ensemble: if passDefinition() { ensemble() }
    case .resume: resume()
    case .eval: eval()
    case .baseline: baseline()
    case .compare: compare()
    case .predict: predict()
    case .generate: writing(GenerationPlan.options)
    case .forecast: writing(ForecastPlan.options)
    case .explain: explain()
    case .show: show()
    case .plot: plot()
    case .save: if passReference(where: isRun, atName: { $0.offerRuns() }) { _ = passPath() }
    case .runs: runs()
    case .rerun: if isAtCursor { offerRuns() }
    case .note: if isAtCursor { offerRuns() }
    case .tag: tag()
    }
  }

  /// `NAME = FILE options`, or `NAME like "WORD"`.
  private mutating func vectors() {
    if isAtCursor { return offerNames(of: .vectors) }
    let isKnown = token()?.word.map { scope[$0]?.value.type == .object(.vectors) } ?? false
    if isKnown, token(1) == nil {
      index += 1
      offer("=", "")
      return offer(VectorsObject.likeFacet, "a word in quotes: the words with the nearest vectors")
    }
    if token(1)?.isWord(VectorsObject.likeFacet) == true {
      index += 2
      return neighbours()
    }
    if passDefinition(), passPath() { arguments(ArgumentPlace(VectorsObject.options)) }
  }

  /// Words and options after `like`.
  private mutating func neighbours() {
    var place = ArgumentPlace(VectorsObject.neighbourOptions)
    if tokens.last?.isWord(VectorsObject.likeFacet) == true {
      place.keywords = [Candidate("\"", detail: "a word", continuation: false)]
    }
    if arguments(place) == .open { offerNames { $0 == .text } }
  }

  /// Reads `NAME =`; false when the cursor stands in it.
  mutating func passDefinition() -> Bool {
    guard takeWord() != nil else { return false }
    if isAtCursor { offer("=", "") }
    return take(.assign)
  }

  /// Reads a path; false when the cursor stands in it.
  mutating func passPath() -> Bool {
    if isAtCursor {
      offerPaths()
      offerNames { $0 == .text }
      return false
    }
    return passValue(of: nil)
  }

  /// Offers a keyword with a line of help.
  mutating func offer(keyword: String, _ detail: String) {
    offer(keyword, detail)
  }

  var isRun: (ValueType) -> Bool { { $0 == .object(.run) } }

  // MARK: Runs

  private mutating func ensemble() {
    repeat {
      guard passReference(where: isRun, atName: { $0.offerRuns(several: true) }) else { return }
    } while take(.comma)
  }

  private mutating func compare() {
    if token(1)?.isSymbol(.assign) == true { index += 2 }
    let isEvaluation = { (type: ValueType) in type == .object(.evaluation) }
    let offerEvaluations = { (completer: inout Completer) in
      completer.offerNames(of: .evaluation)
    }
    guard passReference(where: isEvaluation, atName: offerEvaluations), take(.comma),
      passReference(where: isEvaluation, atName: offerEvaluations)
    else { return }
    var place = ArgumentPlace(ComparisonObject.options)
    place.last = [Candidate("by", detail: "the figure; all without it")]
    guard arguments(place, upTo: "by") == .stopped, isAtCursor else { return }
    let evaluations = tokens.compactMap(\.word).compactMap { object($0) as? EvaluationObject }
    let task = evaluations.first?.task as? any CountingRows
    for metric in task?.rowMetrics ?? [] { offer(metric.name, metric.entry.summary) }
  }

  private mutating func sweep(_ verb: StatementVerb) {
    guard passDefinition() else { return }
    if isAtCursor { offer("train", "and the name of a model") }
    guard take(keyword: "train") else { return }
    training(verb)
  }

  private mutating func resume() {
    guard passReference(where: isRun, atName: { $0.offerRuns() }) else { return }
    arguments(ArgumentPlace(Reference.options(of: .resume)))
  }

  private mutating func eval() {
    if token(1)?.isSymbol(.assign) == true { index += 2 }
    if token(1) == nil, case .word(let name)? = token()?.kind, scope[name] == nil {
      return offer("=", "")
    }
    let isSubject = { (type: ValueType) in
      type == .object(.run) || type == .object(.runs) || type == .object(.ensemble)
    }
    guard
      passReference(
        where: isSubject, atName: { $0.offerRuns(several: true, ensembles: true) })
    else { return }
    if isAtCursor { offer(keyword: "on", "other data than the test split of the run's own") }
    if take(keyword: "on") { guard passDataReference() else { return } }
    arguments(ArgumentPlace(EvaluationObject.options))
  }

  private mutating func baseline() {
    guard passDefinition() else { return }
    if isAtCursor {
      for entry in BaselineCatalog.entries { offer(entry.name, entry.summary) }
    }
    guard let word = takeWord(), passCall() else { return }
    if isAtCursor { offer(keyword: "on", "and a data set") }
    guard take(keyword: "on"), passDataReference() else { return }
    let options = BaselineCatalog.entry(word)?.allOptions ?? []
    if !options.isEmpty { arguments(ArgumentPlace(options)) }
  }

  private mutating func predict() {
    guard passReference(where: isRun, atName: { $0.offerRuns(ensembles: true) }) else { return }
    if take(keyword: "from") { return predictedFile() }
    let isFirst = isAtCursor
    var place = ArgumentPlace(searchOptions)
    if isFirst {
      place.keywords = [Candidate("from", detail: "a file with the texts to predict")]
      (place.options, place.last) = ([], [])
    }
    if arguments(place) == .open { offerNames { $0 == .text || $0 == .list } }
  }

  /// How texts are looked for, where the run at hand writes some.
  private var searchOptions: [ArgumentSpec] {
    let run = tokens.compactMap(\.word).lazy.compactMap { word in
      object(word) as? RunObject ?? (object(word) as? EnsembleObject)?.run
    }.first
    guard let run else { return SearchOptions.arguments }
    guard run.task is any Writing else { return [] }
    let foreign =
      run.task is any Transcribing ? SearchOptions.ofDecoders : SearchOptions.ofTranscripts
    return SearchOptions.arguments.filter { !foreign.contains($0.name) }
  }

  /// `[FORMAT] FILE options [to FILE]`.
  private mutating func predictedFile() {
    var format = token()?.word.flatMap { DataFormats.named($0) }
    if isAtCursor {
      for format in DataFormats.ofRecords { offer(format.name, format.help) }
    }
    if format != nil { index += 1 }
    if format == nil, case .text(let path)? = token()?.kind { format = DataFormats.named(by: path) }
    guard passPath() else { return }
    var place = ArgumentPlace(
      (format?.options ?? []).map { CompletionOption($0) }
        + searchOptions.map { CompletionOption($0) })
    place.keywords = [
      Candidate("to", detail: "the file for what is predicted; shown without it")
    ]
    if arguments(place, upTo: "to") == .stopped { _ = passPath() }
  }

  /// A run, texts and options.
  private mutating func writing(_ options: [ArgumentSpec]) {
    guard passReference(where: isRun, atName: { $0.offerRuns() }) else { return }
    if isAtCursor { offerNames { $0 == .text } }
    arguments(ArgumentPlace(options))
  }

  /// A run, texts, options, and the file for a picture of what weighs, or what a text looked at.
  private mutating func explain() {
    guard passReference(where: isRun, atName: { $0.offerRuns() }) else { return }
    if isAtCursor { offerNames { $0 == .text } }
    var place = ArgumentPlace(ExplanationPlan.options)
    place.keywords = [
      Candidate("to", detail: "the SVG, PNG or PDF file to draw the weights of one text into")
    ]
    if arguments(place, upTo: "to") == .stopped { _ = passPath() }
  }

  private mutating func show() {
    let isObject = { (type: ValueType) in
      if case .object = type { true } else { false }
    }
    if token()?.word == RecordWord.run, token(1) != nil, scope[RecordWord.run] == nil {
      index += 2
      return recordedFacets()
    }
    let start = index
    guard passReference(where: isObject, atName: { $0.offerNames(where: isObject) }) else { return }
    let kind = kind(of: tokens[start..<index])
    if kind == .vectors, take(keyword: VectorsObject.likeFacet) { return neighbours() }
    let facets = kind?.type.facets ?? []
    var given = Set(place.behind.compactMap(\.word))
    while let word = takeWord() { given.insert(word) }
    guard isAtCursor else { return }
    let all = (name: "full", summary: "all there is")
    for facet in facets + [all] where !given.contains(facet.name) {
      offer(facet.name, facet.summary)
    }
  }

  private mutating func plot() {
    let hasPlots = { (type: ValueType) in
      if case .object(let kind) = type { !kind.type.plots.isEmpty } else { false }
    }
    var references: [ArraySlice<Token>] = []
    repeat {
      let start = index
      guard passReference(where: hasPlots, atName: { $0.offerNames(where: hasPlots) }) else {
        return
      }
      references.append(tokens[start..<index])
    } while take(.comma)
    let kind = kind(of: references[0])
    var plots = plots(of: references[0])
    if references.count > 1 {
      plots = plots.filter { kind?.type.jointPlots.contains($0.name) ?? false }
    }
    let to = Candidate("to", detail: "the SVG, PNG or PDF file to draw it into")
    if isAtCursor {
      for plot in plots { offer(plot.name, plot.summary) }
      return offer([to])
    }
    var plot = plots.first?.name
    if token()?.word != to.text, token(1)?.isSymbol(.assign) != true { plot = takeWord() }
    if case .text? = token()?.kind { index += 1 }
    var place = ArgumentPlace(plot.flatMap { kind?.type.options(ofPlot: $0) } ?? [])
    place.keywords = [to]
    if arguments(place, upTo: to.text) == .stopped { _ = passPath() }
  }

  /// The plots of what a reference that is written out leads to, or of all things of its kind.
  private func plots(of reference: ArraySlice<Token>) -> [(name: String, summary: String)] {
    let words = reference.compactMap(\.word)
    if words.count == 1, let own = words.first.flatMap({ object($0) })?.plots { return own }
    return kind(of: reference)?.type.plots ?? []
  }

  /// The kind of what a reference that is written out leads to.
  private func kind(of reference: ArraySlice<Token>) -> ObjectKind? {
    let words = reference.compactMap(\.word)
    guard let first = words.first, var type = scope[first]?.value.type else { return nil }
    for word in words.dropFirst() {
      guard let field = type.fields.first(where: { $0.name == word }) else { return nil }
      type = field.type
    }
    if case .object(let kind) = type { return kind }
    return nil
  }
}

extension Token {
  /// The word that it is; nil for other tokens.
  var word: String? {
    if case .word(let word) = kind { word } else { nil }
  }
}
