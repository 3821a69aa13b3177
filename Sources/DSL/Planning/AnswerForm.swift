// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How what is predicted of a file is written.
struct AnswerForm: Hashable, Sendable {
  /// Where predictions stand.
  enum Shape: Hashable, Sendable {
    /// In cells between delimiters.
    case cells(CellForm)
    /// In the fields of JSON objects.
    case fields
    /// In a column of the tokens, in a third part, as words, or before the line.
    case tokens, slots, words, lines
  }

  let shape: Shape
  /// Whether the bytes of the file are kept and added to; otherwise a table is made of its columns.
  let keepsBytes: Bool

  /// A table that is made anew.
  static let (csv, tsv, jsonl) = (
    AnswerForm(shape: .cells(CellForm(delimiter: ",", quotes: true)), keepsBytes: false),
    AnswerForm(shape: .cells(CellForm(delimiter: "\t", quotes: false)), keepsBytes: false),
    AnswerForm(shape: .fields, keepsBytes: false)
  )

  /// The form in which a file of a format is written again.
  init(_ format: DataFormat, _ options: FormatOptions) {
    keepsBytes = true
    shape =
      switch format.answer {
      case .cells:
        .cells(
          format.cellMarks(options).map { CellForm(delimiter: $0.delimiter, quotes: $0.quotes) }
            ?? CellForm(delimiter: ",", quotes: true))
      case .fields: .fields
      case .tokens: .tokens
      case .slots: .slots
      case .words: .words
      case .lines: .lines
      }
  }

  private init(shape: Shape, keepsBytes: Bool) {
    (self.shape, self.keepsBytes) = (shape, keepsBytes)
  }

  /// The same form in a table that is made anew.
  var anew: AnswerForm { AnswerForm(shape: shape, keepsBytes: false) }

  /// Whether what a run predicts fits into it.
  func fits(_ run: RunObject) -> Bool {
    let (task, places) = (run.task, run.task.shape.places)
    return switch shape {
    case .cells, .fields, .lines: true
    case .tokens: places == .steps && run.targets.count == 1
    case .slots: places == .steps || task.shape.values == .choice(task.shape.count)
    case .words: FaceCatalog.face(of: task).cutsWords
    }
  }
}

/// How cells are written: what stands between them, and whether quotes enclose them.
struct CellForm: Hashable, Sendable {
  let delimiter: String
  let quotes: Bool

  /// A cell with its quotes, where it needs them; without quotes, line ends and delimiters in it
  /// become blanks.
  func text(_ cell: String) -> String {
    let mark = delimiter.utf8.first
    guard cell.utf8.contains(where: { $0 == mark || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      return cell
    }
    guard quotes else {
      return String(cell.map { $0.isNewline || String($0) == delimiter ? " " : $0 })
    }
    return "\"\(cell.replacing("\"", with: "\"\""))\""
  }

  func line(_ cells: [String]) -> String { cells.map(text).joined(separator: delimiter) }
}
