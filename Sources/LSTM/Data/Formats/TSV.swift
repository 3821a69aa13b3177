// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// TAB-separated values; quotes are ordinary characters.
  public static let tsv = DataFormat(
    name: "tsv",
    extensions: ["tsv", "tab"],
    help: "TAB-separated cells without quotes, the first line names the columns",
    options: FormatOption.delimited(delimiter: "\t", quotes: false),
    example: """
      review\tlabel
      a "funny" film\t1
      too long\t0
      """,
    answer: .cells,
    makeParser: { (options) throws(DataError.Fact) in
      try DelimitedParser(options, delimiter: "\t", quotes: false)
    })
}
