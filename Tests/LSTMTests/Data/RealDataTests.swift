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

  /// Sentences, tokens, entities and the scheme of a column of tags, and how many of these break its
  /// rules.
  private func tagging(
    _ rows: Table, _ words: String, _ tags: String
  ) throws -> (rows: Int, tokens: Int, entities: [String: Int], scheme: TagScheme, illegal: Int) {
    let column = try rows.column(tags).map { $0.split(separator: " ").map(String.init) }
    for (text, tags) in zip(try rows.column(words), column) {
      #expect(text.split(whereSeparator: \.isWhitespace).count == tags.count)
    }
    let names = Set(column.joined()).sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let finding = try TagScheme.recognise(
      names, in: column.lazy.map { $0.lazy.map { indices[$0] ?? 0 } })
    var (counts, changed) = (EntityCounts(), 0)
    let parsed = Dictionary(uniqueKeysWithValues: names.map { ($0, ChunkTag($0) ?? .outside) })
    for tags in column {
      let tags = tags.map { parsed[$0] ?? .outside }
      counts.add(actual: tags, predicted: tags)
      if finding.scheme.convert(tags) != tags { changed += 1 }
    }
    #expect(counts.all.f1 == 1 && changed <= finding.illegal)
    return (
      rows.rowCount, counts.tokens, counts.byType.mapValues(\.actual), finding.scheme,
      finding.illegal
    )
  }

  @Test func news() throws {
    guard let path = realData("conll2003") else { return }
    let rows = try Table.read(path: "\(path)/eng.train")
    #expect(rows.columns == ["word", "column2", "column3", "tag"])
    let train = try tagging(rows, "word", "tag")
    #expect(train.rows == 14_041 && train.tokens == 203_621)
    #expect(train.scheme == .iob1 && train.illegal == 2)
    #expect(train.entities == ["LOC": 7140, "MISC": 3438, "ORG": 6321, "PER": 6600])
    let dev = try tagging(Table.read(path: "\(path)/eng.testa"), "word", "tag")
    #expect(dev.rows == 3250 && dev.tokens == 51_362)
    #expect(dev.entities == ["LOC": 1837, "MISC": 922, "ORG": 1341, "PER": 1842])
  }

  @Test func resumes() throws {
    guard let path = realData("zh_resume_ner") else { return }
    let train = try tagging(Table.read(path: "\(path)/train.char.bmes"), "word", "tag")
    #expect(train.rows == 3821 && train.tokens == 124_099)
    #expect(train.scheme == .bmes && train.illegal == 4)
    #expect(train.entities["NAME"] == 952 && train.entities["TITLE"] == 6308)
    let dev = try tagging(Table.read(path: "\(path)/dev.char.bmes"), "word", "tag")
    #expect(dev.rows == 463 && dev.tokens == 13_890 && dev.scheme == .bmes)
  }

  @Test func newswire() throws {
    guard let path = realData("zh_msra_ner/msra.txt.gz") else { return }
    let rows = try Table.read(path: path)
    let all = try tagging(rows, "word", "tag")
    #expect(all.rows == 49_760 && all.tokens == 2_130_247)
    #expect(all.scheme == .bio && all.illegal == 6)
    // As many as begin with B, and the six that a cut left without it.
    #expect(all.entities == ["LOC": 36_336, "ORG": 20_417, "PER": 17_345])
  }

  @Test func flights() throws {
    guard let path = realData("atis") else { return }
    let rows = try Table.read(path: "\(path)/atis-2.train.w-intent.iob")
    #expect(rows.columns == ["text", "slots", "intent"])
    let train = try tagging(rows, "text", "slots")
    #expect(train.rows == 4478 && train.tokens == 50_497)
    #expect(train.scheme == .bio && train.illegal == 0)
    #expect(try classCounts(rows, "intent").count == 21)
  }
}
