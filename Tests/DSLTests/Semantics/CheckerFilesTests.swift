// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

/// No file is read and written by the same script.
@Suite struct CheckerFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("text,label\n北京 好,x\n大学,y\n北京 大学,x\n大学 好,y\n", to: "d.csv")
    try folder.write("text,label\n好,x\n", to: "test.csv")
    try folder.write("text,keys\n北京 好,好\n大学,大学\n", to: "keys.csv")
    try folder.write("北京 50 ns\n大学 40 n\n好 9 a\n", to: "words.txt")
    try folder.write("北京大学\n", to: "mine.txt")
    try folder.write("的\n", to: "stop.txt")
    try folder.write("好 1.5\n", to: "idf.txt")
    try folder.write("好 1 0\n", to: "v.txt")
  }

  private static let reading = """
    param list = "stop.txt"
    vectors v = "v.txt"
    data d = "d.csv" {
      text text dictionary="words.txt" user_dictionary="mine.txt" stopwords=list known=v
      target label
      split train=60% valid=40% test="test.csv" shuffle=no
    }
    data k = "keys.csv" { text text; target keys phrases; split 50/0/50 shuffle=no }
    baseline b = tfidf on k.test idf="idf.txt"

    """
  private static let model = """
    model m for d = embed v | mean | output
    train r = m epochs=1

    """

  private static let files = [
    "d.csv", "test.csv", "words.txt", "mine.txt", "stop.txt", "v.txt", "idf.txt", "keys.csv",
  ]

  @Test(arguments: files)
  func whatIsReadIsNotOverwritten(file: String) throws {
    let recorder = Recorder(in: folder.path)
    for path in [file, "./\(file)", "\(folder.path)/\(file)"] {
      for statement in ["save r ", "plot r to ", "predict r from \"d.csv\" to "] {
        let found = recorder.check(Self.reading + Self.model + statement + "\"\(path)\"")
        #expect(
          found.contains { $0.hasPrefix("E0603 this would overwrite `\(path)`") }, "\(found)")
      }
    }
    #expect(
      !recorder.check(Self.reading + Self.model + "save r \"m\"").contains { $0.hasPrefix("E") })
  }

  @Test(arguments: files)
  func norAtThePrompt(file: String) throws {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.enter(Self.reading) == .success, "\(recorder.problems)")
    #expect(recorder.enter(Self.model) == .success, "\(recorder.problems)")
    let before = try folder.text(of: file)
    #expect(recorder.enter("save r \"./\(file)\"") == .invalidScript)
    #expect(recorder.problems.contains { $0.hasPrefix("E0603 this would overwrite") })
    #expect(try folder.text(of: file) == before)
  }

  @Test(arguments: files)
  func whatIsWrittenIsNotReadBefore(file: String) {
    let script =
      Samples.run + "\nsave r \"./\(file)\"\n"
      + Self.reading.replacing("data d", with: "data e").replacing("on d", with: "on e")
    let found = Recorder(in: folder.path).check(script)
    #expect(found.contains { $0.hasPrefix("E0504 this script itself writes") }, "\(found)")
  }

  @Test func wordsOfInlineRowsAreReadToo() {
    let script = """
      data d = rows [text, label] [["北京", "x"], ["大学", "y"]] {
        text text dictionary="words.txt"; target label; split 100/0/0 }
      model m for d = embed 2 | mean | output
      train r = m epochs=1
      save r "words.txt"
      """
    #expect(
      Recorder(in: folder.path).check(script).contains {
        $0.hasPrefix("E0603 this would overwrite `words.txt`")
      })
  }
}
