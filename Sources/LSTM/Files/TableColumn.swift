// SPDX-License-Identifier: Apache-2.0

/// The cells of one column: texts, numbers, or sequences of numbers that stand one after the other.
struct TableColumn: Hashable, Sendable {
  /// What the cells are.
  let kind: ColumnKind
  /// The cells of a column of texts.
  private(set) var texts: [String] = []
  /// The cells of a column of numbers; NaN is missing.
  private(set) var numbers: [Double] = []
  /// The steps of all sequences.
  private var steps: [Float] = []
  /// Where each sequence ends.
  private var ends: [Int] = []

  init(_ kind: ColumnKind) {
    self.kind = kind
  }

  /// A column for cells like this one.
  init(for cell: TableCell) {
    switch cell {
    case .text, .missing: self.init(.text)
    case .number: self.init(.number)
    case .numbers: self.init(.sequence)
    }
  }

  /// Adds a text to a column of texts.
  mutating func append(_ text: String) { texts.append(text) }

  /// Adds a cell; one of another type becomes what the column holds, as far as it can.
  mutating func append(_ cell: TableCell) {
    switch (kind, cell) {
    case (.text, _): texts.append(cell.description)
    case (.number, .number(let number)): numbers.append(number)
    case (.number, _): numbers.append(.nan)
    case (.sequence, .numbers(let own)):
      steps += own
      ends.append(steps.count)
    case (.sequence, _): ends.append(steps.count)
    }
  }

  /// The sequences of a column of them.
  var sequences: [ArraySlice<Float>] {
    ends.indices.map { steps[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]] }
  }

  /// The cells as a file would show them.
  var spelled: [String] {
    switch kind {
    case .text: texts
    case .number: numbers.map(\.spelled)
    case .sequence: sequences.map(\.spelled)
    }
  }

  /// The bytes of what moves when the column grows.
  var bytes: Int {
    texts.count * MemoryLayout<String>.stride + numbers.count * MemoryLayout<Double>.stride
      + steps.count * MemoryLayout<Float>.stride
  }
}
