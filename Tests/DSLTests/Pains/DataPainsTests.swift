// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What goes wrong elsewhere between a file and a network, and how it cannot happen here.
@Suite struct DataPainsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func texts(_ script: String) -> [String] {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder.texts()
  }

  /// Rows of a table, quoted as a script has them.
  private func rows(_ rows: [[String]]) -> String {
    rows.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }.joined(separator: ", ")
  }

  /// A model is served elsewhere with another vocabulary than it was trained with; here one file has
  /// all that turns a text into numbers, and predictions are the same bits without the data.
  @Test func vocabularyIsSavedWithTheModel() throws {
    let other = try TemporaryFolder()
    try folder.write("the\nand\n", to: "words.txt")
    try folder.write(
      "text,label\nThe GOOD bed and bread,good\nThe bad bed,bad\ngood and warm,good\n"
        + "a bad bad night,bad\n", to: "rows.csv")
    let inputs = "The good night\nthe and a\nGOOD good Bad never seen before\n\n"
    for place in [folder, other] { try place.write(inputs, to: "in.txt") }
    let predict = "predict r from \"in.txt\" to \"out.tsv\""
    _ = texts(
      """
      data d = "rows.csv" {
        text "text" tokens=char lower=no punctuation=drop stopwords="words.txt" max_length=12
        split 50/0/50 shuffle=no
      }
      model m for d = embed 6 | bilstm 5 | output
      train r = m epochs=3 batch=1 lr=0.05
      \(predict)
      save r "r.model"
      """)
    try other.write(bytes: try folder.bytes(of: "r.model"), to: "r.model")
    let recorder = Recorder(in: other.path)
    #expect(recorder.run("load r = \"r.model\"\n" + predict) == .success, "\(recorder.problems)")
    #expect(try other.bytes(of: "out.tsv") == (try folder.bytes(of: "out.tsv")))
  }

  /// The last share of a sorted file validates elsewhere, and so a whole class; here rows are
  /// shuffled and every class has its share of every split.
  @Test func splitMistakesOfSortedData() throws {
    let sorted = (0..<40).map { ["text \($0)", $0 < 20 ? "a" : "b"] }
    let recorder = Recorder()
    recorder.run("data d = rows [text, label] [\(rows(sorted))]\nshow d splits")
    let table = try #require(recorder.tables.first)
    #expect(table.columns == ["class", "train", "valid", "test"])
    #expect(table.rows.prefix(2) == [["a", "16", "2", "2"], ["b", "16", "2", "2"]])
    // In the order of the file, when that is asked for, the whole of a class would be measured by
    // runs that have hardly seen it; that a part lacks a class is then said.
    let ordered = Recorder()
    ordered.run(
      "data d = rows [text, label] [\(rows(sorted))] { split 50/0/50 shuffle=no }\nshow d splits")
    #expect(
      ordered.problems == ["E0504 all training rows have the label \"a\""], "\(ordered.problems)")
  }

  /// What is fitted has seen the rows it is measured on elsewhere; here vocabulary and classes come
  /// from the training rows alone.
  @Test func splitMistakesFittedOnAllRows() {
    let data = { (word: String) in
      """
      data d = rows [text, label] [["a b", "x"], ["c a", "y"], ["\(word) b", "x"], ["c", "y"]] {
        split 50/0/50 shuffle=no
      }
      model m for d = embed 4 | lstm 3 | output
      train r = m epochs=2
      print d.vocabulary, r.fingerprint
      """
    }
    let (known, unknown) = (texts(data("a")), texts(data("unseen")))
    #expect(known.first?.hasPrefix("4 ") == true)
    #expect(known == unknown)
    let unseen = Recorder()
    unseen.run(
      """
      data d = rows [text, label] [["a", "x"], ["b", "y"], ["c", "z"]] { split 67/0/33 shuffle=no }
      baseline b = constant on d
      print b.accuracy
      """)
    #expect(unseen.problems.contains("W0501 the class \"z\" of `d` has no row that trains"))
    #expect(unseen.texts() == ["0"])
  }

  /// Rows of one author stand on both sides of a split elsewhere, and the future trains for the
  /// past; here `group` keeps rows together and `time` keeps them in order.
  @Test func splitMistakesOfGroupsAndTimes() throws {
    let authored = (0..<60).map { ["text \($0)", "\($0 % 2)", "author \($0 / 4)"] }
    let dated = (0..<20).map { ["\($0 * 7 % 20)", "\($0 % 2)", "2024-01-\($0 * 7 % 20 + 10)"] }
    let recorder = Recorder()
    let script = """
      data g = rows [text, label, who] [\(rows(authored))] { group who; split 60/20/20 }
      data t = rows [text, label, day] [\(rows(dated))] { time day; split 50/25/25 }
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let groups = try #require(recorder.object("g") as? DataObject).dataset
    let parts = [groups.splits.train, groups.splits.valid, groups.splits.test]
      .map { Set($0.map { groups.groups[$0] }) }
    #expect(parts.allSatisfy { !$0.isEmpty })
    #expect(parts.map(\.count).reduce(0, +) == 15, "no author is in two splits")
    let times = try #require(recorder.object("t") as? DataObject).dataset
    let days = [times.splits.train, times.splits.valid, times.splits.test]
      .map { $0.compactMap { Int(times.title(of: $0)) }.sorted() }
    #expect(days == [Array(0..<10), Array(10..<15), Array(15..<20)])
  }

  /// A classifier that always says the larger class looks good elsewhere; here a naive baseline
  /// stands in every evaluation, and uneven classes are told with what to do.
  @Test func splitMistakesOfTheMajorityClass() throws {
    let uneven = (0..<40).map { ["text \($0)", $0 % 10 == 0 ? "rare" : "usual"] }
    let recorder = Recorder()
    let script = """
      data d = rows [text, label] [\(rows(uneven))] { split 50/0/50 shuffle=no }
      model m for d = embed 4 | output
      train r = m epochs=1
      eval t = r
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let table = try #require(recorder.tables.last)
    #expect(table.rows.contains { $0.contains { $0.contains("constant") } }, "\(table)")
    let warning = try #require(recorder.diagnostics.first { $0.code == .imbalance })
    #expect(warning.help?.contains("class_weights=auto") == true)
    #expect(recorder.problems.count { $0.hasPrefix("W0503") } == 1)
    let said = Recorder()
    said.run(script.replacing("epochs=1", with: "epochs=1 class_weights=auto"))
    #expect(!said.problems.contains { $0.hasPrefix("W0503") })
  }

  /// Chinese needs a segmenter elsewhere; here a word of it is a character.
  @Test func chineseNeedsNoSegmenter() {
    #expect(
      texts(
        """
        data d = rows [text, label] [["房间很好", "好"], ["房间不好", "坏"]] { split 100/0/0 }
        print d.vocabulary, d.longest
        """) == ["6 4"])
  }
}
