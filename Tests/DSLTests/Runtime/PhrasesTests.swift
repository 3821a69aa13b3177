// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Targets with phrases to find in the text.
struct PhrasesTests {
  private static let run = """

    model m for d = embed 16 | bilstm 12 | output crf
    train r = m epochs=60 batch=2 lr=0.03
    """

  @Test func phrasesAreFound() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Samples.keyed + Self.run
          + """

          eval t = r on d.train
          print t.precision, t.recall
          show t classes errors
          predict r "A map of Deep water"
          save r "r.model"
          """) == .success, "\(recorder.problems)")
    let tables = recorder.tables
    // `stone` does not stand in its text: four of five can be found.
    #expect(recorder.texts() == ["1 0.8"])
    #expect(tables.last?.rows == [["A map of Deep water", "Deep water"]])
    let phrases = try #require(tables.first { $0.rows.first?.first == "phrases" })
    #expect(phrases.rows.map { $0[0] } == ["phrases", "places"] && phrases.rows[0][4] == "5")
    let again = Recorder(in: folder.path)
    again.run("load q = \"r.model\"\npredict q \"A map of Deep water\"")
    #expect(again.tables.last == tables.last)
  }

  @Test func rankingsAreBaselines() throws {
    let folder = try TemporaryFolder()
    try folder.write("towns 9\nwater 8\nuse 1\ntheory 1\nold 1\n", to: "idf.txt")
    let recorder = Recorder(in: folder.path)
    recorder.run(
      Samples.keyed
        + """

        baseline f = tfidf on d.test top=1
        baseline g = textrank on d.test top=2
        baseline i = tfidf on d.test top=1 idf="idf.txt" stopwords=english
        print f.rows, g.rows, i.recall
        """)
    #expect(recorder.problems == [])
    let tables = recorder.tables
    // Of `water`, `towns` and `people` two are found.
    #expect(recorder.texts() == ["2 2 0.666667"])
    #expect(tables.count == 3 && tables.allSatisfy { !$0.rows.joined().contains("nan") })
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (text: String) in Recorder().check(Samples.keyed + "\n" + text) }
    #expect(
      check("baseline b = tfidf on d.test top=0").first?.hasPrefix("E0303") == true)
    #expect(check("baseline b = textrank on d.test idf=\"x\"").first?.hasPrefix("E0301") == true)
    #expect(check("baseline b = tfidf on d.test idf=\"x\"").first?.hasPrefix("E0601") == true)
    #expect(
      check("baseline b = constant on d.test top=3").first?.hasPrefix("E0301") == true)
    #expect(
      check("baseline b = tfidf on d.test keep_pos=[n]").first
        == "E0305 `keep_pos` needs a dictionary")
    let characters = Samples.keyed.replacing("text text;", with: "text text tokens=char;")
    #expect(
      Recorder().check(characters + "\nbaseline b = tfidf on d.test").first
        == "E0306 `tfidf` ranks words, and the texts of `d` are cut into characters")
    let lost = Samples.keyed.replacing("\"deep water\"]", with: "\"p_q_r_s_t_u_v_w_x\"]")
    let problems = { (text: String) in
      let recorder = Recorder()
      recorder.run(text + "\nshow d")
      return recorder.problems.filter { !$0.hasPrefix("W0502") }
    }
    #expect(
      problems(lost) == ["W0501 11 of the 18 phrases of `d` do not stand in their texts"])
    #expect(problems(Samples.keyed) == [])
    #expect(
      Recorder().check(Samples.data + "\nbaseline b = tfidf on d.test").first?
        .hasPrefix("E0304 there is no baseline `tfidf` for a target of one class") == true)
  }
}
