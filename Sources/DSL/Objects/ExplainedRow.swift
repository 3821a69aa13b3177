// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A row that is explained, as a run reads it.
struct ExplainedRow {
  /// What the run reads, the leading input first.
  let columns: [any Column]
  /// The tokens of its text, or the numbers of its steps.
  let tokens: [String]
  /// Its place in the columns.
  var place = 0
  /// Whether it is a text.
  var isText: Bool { columns[0] is TokenColumn }
  /// What tokens, or steps, are called.
  var tokenName: String { isText ? "token" : "step" }
  /// The text as numbers; none of a row of numbers.
  var text: TokenColumn { columns[0] as? TokenColumn ?? TokenColumn() }

  /// A text; for a run that reads numbers the number of a row of its data, from 1, or the file of a
  /// recording.
  init(_ text: String, _ run: RunObject) {
    if let windows = run.plan?.data.dataset.windows {
      columns = windows.columns
      place = windows.row(called: text) ?? 0
      let window = windows.windows[place]
      let first = window.origin - windows.transform.history + 1
      tokens = (first...window.origin).map { windows.grid.stamp($0, of: window.series) }
      return
    }
    guard run.numbers == nil, let transform = run.text else {
      let data = run.plan?.data.dataset
      let row = run.rowNumber(text) ?? 0
      let own = Array(data?.numbers?.column[row] ?? [])
      let width = run.numbers?.width ?? 1
      guard let transform = run.text else {
        var column = NumberColumn(features: width)
        column.append(own)
        columns = [column]
        tokens = (0..<column.length(of: 0)).map { String($0 + 1) }
        return
      }
      var words = TokenColumn()
      words.append(data.map { Array($0.tokens[row]) } ?? [])
      columns = [words, NumberColumn(vectors: own, features: width)]
      tokens = transform.vocabulary.decode(words[0])
      return
    }
    let isMarked = transform.options.framing == .rows
    let spelt = transform.tokens(in: text)
    var column = transform.column(of: [text])
    if isMarked {
      let ids = [transform.vocabulary.encode(Vocabulary.mark)] + (spelt.isEmpty ? [] : column[0])
      column = TokenColumn()
      column.append(ids)
    }
    let words = (isMarked ? [Vocabulary.mark] : []) + spelt
    tokens = words.count == column.length(of: 0) ? words : transform.vocabulary.decode(column[0])
    columns = [column]
  }
}

extension RunObject {
  /// The row of its data that a text names, from 0: by its number from 1, or by the file of a recording;
  /// nil for none.
  func rowNumber(_ text: String) -> Int? { plan?.data.rowNumber(text) }

  /// The targets whose classes can be explained by name, by their heads: those of rows.
  var explainedClasses: [(head: Int, labels: Labels)] {
    targets.enumerated().compactMap { index, target in
      guard target.task.shape.places == .rows else { return nil }
      return (target.task as? any Labelled).map { (index, $0.labels) }
    }
  }
}
