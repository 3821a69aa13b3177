// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How a file with rows to predict is read.
struct PredictionSource: Sendable {
  let format: DataFormat
  let options: FormatOptions
  /// The column with the texts; nil for the one in which the format has them.
  let textColumn: String?
  /// The columns that are read beside the texts: numbers, categories, and what says which rows are
  /// steps of one.
  let inputColumns: [String]
  /// Columns that the options name and that the file may be without.
  let optional: Set<String>

  /// Reads a format as the training rows of a run were read, where theirs was the same.
  ///
  /// - Parameter options: what is to be another way.
  init(_ format: DataFormat, _ options: FormatOptions, for run: RunObject) {
    self.format = format
    let reading = run.setup.reading
    let own = reading?.format == format.name ? reading : nil
    self.options = own?.options.merging(options) ?? options
    let inputs = run.setup.inputs
    // The path of a recording stands where a text would.
    let column = run.sound?.column ?? inputs.textColumn
    optional = Set(reading?.targets ?? []).subtracting([column].compactMap { $0 })
    inputColumns =
      (run.readsColumns ? inputs.numbers?.names ?? [] : []) + [inputs.series].compactMap { $0 }
    textColumn =
      own != nil || [.cells, .fields].contains(format.answer) ? column : nil
  }

  /// A reader of the pieces of the file.
  ///
  /// - Parameter form: how they are written again; nil for texts that are only looked at.
  func reader(for form: AnswerForm?) throws(DataError.Fact) -> RecordReader {
    try RecordReader(format, options(for: form), optional: optional)
  }

  /// The options, of which objects need what is read alone where nothing else of them is used.
  private func options(for form: AnswerForm?) -> FormatOptions {
    let read = inputColumns + [textColumn].compactMap { $0 }
    guard format.answer == .fields, form?.keepsBytes != false, !read.isEmpty else {
      return options
    }
    return options.merging(["columns": .names(read)])
  }

  /// The text of a row; throws `unknownColumn`, or `nestedValue` where a list stands in its place.
  func text(of row: Row) throws(DataError.Fact) -> String {
    let text = row.values[try place(in: row.columns)]
    if text.listCell != nil { throw .nestedValue(line: row.line, field: textColumn ?? "text") }
    return text
  }

  /// Throws `unknownColumn` unless all that is read is there.
  private func check(_ columns: [String]) throws(DataError.Fact) {
    if let absent = inputColumns.first(where: { !columns.contains($0) }) {
      throw .unknownColumn(name: absent, available: columns)
    }
    if inputColumns.isEmpty || textColumn != nil { _ = try place(in: columns) }
  }

  /// The place of the text among some columns; throws `unknownColumn`.
  func place(in columns: [String]) throws(DataError.Fact) -> Int {
    let name = textColumn ?? format.use.textColumn(of: columns) ?? "text"
    if let index = columns.firstIndex(of: name) { return index }
    // The tokens of a line have the first column, whatever it was called elsewhere.
    if format.use.hasLineAToken, !columns.isEmpty { return 0 }
    throw .unknownColumn(name: name, available: columns)
  }
}

extension PredictionSource {
  /// The columns of a file, where its text is one of them; nil for a file without header and rows.
  ///
  /// Throws what is wrong with the file.
  func columns(of path: String, for form: AnswerForm?) throws(DataError) -> [String]? {
    let columns = try RecordReader.columns(
      of: path, format, options(for: form), optional: optional)
    guard let columns else { return nil }
    do throws(DataError.Fact) {
      try check(columns)
    } catch {
      throw DataError(error, path: path)
    }
    return columns
  }
}
