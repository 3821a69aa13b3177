// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Options of the text role that name files, or that need one another.
@Suite struct TextOptionsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("text,label\n北京大学好,1\n北京不好,0\n大学好,1\n大学不好,0\n", to: "rows.csv")
    try folder.write("北京 50 ns\n大学 40 n\n好 9 a\n不好 3 a\n", to: "words.txt")
    try folder.write("北京大学\n", to: "mine.txt")
    try folder.write("北京 50 ns\n大学\n", to: "wrong.txt")
  }

  private func check(_ options: String) -> Diagnostic? {
    let script = SourceText(
      name: "test.lstm",
      text: "data d = \"rows.csv\" { text text \(options); target label; split 50/0/50 }\nd.rows\n")
    return Recorder(in: folder.path).session.check(script).first { $0.code.rawValue.hasPrefix("E") }
  }

  @Test(arguments: [
    (#"dictionary="no.txt""#, "E0601 no.txt: there is no such file", String?.none),
    (
      #"dictionary="wrong.txt""#, "E0503 wrong.txt:2: the word has no count",
      "write a word, its count and its tag, with blanks between: `北京 34488 ns`"
    ),
    (
      #"tokens=char dictionary="words.txt""#,
      "E0306 a dictionary is for words, and tokens here are none",
      "write `tokens=word`, or leave the dictionary out"
    ),
    (
      #"user_dictionary="mine.txt""#, "E0305 `user_dictionary` needs a dictionary",
      "name the file with `dictionary=\"FILE\"`"
    ),
    (
      "keep_pos=[n]", "E0305 `keep_pos` needs a dictionary",
      "name the file with `dictionary=\"FILE\"`"
    ),
    (
      #"dictionary="words.txt" keep_pos=[n, nss]"#,
      "E0304 no word of the dictionary has a tag that begins with \"nss\"", "did you mean `ns`?"
    ),
    (
      #"dictionary="words.txt" keep_pos="v""#,
      "E0304 no word of the dictionary has a tag that begins with \"v\"", nil
    ),
    (
      #"dictionary="words.txt" user_dictionary="no.txt""#, "E0601 no.txt: there is no such file",
      nil
    ),
    ("stem=englsh", "E0304 `stem` of `text` knows no `englsh`", "did you mean `english`?"),
  ])
  func mistakesAreFound(options: String, problem: String, help: String?) throws {
    let found = try #require(check(options))
    #expect(found.line == problem && found.help == help && found.span != nil)
  }

  @Test func chineseIsCutIntoWords() throws {
    let recorder = Recorder(in: folder.path)
    let script = """
      data d = "rows.csv" {
        text text dictionary="words.txt" user_dictionary="mine.txt" keep_pos=[n, a]
        target label
        split 100/0/0
      }
      model m for d = embed 2 | last | output
      train r = m epochs=1
      save r "m.model"
      load l = "m.model"
      print d.vocabulary
      predict l "我在北京大学好"
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    // <unk> 北京 大学 好 不好: 北京大学 has no tag, and 北京 is ns.
    #expect(recorder.texts() == ["5"])
  }

  @Test func englishIsStemmedFoldedAndCorrected() throws {
    try folder.write(
      "text,label\nwonderful rooms 12,1\nhorrible rooms 13,0\nwonderful beds,1\nhorrible beds,0\n",
      to: "en.csv")
    let recorder = Recorder(in: folder.path)
    let script = """
      data d = "en.csv" {
        text text stem=english digits=fold unknown=nearest stopwords=chinese
        target label
        split 100/0/0
      }
      show d tokens
      print d.vocabulary
      model m for d = embed 2 | last | output
      train r = m epochs=1
      predict r "wondreful room"
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    // <unk> wonder horribl room bed 00
    #expect(recorder.texts() == ["6"])
  }

  @Test func theFilesAreReadByTheStatement() throws {
    let source = SourceText(
      name: "t",
      text:
        "data d = \"rows.csv\" { text text dictionary=\"a\" user_dictionary=\"b\"; target label }")
    let statement = try #require(Parser.parse(source).script.statements.first)
    #expect(StatementPaths(statement).literals.map(\.path) == ["rows.csv", "a", "b"])
  }
}
