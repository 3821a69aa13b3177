// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

/// The real data sets, against the counts that their description states.
@Suite struct RealDataTests {
  /// How often each label occurs, in the order of the labels.
  private func classCounts(_ table: Table, _ column: String) throws -> [Int] {
    Labels(fitting: try table.column(column)).counts
  }

  @Test func trec() throws {
    guard let path = realData("trec/TREC.train.all") else { return }
    let rows = try Table.read(path: path)
    #expect(rows.rowCount == 5452)
    #expect(try classCounts(rows, "label") == [1162, 1250, 86, 1223, 835, 896])

    let builder = DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .stratified(try SplitRatio(train: 90, valid: 10, test: 0)))
    let data = try builder.build(from: rows, shuffler: TestShuffler())
    #expect(data.summary.parts.map(\.rows) == [4907, 545, 0])
    #expect(data.summary.emptyTexts == 0)
  }

  @Test func sst2() throws {
    guard let train = realData("sst2/train.tsv"), let dev = realData("sst2/dev.tsv") else { return }
    let options: FormatOptions = ["columns": .names(["text", "label"])]
    let rows = try Table.read(path: train, options: options)
    let devRows = try Table.read(path: dev, options: options)
    #expect(try classCounts(rows, "label") == [3310, 3610])
    #expect(try classCounts(devRows, "label") == [428, 444])
  }

  @Test func waimai() throws {
    guard let path = realData("zh_waimai/waimai_10k.csv") else { return }
    let rows = try Table.read(path: path)
    #expect(rows.rowCount == 11_987)
    #expect(try classCounts(rows, "label") == [7987, 4000])
  }

  @Test func shoppingReviews() throws {
    guard let path = realData("zh_shopping_reviews/online_shopping_9_cats.csv.gz") else { return }
    let rows = try Table.read(path: path)
    #expect(rows.rowCount == 52_771)
    #expect(try classCounts(rows, "label") == [26_045, 26_726])
    #expect(try classCounts(rows, "cat").count == 9)
  }

  @Test func newsTitles() throws {
    guard let path = realData("zh_thucnews_titles/dev.txt") else { return }
    let rows = try Table.read(path: path, options: ["columns": .names(["title", "class"])])
    #expect(try classCounts(rows, "class") == [Int](repeating: 1000, count: 10))
  }

  @Test func quatrains() throws {
    guard let folder = realData("zh_ccpc") else { return }
    let path = "\(folder)/ccpc_valid_v1.0.json"
    let rows = try Table.read(path: path)
    #expect(rows.rowCount == 7979)
    #expect(rows.columns.first == "dynasty")
  }

  @Test func seriesWithWindowsLineEnds() throws {
    guard let path = realData("beijing_pm25") else { return }
    let rows = try Table.read(path: "\(path)/pollution.csv")
    #expect(rows.rowCount == 43_824)
    #expect(rows.columns.count == 13)
  }
}
