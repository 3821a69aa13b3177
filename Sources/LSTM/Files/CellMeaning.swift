// SPDX-License-Identifier: Apache-2.0

/// What a cell of a file is by itself, before a column has a role.
public enum CellMeaning: Hashable, Sendable {
  /// Nothing, or one of the words for it, such as `NA`.
  case missing
  /// A number.
  case number(Double)
  /// A date, or a date and a time of day.
  case time(seconds: Double)
  /// A sequence of so many numbers.
  case steps(Int)
  /// Anything else.
  case text(String)

  /// What the text of a cell is; a list of JSON is the text that a file has.
  public init(_ cell: String) {
    switch NumberText.value(cell) {
    case let number? where number.isNaN: self = .missing
    case let number?: self = .number(number)
    case nil:
      // No stamp begins with anything else, and most texts do.
      let first = cell.utf8.first { $0 != UInt8(ascii: " ") }
      let mayBeTime = first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
      if mayBeTime, let time = TimeStamp(cell) {
        self = .time(seconds: time.seconds)
      } else {
        self = .text(cell.listCell ?? cell)
      }
    }
  }

  /// What a cell of a table is.
  init(_ cell: TableCell) {
    switch cell {
    case .text(let text): self.init(text)
    case .number(let number): self = number.isNaN ? .missing : .number(number)
    case .numbers(let steps): self = .steps(steps.count)
    case .missing: self = .missing
    }
  }
}

extension Row {
  /// What the cells are by themselves, one a column.
  public var meanings: [CellMeaning] {
    switch cells {
    case .texts(let texts): texts.map { CellMeaning($0) }
    case .typed(let typed): typed.map { CellMeaning($0) }
    }
  }
}
