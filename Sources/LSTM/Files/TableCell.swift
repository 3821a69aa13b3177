// SPDX-License-Identifier: Apache-2.0

/// A cell of a table.
public enum TableCell: Hashable, Sendable {
  /// Text, as the file has it.
  case text(String)
  /// One number.
  case number(Double)
  /// A sequence of numbers, one a step; NaN is missing.
  case numbers([Float])
  /// Nothing, where a number should be.
  case missing
}

extension TableCell: CustomStringConvertible {
  /// The cell as a file would show it.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.spelled
    case .numbers(let numbers): numbers[...].spelled
    case .missing: ""
    }
  }
}

/// What the cells of a column are.
public enum ColumnKind: Hashable, Sendable {
  /// Texts, which may spell numbers.
  case text
  /// Numbers.
  case number
  /// Sequences of numbers.
  case sequence
}

/// The cells of a row on its way, one a column.
enum RowCells: Hashable, Sendable {
  /// All of them texts, as in most files.
  case texts([String])
  /// Cells of their own types; a column has the same in every row.
  case typed([TableCell])

  var count: Int {
    switch self {
    case .texts(let texts): texts.count
    case .typed(let cells): cells.count
    }
  }

  /// The cells as a file would show them.
  var texts: [String] {
    switch self {
    case .texts(let texts): texts
    case .typed(let cells): cells.map(\.description)
    }
  }
}

extension Double {
  /// The number as a file would have it: whole ones without a point, a missing one as nothing.
  public var spelled: String {
    isNaN ? "" : Int(exactly: self).map(String.init) ?? description
  }
}

extension ArraySlice<Float> {
  /// The numbers as a list of JSON.
  var spelled: String {
    let items = map { $0.isNaN ? "null" : Int(exactly: $0).map(String.init) ?? $0.description }
    return "[\(items.joined(separator: ", "))]"
  }
}
