// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// How numbers and categories become what a network reads.
@Suite struct NumberTransformTests {
  /// The columns of a table, each row a case unless `series` says otherwise.
  private func raw(
    _ content: String, _ columns: [NumberRole.Column], series: String? = nil
  ) throws -> RawNumbers {
    let table = try table(content)
    let role = NumberRole(columns: columns, series: series)
    var raw = try role.empty(for: table, isVector: false)
    try raw.append(
      try SeriesRows(table, series: series, columns: role.names), filling: columns.map(\.fill))
    return raw
  }

  private func numbers(
    _ content: String, _ columns: [NumberRole.Column], fitting rows: [Int], series: String? = nil
  ) throws -> [[Float]] {
    let raw = try raw(content, columns, series: series)
    let column = NumberTransform(raw, columns, fitting: rows).applied(to: raw)
    return (0..<column.rowCount).map { Array(column[$0]) }
  }

  private func column(
    _ scale: NumberTransform.Scale, fill: NumberTransform.Fill = .none
  ) -> NumberRole.Column {
    NumberRole.Column("x", scale: scale, fill: fill)
  }

  @Test func numbersAreMeasuredAsThoseOfTheTrainingRows() throws {
    let content = "x\n1\n3\n5\n7\n100\n"
    let train = [0, 1, 2, 3]
    #expect(
      try numbers(content, [column(.none)], fitting: train) == [[1], [3], [5], [7], [100]])
    #expect(
      try numbers(content, [column(.minmax)], fitting: train).last == [Float(99.0 / 6)])
    #expect(
      try numbers(content, [column(.robust)], fitting: train) == [
        [-1], [-1 / 3], [1 / 3], [1], [32],
      ])
    let standard = try numbers(content, [column(.standard)], fitting: train).joined().map(
      Double.init)
    #expect(abs(standard[0] + 3 / 5.0.squareRoot()) < 1e-6)
    #expect(standard.prefix(4).reduce(0, +).magnitude < 1e-6)
  }

  @Test func whatIsTheSameEverywhereIsZero() throws {
    for scale in [NumberTransform.Scale.standard, .minmax, .robust] {
      #expect(try numbers("x\n4\n4\n4\n", [column(scale)], fitting: [0, 1, 2]) == [[0], [0], [0]])
    }
  }

  /// In single precision all of these are one number.
  @Test func largeNumbersKeepTheirDifferences() throws {
    let content = "x\n1000000001\n1000000002\n1000000003\n"
    let found = try numbers(content, [column(.minmax)], fitting: [0, 1, 2])
    #expect(found == [[0], [0.5], [1]])
    let standard = try numbers(content, [column(.standard)], fitting: [0, 1, 2])
    #expect(standard[1] == [0] && standard[0][0] == -standard[2][0] && standard[2][0] > 1)
  }

  @Test func somethingStandsInForWhatIsMissing() throws {
    let content = "s,x\na,?\na,2\na,NA\na,\na,8\na,nan\nb,null\nb,?\n"
    let expected: [NumberTransform.Fill: [[Float]]] = [
      .last: [[5, 2, 2, 2, 8, 8], [5, 5]], .linear: [[2, 2, 4, 6, 8, 8], [5, 5]],
      .mean: [[5, 2, 5, 5, 8, 5], [5, 5]], .zero: [[0, 2, 0, 0, 8, 0], [0, 0]],
    ]
    for (fill, rows) in expected {
      #expect(
        try numbers(content, [column(.none, fill: fill)], fitting: [0, 1], series: "s") == rows,
        "\(fill)")
    }
    #expect(
      fact { try numbers(content, [column(.none)], fitting: [0], series: "s") }
        == .missingNumbers(line: 2, column: "x", count: 6))
  }

  @Test func categoriesAreThoseOfTheTrainingRows() throws {
    let content = "x\nred\n blue \nred\ngreen\n?\n"
    let columns = [NumberRole.Column("x", fill: .zero)]
    let raw = try raw(content, columns)
    let transform = NumberTransform(raw, columns, fitting: [0, 1, 2])
    #expect(transform.features[0].categories == ["blue", "red"])
    let found = transform.applied(to: raw)
    #expect((0..<5).map { Array(found[$0]) } == [[0, 1], [1, 0], [0, 1], [0, 0], [0, 0]])
    #expect(transform.unknown(in: raw).map(\.names) == [["green"]])
    #expect(transform.embedded.isEmpty && transform.width == 2)
  }

  @Test func embeddedCategoriesAreTheirNumbers() throws {
    let content = "x,y,z\nred,1,p\nblue,2,q\ngreen,3,p\n"
    let columns = [
      NumberRole.Column("y", scale: .none), NumberRole.Column("x", embed: 4),
      NumberRole.Column("z"),
    ]
    let raw = try raw(content, columns)
    let transform = NumberTransform(raw, columns, fitting: [0, 1])
    #expect(
      transform.embedded == [EmbeddedFeature(name: "x", place: 1, categories: 2, units: 4)])
    let found = transform.applied(to: raw)
    #expect((0..<3).map { Array(found[$0]) } == [[1, 1, 1, 0], [2, 0, 0, 1], [3, -1, 1, 0]])
    #expect(
      fact { try self.raw(content, [NumberRole.Column("y", embed: 2)]) }
        == .notCategories(column: "y"))
  }

  @Test func ofAColumnWithoutCategoriesNothingIsRead() throws {
    let columns = [NumberRole.Column("x", fill: .last)]
    let found = try numbers("x\n?\n?\nred\n", columns, fitting: [0, 1])
    #expect(found == [[0], [0], [0]])
  }

  @Test func whatIsTooFarAwayIsFinite() throws {
    let found = try numbers("x\n1e-38\n2e-38\n1\n", [column(.minmax)], fitting: [0, 1])
    #expect(found[2][0] > 1e29 && found[2][0].isFinite)
  }

  @Test(arguments: [
    #"{"features": []}"#,
    #"{"features": [{"name": "x", "center": 0, "unit": 0, "mean": 0, "fill": "none"}]}"#,
    #"{"features": [{"name": "x", "center": 0, "unit": 1, "mean": 0, "fill": "none", "embed": 4}]}"#,
    #"{"features": [{"name": "x", "center": 0, "unit": 1, "mean": 0, "fill": "none", "categories": []}]}"#,
  ]) func aFileWithImpossibleNumbersIsRefused(value: String) {
    let data = Data(#"[{"kind": "numbers", "value": \#(value)}]"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(SavedInputs.self, from: data) }
  }

  @Test func itIsSavedWithAllThatItNeeds() throws {
    let columns = [
      NumberRole.Column("y", scale: .robust, fill: .linear), NumberRole.Column("x", embed: 4),
    ]
    let raw = try raw("x,y\nred,1\nblue,2\n", columns)
    let inputs = SavedInputs(
      numbers: NumberTransform(raw, columns, fitting: [0, 1]), series: "case")
    let loaded = try JSONDecoder().decode(
      SavedInputs.self, from: try JSONEncoder().encode(inputs))
    #expect(loaded.numbers == inputs.numbers && loaded.series == "case" && loaded.text == nil)
    #expect(
      loaded.shapes(for: []) == inputs.shapes(for: []) && loaded.shapes(for: [])[0].features == 5)
    let unknown = Data(#"[{"kind": "sound", "value": 1}]"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SavedInputs.self, from: unknown)
    }
  }
}
