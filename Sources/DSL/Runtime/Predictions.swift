// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The classes of some texts, with the probability of each.
struct Predictions {
  /// The names of the classes.
  let labels: [String]
  /// A row a text, a probability a class.
  let probabilities: [[Float]]

  /// The classes of some texts as a run sees them; nil when `shouldStop` says so on the way.
  init?(_ run: RunObject, _ network: Network, _ texts: [String], shouldStop: () -> Bool) {
    var column = TokenColumn()
    for text in texts { column.append(run.transform.encode(text)) }
    guard
      let probabilities = network.probabilities(
        column, rows: Array(texts.indices), shouldStop: shouldStop)
    else { return nil }
    self.init(labels: run.labels.names, probabilities: probabilities)
  }

  /// Classes, and a row a text.
  init(labels: [String], probabilities: [[Float]]) {
    self.labels = labels
    self.probabilities = probabilities
  }

  /// The largest number of classes whose probabilities stand in a table.
  private static let mostColumns = 6

  /// The most probable class of a text.
  func label(of row: Int) -> String { labels[Network.mostProbable(probabilities[row])] }

  /// The probability of the most probable class of a text.
  func probability(of row: Int) -> Float { probabilities[row].max() ?? 0 }

  /// A row a text; with few classes a column each for their probabilities.
  func table(texts: [String]) -> ResultTable {
    let shown = labels.count <= Self.mostColumns ? labels : []
    let rows = texts.indices.map { row in
      [texts[row], label(of: row), text(probability(of: row))]
        + (shown.isEmpty ? [] : probabilities[row].map(text))
    }
    return ResultTable(
      columns: ["text", "prediction", "probability"] + shown.map { "p(\($0))" },
      alignments: [.left, .left, .right] + shown.map { _ in .right }, rows: rows)
  }

  private func text(_ probability: Float) -> String {
    FixedDecimal.string(Double(probability), decimals: 3)
  }
}

/// How predictions are written to a file: the columns that were read, then `prediction`,
/// `probability` and a column a class.
enum PredictionFormat {
  case csv, tsv, jsonl

  /// The format of a file's name; TAB-separated when it says none.
  init(path: String) {
    self = path.hasSuffix(".csv") ? .csv : path.hasSuffix(".jsonl") ? .jsonl : .tsv
  }

  /// The text of the file.
  func text(_ table: Table, _ predictions: Predictions) -> String {
    let columns = (try? table.columns.map { try table.column($0) }) ?? []
    let names =
      table.columns + ["prediction", "probability"] + predictions.labels.map { "p(\($0))" }
    var lines = self == .jsonl ? "" : line(names) + "\n"
    for row in 0..<table.rowCount {
      let cells = columns.map { $0[row] } + [predictions.label(of: row)]
      let numbers =
        ([predictions.probability(of: row)] + predictions.probabilities[row]).map(\.description)
      lines += self == .jsonl ? object(names, cells, numbers) : line(cells + numbers)
      lines += "\n"
    }
    return lines
  }

  private func line(_ cells: [String]) -> String {
    cells.map { self == .csv ? quoted($0) : flat($0) }.joined(separator: self == .csv ? "," : "\t")
  }

  private func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      return cell
    }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// A cell of a file without quotes: TABs and line ends become blanks.
  private func flat(_ cell: String) -> String {
    String(cell.map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }

  private func object(_ names: [String], _ cells: [String], _ numbers: [String]) -> String {
    let values = cells.map(JSONString.encode) + numbers
    let pairs = zip(names, values).map { JSONString.encode($0) + ": " + $1 }
    return "{" + pairs.joined(separator: ", ") + "}"
  }
}
