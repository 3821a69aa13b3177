// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Data whose target is the next token.
extension DataObject {
  /// One line about it.
  var nextTitle: String {
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \(Amount.grouped(tokens(of: $0)))" }
    let kind = dataset.isStream ? "a stream" : "\(Amount.grouped(dataset.rowCount)) texts"
    let all = dataset.summary.parts.reduce(0) { $0 + tokens(of: $1) }
    return
      "data \(name): \(kind) of \(Amount.grouped(all)) tokens (\(parts.joined(separator: ", "))), "
      + "\(Amount.grouped(dataset.classCount)) different ones"
  }

  /// How many tokens of a part are to be predicted.
  private func tokens(of part: DatasetSummary.Part) -> Int {
    dataset.splits[part.name].reduce(0) { $0 + dataset.tokens.length(of: $1) }
  }

  /// A row a part.
  func nextTable(footnotes: [String]) -> ResultTable {
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
    let unit = dataset.isStream ? [] : ["texts"]
    return ResultTable(
      title: title, columns: ["split"] + unit + ["tokens", "unknown"],
      alignments: [.left] + unit.map { _ in .right } + [.right, .right],
      rows: parts.map { part in
        [part.name.rawValue] + (unit.isEmpty ? [] : [Amount.grouped(part.rows)]) + [
          Amount.grouped(tokens(of: part)),
          FixedDecimal.string(100 * part.unknown.share, decimals: 1) + " %",
        ]
      }, footnotes: dataset.isStream ? [] : footnotes)
  }

  /// The beginning of a text.
  func excerpt(_ row: Int) -> String {
    let text = dataset.texts[row]
    return text.prefix(60) + (text.count > 60 ? " …" : "")
  }

  /// The first texts, or how the streams begin.
  var nextRows: ResultTable {
    let rows = (0..<min(5, dataset.rowCount)).map { row in
      let tokens = dataset.transform.vocabulary.decode(dataset.tokens[row].prefix(60))
      return [excerpt(row), tokens.joined(separator: " ")].map(Self.oneLine)
    }
    return ResultTable(
      title: dataset.isStream ? "how each part begins" : "first rows",
      columns: ["text", "tokens"], alignments: [.left, .left], rows: rows)
  }

  /// A text with its line ends as `⏎`.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? "⏎" : $0 })
  }
}
