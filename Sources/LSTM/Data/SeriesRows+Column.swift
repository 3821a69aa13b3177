// SPDX-License-Identifier: Apache-2.0

extension SeriesRows {
  /// Adds the numbers of all cases to a column, a category by its number; NaN for one that is not
  /// known.
  ///
  /// Throws `badSeries` for a case of several steps where the column has one vector a row.
  ///
  /// - Parameters:
  ///   - categories: the categories of each of `columns`; nil for numbers.
  ///   - columns: the columns of numbers and of categories, in the order of the features.
  func append(
    to column: inout NumberColumn, categories: [[String]?], columns: [String]
  ) throws(DataError) {
    var texts: [[TableCell]] = []
    for (name, own) in zip(columns, categories) where own != nil {
      texts.append(try stepCells(name))
    }
    let known = categories.compactMap { list in
      list.map { names in
        Dictionary(
          zip(names, names.indices.map { Float($0) }), uniquingKeysWith: { first, _ in first })
      }
    }
    for index in 0..<count {
      let steps = steps(of: index)
      if column.isVector, steps != 1 {
        throw DataError(
          .badSeries(
            line: line(of: index),
            reason: "beside a text there is one row of numbers, and here are \(steps)"),
          path: table.path)
      }
      let own = values(of: index)
      var row: [Float] = []
      row.reserveCapacity(steps * columns.count)
      for step in 0..<steps {
        var (plain, text) = (own.startIndex + step * self.columns.count, 0)
        for list in categories {
          if list == nil {
            row.append(own[plain])
            plain += 1
          } else {
            row.append(known[text][texts[text][starts[index] + step].description] ?? .nan)
            text += 1
          }
        }
      }
      column.append(row)
    }
  }

  /// The cells of the steps of each case with blanks between them.
  func joinedSteps(_ column: String) throws(DataError) -> [String] {
    let cells = try stepCells(column)
    return (0..<count).map { index in
      cells[starts[index]..<starts[index + 1]].map(\.description).joined(separator: " ")
    }
  }
}
