// SPDX-License-Identifier: Apache-2.0

extension ResultTable {
  /// The same table with rows for columns: for many figures of few things.
  ///
  /// The first column names the rows, and stays the first one.
  func turned() -> ResultTable {
    ResultTable(
      title: title, columns: [columns.first ?? ""] + rows.map { $0.first ?? "" },
      alignments: [.left] + rows.map { _ in .right },
      rows: columns.indices.dropFirst().map { column in
        [columns[column]] + rows.map { $0.indices.contains(column) ? $0[column] : "" }
      }, footnotes: footnotes)
  }
}
