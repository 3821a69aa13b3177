// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Comma-separated values as in RFC 4180.
  public static let csv = DataFormat(
    name: "csv",
    extensions: ["csv"],
    help: "comma-separated cells, quoted where needed, the first line names the columns",
    options: FormatOption.delimited(delimiter: ",", quotes: true),
    example: """
      label,review
      1,"good food, and fast"
      0,cold when it came
      """,
    answer: .cells,
    makeParser: { (options) throws(DataError.Fact) in
      try DelimitedParser(options, delimiter: ",", quotes: true)
    })
}
