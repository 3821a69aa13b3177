// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Writes the pieces of a file with what was predicted of its rows: the one way in which answers come
/// about, in a script and on the command line.
struct AnswerWriter {
  let form: AnswerForm
  private var names: AnswerNames
  /// The rows of lines that were written.
  private var lineCount = 0
  /// Whether the names of the columns are still to be written.
  private var owesHeader: Bool

  /// How many tokens of a text the run reads; nil for all.
  private let longest: Int?

  /// - Parameter predictions: any of the run; they tell the names.
  init(_ form: AnswerForm, _ predictions: Predictions, longest: Int?) {
    self.form = form
    self.longest = longest
    names = AnswerNames(predictions)
    owesHeader = if case .cells = form.shape { !form.keepsBytes } else { false }
  }

  /// Writes a piece that is no row.
  mutating func write(_ record: FileRecord, to output: inout [UInt8]) {
    guard case .header(let columns) = record.content else {
      if form.keepsBytes, form.shape != .lines { record.write(to: &output) { $2 += $1 } }
      return
    }
    writeHeader(columns, to: &output)
    guard form.keepsBytes, case .cells(let cells) = form.shape else { return }
    names.avoid(columns)
    add(cells.line(names.names), after: cells.delimiter, to: record, &output)
  }

  /// Writes a row with what was predicted of it.
  ///
  /// Throws `tagsDiffer` where its tokens are not those of the file.
  mutating func write(
    _ record: FileRecord, _ row: Row, _ answer: Predictions.Answer, to output: inout [UInt8]
  ) throws(DataError.Fact) {
    guard form.keepsBytes else { return write(row, answer, to: &output) }
    switch form.shape {
    case .cells(let cells):
      add(cells.line([answer.label] + answer.plain), after: cells.delimiter, to: record, &output)
    case .fields: addFields(answer, to: record, &output)
    case .tokens: try addTags(answer, row, to: record, &output)
    case .slots:
      let tags = answer.tags.map { ["O"] + $0 + [answer.otherLabel ?? "O"] }
      add(tags?.joined(separator: " ") ?? answer.label, after: "\t", to: record, &output)
    case .words: record.write(to: &output) { $2 += answer.label.utf8 }
    case .lines where answer.isLine:
      lineCount += 1
      let lines = answer.best.map { "\(lineCount)\t\($0.score)\t\($0.text.onOneLine)" }
      for line in lines.isEmpty ? [answer.label.onOneLine] : lines {
        output += line.utf8
        output.append(0x0A)
      }
    case .lines:
      let line = record.ownLines.first.map { record.bytes[record.lines[$0].content] } ?? []
      output += ([answer.label.onOneLine] + answer.lineFacts).map { $0 + "\t" }.joined().utf8
      output += line
      output.append(0x0A)
    }
  }

  /// Writes a row of a table that is made anew.
  mutating func write(_ row: Row, _ answer: Predictions.Answer, to output: inout [UInt8]) {
    writeHeader(row.columns, to: &output)
    let values = row.values.map { $0.listCell ?? $0 }
    output +=
      form.line(
        row.columns + names.names, cells: values + [answer.label] + answer.plain,
        json: row.values.map { $0.listCell ?? JSONString.encode($0) } + answer.json
      ).utf8
  }

  private mutating func writeHeader(_ columns: [String], to output: inout [UInt8]) {
    guard !form.keepsBytes else { return }
    names.avoid(columns)
    guard owesHeader else { return }
    owesHeader = false
    output += form.heading(columns + names.names).utf8
  }

  /// Adds a text to the last line of a row.
  private func add(
    _ text: String, after delimiter: String, to record: FileRecord, _ output: inout [UInt8]
  ) {
    let last = record.ownLines.count - 1
    record.write(to: &output) { index, line, output in
      output += line
      if index == last { output += (delimiter + text).utf8 }
    }
  }

  private mutating func addFields(
    _ answer: Predictions.Answer, to record: FileRecord, _ output: inout [UInt8]
  ) {
    for line in record.ownLines {
      names.avoid(JSONLine.fieldNames(of: record.bytes[record.lines[line].content]))
    }
    let added = ", " + AnswerForm.fields(names.names, answer.json)
    record.write(to: &output) { _, line, output in
      let end = line.lastIndex(of: UInt8(ascii: "}")) ?? line.endIndex
      output += line[..<end]
      output += added.utf8
      output += line[end...]
    }
  }

  /// Adds a tag to each line of a token, after a TAB where the line has one.
  private func addTags(
    _ answer: Predictions.Answer, _ row: Row, to record: FileRecord, _ output: inout [UInt8]
  ) throws(DataError.Fact) {
    let count = record.ownLines.count
    var tags = answer.tags ?? []
    // What the run does not read is in no entity.
    if tags.count == longest, tags.count < count {
      tags += repeatElement("O", count: count - tags.count)
    }
    guard tags.count == count else {
      throw .tagsDiffer(line: row.line, tokens: count, tags: tags.count)
    }
    record.write(to: &output) { index, line, output in
      let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? line.endIndex
      output += line[..<end]
      output += ((line[..<end].contains(0x09) ? "\t" : " ") + tags[index]).utf8
      output += line[end...]
    }
  }
}

extension String {
  /// The text with blanks in place of TABs and line ends.
  fileprivate var onOneLine: String {
    String(map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }
}
