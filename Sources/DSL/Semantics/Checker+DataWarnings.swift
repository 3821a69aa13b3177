// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is suspicious about data that can be read.
extension Checker {
  func warnings(of data: DataObject, at span: Span) -> [Diagnostic] {
    let dataset = data.dataset
    let summary = dataset.summary
    var found: [Diagnostic] = []
    if let text = dataset.text, text.texts.first == text.name, dataset.task is any Labelled,
      dataset.task.shape.places == .rows,
      dataset.target.values[0].map(dataset.target.name(of:)) == [data.targetColumn]
    {
      found.append(.headerIsARow(data.name, at: span))
    }
    if let first = summary.firstEmptyRow {
      found.append(
        .emptyTexts(
          data.name, count: summary.emptyTexts, first: dataset.place(of: first), at: span))
    }
    found += warnings(ofSeries: data, at: span)
    found += warnings(ofTags: data, at: span)
    found += warnings(ofNames: data, at: span)
    found += warnings(ofSets: data, at: span)
    found += warnings(ofTranscripts: data, at: span)
    let categories = zip(dataset.numbers?.columns ?? [], dataset.numbers?.transform.features ?? [])
      .filter { $1.categories != nil }
    if let idle = categories.first(where: { $0.0.scale != .standard })?.0 {
      found.append(.categoriesHaveNoScale(idle.name, at: span))
    }
    if summary.duplicates > 0 {
      found.append(.duplicates(data.name, count: summary.duplicates, at: span))
    }
    if let contradictions = summary.contradictions {
      let places = [contradictions.first, contradictions.earlier].map(dataset.place(of:))
      found.append(
        .contradictions(
          data.name, count: contradictions.rows, dataset.task.entry, places: places, at: span))
    }
    for part in summary.parts where part.name != .train && part.unknown.share > 0.2 {
      found.append(
        .unknownWords(
          data.name, part.name.rawValue,
          percent: FixedDecimal.string(100 * part.unknown.share, decimals: 0) + " %",
          words: part.unknown.frequent.prefix(5).map(\.word).joined(separator: ", "), at: span))
    }
    return found.map {
      var placed = $0
      placed.source = source
      return placed
    }
  }
}

extension Checker {
  /// Warnings about tags that break the rules of their scheme, or are written in another way.
  private func warnings(ofTags data: DataObject, at span: Span) -> [Diagnostic] {
    let (origins, target) = (data.dataset.origins, data.dataset.target)
    guard let facts = target.facts as? TagFacts else { return [] }
    var found: [Diagnostic] = []
    let place = { (problem: TagProblem) -> String in
      let isOwn = data.format?.use.hasLineAToken ?? false
      let line = origins.line(of: problem, hasLineAToken: isOwn)
      return origins.path(of: problem.row).map { "\($0):\(line)" } ?? "row \(line)"
    }
    if let finding = facts.finding, let first = finding.first {
      found.append(
        .brokenScheme(
          data.name, finding.scheme, count: finding.illegal, first: (first.message, place(first)),
          isRepaired: facts.isRepaired, at: span))
    }
    if let respelling = facts.respelling {
      found.append(.tagsRespelled(data.name, respelling.from, respelling.to, at: span))
    }
    if let task = target.task as? TagsTask, facts.hasPlainTypes(task) {
      let type = target.labels.names.first { $0 != "O" } ?? ""
      found.append(.plainTypes(data.name, data.targetColumn, type: type, at: span))
    }
    if let odd = facts.oddTag {
      found.append(.noScheme(data.name, first: (odd.message, place(odd)), at: span))
    }
    return found
  }

  /// Warnings about the order of the rows of series, and about those without a window.
  private func warnings(ofSeries data: DataObject, at span: Span) -> [Diagnostic] {
    guard let windows = data.dataset.windows else { return [] }
    let order = windows.grid.order
    let place = { (line: Int?) -> String in
      let path = data.dataset.origins.path(of: 0)
      return path.map { "\($0):\(line ?? 0)" } ?? "row \(line ?? 0)"
    }
    var found: [Diagnostic] = []
    if order.late > 0 {
      found.append(
        .stepsOutOfOrder(data.name, count: order.late, first: place(order.firstLate), at: span))
    }
    if order.gaps > 0 {
      found.append(
        .stepsMissing(
          data.name, count: order.gaps, step: windows.grid.clock.step.description,
          first: place(order.firstGap), at: span))
    }
    if order.weekends > 0 {
      found.append(
        .weekendRows(
          data.name, count: order.weekends, first: place(order.firstWeekend), at: span))
    }
    if let form = windows.grid.clock.form, form.isAmbiguous {
      found.append(
        .ambiguousDates(
          windows.grid.clock.columns.joined(separator: ", "), form: form.example, at: span))
    }
    let used = Set(windows.windows.map(\.series))
    let short = windows.grid.names.indices.filter { !used.contains($0) }
    if !short.isEmpty {
      found.append(
        .seriesLeftOut(
          data.name, short.map { windows.grid.names[$0] }, of: windows.grid.count,
          needed: windows.transform.needed + windows.transform.horizon, at: span))
    }
    return found
  }

  /// Warnings about the names of classes, tags and labels.
  private func warnings(ofNames data: DataObject, at span: Span) -> [Diagnostic] {
    let target = data.dataset.target
    var found: [Diagnostic] = []
    if let alike = target.lookalikes.first {
      found.append(.labelsAlike(data.name, alike, target.task.entry, at: span))
    }
    if target.task is ClassTask, target.labels.areFractions {
      found.append(
        .classesAreNumbers(data.name, target.name, classes: target.labels.count, at: span))
    }
    if !target.unseen.isEmpty {
      let counts = SplitName.allCases.map { data.dataset.summary[$0]?.classCounts ?? [] }
      let rows = target.unseen.indices.map { index in
        counts.reduce(0) { $0 + $1[target.labels.count + index] }
      }
      found.append(
        .classesUnseen(data.name, target.unseen, rows: rows.reduce(0, +), at: span))
    }
    return found
  }

  /// Warnings about symbols that no row has that trains.
  private func warnings(ofTranscripts data: DataObject, at span: Span) -> [Diagnostic] {
    let dataset = data.dataset
    guard let task = dataset.task as? any Transcribing,
      let facts = dataset.target.facts as? TextFacts
    else { return [] }
    return [SplitName.valid, .test].compactMap { part in
      var counts: [String: Int] = [:]
      for row in dataset.splits[part] where dataset.target.values[row].contains(0) {
        for symbol in task.transform.tokens(in: facts.references[row])
        where task.transform.vocabulary.encode(symbol) == 0 {
          counts[symbol, default: 0] += 1
        }
      }
      let symbols = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return symbols.isEmpty
        ? nil
        : .symbolsUnseen(data.name, part.rawValue, symbols.map { ($0.key, $0.value) }, at: span)
    }
  }

  /// Warnings about labels most of which are left out, and of phrases most of which are not found.
  private func warnings(ofSets data: DataObject, at span: Span) -> [Diagnostic] {
    let target = data.dataset.target
    if let facts = target.facts as? LabelFacts,
      let labels = facts.unseen(of: target, in: data.dataset.splits)
    {
      return [.labelsNotSeen(data.name, unseen: labels.unseen, of: labels.all, at: span)]
    }
    guard let phrases = target.facts as? Phrases else { return [] }
    let all = phrases.missingCount + phrases.foundCount
    guard 2 * phrases.missingCount > all else { return [] }
    return [.phrasesNotFound(data.name, missing: phrases.missingCount, of: all, at: span)]
  }
}
