// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is suspicious about data that can be read.
extension Checker {
  func warnings(of data: DataObject, at span: Span) -> [Diagnostic] {
    let dataset = data.dataset
    let summary = dataset.summary
    var found: [Diagnostic] = []
    if dataset.texts.first == data.textColumn, dataset.target.kind == .class,
      dataset.classes.first.flatMap({ dataset.labels.decode($0) }) == data.targetColumn
    {
      found.append(.headerIsARow(data.name, at: span))
    }
    if let first = summary.firstEmptyRow {
      let line = dataset.origins.line(of: first)
      let place = dataset.origins.path(of: first).map { "\($0):\(line)" } ?? "row \(line)"
      found.append(
        .emptyTexts(data.name, count: summary.emptyTexts, first: place, at: span))
    }
    let place = { (problem: TagProblem) -> String in
      let isOwn = data.format?.use.hasLineAToken ?? false
      let line = dataset.origins.line(of: problem, hasLineAToken: isOwn)
      return dataset.origins.path(of: problem.row).map { "\($0):\(line)" } ?? "row \(line)"
    }
    if let finding = dataset.target.finding, let first = finding.first {
      found.append(
        .brokenScheme(
          data.name, finding.scheme, count: finding.illegal, first: (first.message, place(first)),
          isRepaired: dataset.target.isRepaired, at: span))
    }
    found += warnings(ofLabels: data, at: span)
    if let odd = dataset.target.oddTag {
      found.append(.noScheme(data.name, first: (odd.message, place(odd)), at: span))
    }
    if let labels = dataset.target.unseenLabels(in: dataset.splits) {
      found.append(
        .labelsNotSeen(data.name, unseen: labels.unseen, of: labels.all, at: span))
    }
    if let phrases = dataset.target.phrases {
      found.append(contentsOf: self.warnings(of: phrases, data, at: span))
    }
    if summary.duplicates > 0 {
      found.append(.duplicates(data.name, count: summary.duplicates, at: span))
    }
    if let contradictions = summary.contradictions {
      let places = [contradictions.first, contradictions.earlier].map { row in
        let line = dataset.origins.line(of: row)
        return dataset.origins.path(of: row).map { "\($0):\(line)" } ?? "row \(line)"
      }
      found.append(
        .contradictions(
          data.name, count: contradictions.rows, dataset.target.kind, places: places, at: span))
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
  /// What is said of the names of classes, tags and labels.
  private func warnings(ofLabels data: DataObject, at span: Span) -> [Diagnostic] {
    let target = data.dataset.target
    var found: [Diagnostic] = []
    if let respelling = target.respelling {
      found.append(.tagsRespelled(data.name, respelling.from, respelling.to, at: span))
    }
    if target.hasPlainTypes {
      let type = target.labels.names.first { $0 != "O" } ?? ""
      found.append(.plainTypes(data.name, data.targetColumn, type: type, at: span))
    }
    if let alike = target.lookalikes.first {
      found.append(.labelsAlike(data.name, alike, target.kind, at: span))
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

  /// What is said of phrases of which most are not found.
  private func warnings(
    of phrases: Phrases, _ data: DataObject, at span: Span
  ) -> [Diagnostic] {
    let missing = phrases.missing.reduce(0, +)
    let all = missing + phrases.foundCount
    guard 2 * missing > all else { return [] }
    return [.phrasesNotFound(data.name, missing: missing, of: all, at: span)]
  }
}
