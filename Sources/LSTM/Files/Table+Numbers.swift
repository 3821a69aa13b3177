// SPDX-License-Identifier: Apache-2.0

extension Table {
  /// The columns that hold sequences of numbers, as formats of numbers have them.
  public var sequenceColumns: [String] { columns(.sequence) }

  /// The cells of a column with their types; throws `unknownColumn`.
  ///
  /// Texts stay texts, with the mark of lists in those of labels; a list of numbers is a sequence.
  public func cells(_ name: String) throws(DataError) -> [TableCell] {
    let column = try stored(name)
    return switch column.kind {
    case .text:
      column.texts.map { text in
        text.listCell.flatMap { NumberText.list($0) }.map { .numbers($0) } ?? .text(text)
      }
    case .number: column.numbers.map { $0.isNaN ? .missing : .number($0) }
    case .sequence: column.sequences.map { .numbers(Array($0)) }
    }
  }

  /// The cells of a column as numbers; NaN is missing.
  ///
  /// Missing are cells without content, `NA`, `NaN`, `nan`, `null` and `?`. Throws `unknownColumn`,
  /// `notANumber` with the first cell that is something else, or `notASingle` for sequences.
  public func numbers(_ name: String) throws(DataError) -> [Double] {
    let column = try stored(name)
    switch column.kind {
    case .number: return column.numbers
    case .sequence: throw DataError(.notASingle(column: name), path: path)
    case .text: break
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount)
    for (row, text) in column.texts.enumerated() {
      guard let number = NumberText.value(text) else { throw notANumber(row, name, text) }
      numbers.append(number)
    }
    return numbers
  }

  /// The same of numbers that a network can read: throws `notANumber` for one beyond single precision too.
  func boundedNumbers(_ name: String) throws(DataError) -> [Double] {
    let numbers = try numbers(name)
    let most = Double(Float.greatestFiniteMagnitude)
    if let row = numbers.firstIndex(where: { $0.magnitude > most }) {
      throw notANumber(row, name, numbers[row].spelled)
    }
    return numbers
  }

  /// The cells of a column as sequences of numbers, slices of one array where the format reads
  /// numbers; NaN is missing.
  ///
  /// Lists of numbers in JSON are sequences as well, and a single number is a sequence of one step.
  /// Throws `unknownColumn`, or `notANumber` with the first cell that is something else.
  public func sequences(_ name: String) throws(DataError) -> [ArraySlice<Float>] {
    let column = try stored(name)
    guard column.kind == .text else {
      return column.kind == .sequence
        ? column.sequences : column.numbers.map { [Float($0)][...] }
    }
    var sequences: [ArraySlice<Float>] = []
    sequences.reserveCapacity(rowCount)
    for (row, text) in column.texts.enumerated() {
      let list = text.listCell
      let sequence =
        if let list { NumberText.list(list) } else {
          NumberText.float(text.utf8Span.span).map { [$0] }
        }
      guard let sequence else { throw notANumber(row, name, list ?? text) }
      sequences.append(sequence[...])
    }
    return sequences
  }

  /// Whether the cells of a column are sequences, or lists of numbers; throws `unknownColumn`.
  public func hasSequences(_ name: String) throws(DataError) -> Bool {
    let column = try stored(name)
    guard column.kind == .text else { return column.kind == .sequence }
    return column.texts.contains { $0.listCell.map { NumberText.list($0) != nil } ?? false }
  }

  /// Whether the cells of a column of texts are all numbers, or missing, and some have a fraction;
  /// throws `unknownColumn`.
  public func hasFractions(_ name: String) throws(DataError) -> Bool {
    let column = try stored(name)
    guard column.kind == .text else { return false }
    var found = false
    for text in column.texts {
      guard let number = NumberText.value(text) else { return false }
      found = found || (!number.isNaN && number != number.rounded())
    }
    return found
  }

  private func notANumber(_ row: Int, _ column: String, _ value: String) -> DataError {
    DataError(.notANumber(line: lines[row], column: column, value: value), path: path)
  }
}
