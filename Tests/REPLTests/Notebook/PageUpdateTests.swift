// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

@Suite struct PageUpdateTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/f.lstm.md" }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func read(_ name: String = "f.lstm.md") -> String {
    let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  /// Updates the page, or checks it; gives the status and what was said on standard error.
  private func update(checks: Bool = false) throws -> (status: DSL.ExitStatus, said: String) {
    let console = TestConsole()
    let source = try ScriptFile.read(path)
    let page = try #require(PageUpdate(path: path, source: source, checks: checks))
    let conversation = Conversation(
      console: console.console, configuration: Session.Configuration(baseDirectory: folder.path),
      further: [page.sink])
    let status = page.finish(conversation.run(source), in: conversation)
    return (status, console.errors.text)
  }

  @Test(arguments: [
    // What a page becomes.
    ("```lstm\nprint 1\n```\n", "```lstm\nprint 1\n```\n\n```output\n1\n```\n"),
    ("a\n```lstm\nprint 1\n```\nb", "a\n```lstm\nprint 1\n```\n\n```output\n1\n```\nb"),
    ("```lstm\nprint 1\n```", "```lstm\nprint 1\n```\n\n```output\n1\n```\n"),
    ("~~~lstm\nprint 1\n~~~\n", "~~~lstm\nprint 1\n~~~\n\n~~~output\n1\n~~~\n"),
    ("```lstm\nlet a = 1\n```\n\n```output\nold\n```\n\nb\n", "```lstm\nlet a = 1\n```\n\nb\n"),
    (
      "```lstm\nprint 1\n```\n\n\n```output\nold\nold\n```\n\n![x](f.lstm.md.files/plot-1.svg)\n\nb\n",
      "```lstm\nprint 1\n```\n\n```output\n1\n```\n\nb\n"
    ),
    (
      "- a\n\n  ```lstm\n  print \"x\\n\\ny\"\n  ```\n- b\n",
      "- a\n\n  ```lstm\n  print \"x\\n\\ny\"\n  ```\n\n  ```output\n  x\n\n  y\n  ```\n- b\n"
    ),
    ("- ```lstm\n  print 1\n  ```\n", "- ```lstm\n  print 1\n  ```\n\n  ```output\n  1\n  ```\n"),
    (
      "```lstm\nprint \"```\\na\"\n```\n",
      "```lstm\nprint \"```\\na\"\n```\n\n````output\n```\na\n````\n"
    ),
    (
      "\u{FEFF}```lstm\r\nprint 1\r\nprint 2\r\n```\r\nb\r\n",
      "\u{FEFF}```lstm\r\nprint 1\r\nprint 2\r\n```\r\n\r\n```output\r\n1\r\n2\r\n```\r\nb\r\n"
    ),
    (
      "```lstm\nprint 1; print 2\n```\n```lstm\nprint 3\n```\n",
      "```lstm\nprint 1; print 2\n```\n\n```output\n1\n2\n```\n```lstm\nprint 3\n```\n\n```output\n3\n```\n"
    ),
    ("no fence\n", "no fence\n"), ("```output\nmine\n```\n", "```output\nmine\n```\n"),
  ])
  func outputsAreWrittenOnceAndForAll(page: String, updated: String) throws {
    try write(page)
    #expect(try update(checks: true).status == (page == updated ? .success : .runtimeFailure))
    #expect(read().utf8.elementsEqual(page.utf8), "a check writes nothing")
    #expect(try update().status == .success)
    #expect(read().utf8.elementsEqual(updated.utf8), "\(read())")
    let (status, said) = try update()
    #expect(status == .success)
    #expect(said.contains("is as it was"))
    #expect(read().utf8.elementsEqual(updated.utf8))
    #expect(try update(checks: true).status == .success)
  }

  @Test func aCheckNamesTheFirstLineThatDiffers() throws {
    try write("a\n\n```lstm\nprint 1\nprint 2\n```\n\n```output\n1\n3\n```\n")
    let (status, said) = try update(checks: true)
    #expect(status == .runtimeFailure)
    #expect(
      said.contains("f.lstm.md:10 is not what the page prints now\n  it has:  3\n  now:     2"))
  }

  @Test func whatFailsIsWrittenWithoutItsPlace() throws {
    let page =
      "```lstm\nprint 1\nassert 1 > 2\nprint 3\n```\n\n```lstm\nprint 4\n```\n\n```output\nearlier\n```\n"
    try write(page)
    #expect(try update().status == .assertionFailed)
    let first = read()
    #expect(first.contains("\n```output\n1\nFAIL 1 > 2\n"))
    #expect(!first.contains("earlier"))
    #expect(!first.contains("f.lstm.md:"))
    // The fence after it did not run.
    #expect(first.hasSuffix("\n```\n\n```lstm\nprint 4\n```\n"))
    #expect(try update().status == .assertionFailed)
    #expect(read() == first)
  }

  @Test func whatDoesNotCheckIsNotWritten() throws {
    let page = "```lstm\nprint 1\nprint nothing\n```\n\n```output\nold\n```\n"
    try write(page)
    #expect(try update().status == .invalidScript)
    #expect(read() == page)
  }

  @Test func picturesStandInAFolderBesideThePage() throws {
    let plots = """
      ```lstm
      data d = rows [text, label] [
        ["good a", "x"], ["good b", "x"], ["bad a", "y"], ["bad b", "y"], ["bad c", "y"]
      ] { split 60/20/20 }
      print 1
      plot d classes
      plot d lengths
      print 2
      ```

      """
    try write(plots)
    #expect(try update().status == .success)
    let lines = read().split(separator: "\n").map(String.init)
    let links = lines.filter { $0.hasPrefix("![") }.compactMap {
      $0.components(separatedBy: "](").last
    }
    #expect(links == ["f.lstm.md.files/plot-1.svg)", "f.lstm.md.files/plot-2.svg)"])
    #expect(lines.suffix(3) == ["```output", "2", "```"])
    #expect(read("f.lstm.md.files/plot-1.svg").hasPrefix("<svg"))
    let before = read()
    #expect(try update().status == .success)
    #expect(read() == before)
    #expect(try update(checks: true).status == .success)
    // A picture that is gone, or another one, is told.
    try "<svg/>".write(toFile: path + ".files/plot-2.svg", atomically: true, encoding: .utf8)
    #expect(try update(checks: true).said.contains("plot-2.svg:1 is not what the page draws now"))
    try FileManager.default.removeItem(atPath: path + ".files/plot-2.svg")
    #expect(try update(checks: true).said.contains("plot-2.svg is missing"))
    // Pictures that no fence draws any more go with their folder, other files stay.
    try write(before.replacing("plot d lengths\n", with: ""))
    #expect(try update().status == .success)
    #expect(!FileManager.default.fileExists(atPath: path + ".files/plot-2.svg"))
    try write(read().replacing("plot d classes\n", with: ""))
    #expect(try update().status == .success)
    #expect(!FileManager.default.fileExists(atPath: path + ".files"))
    #expect(!read().contains("!["))
  }

  @Test func aPageThatChangesWhileItRunsIsNotWritten() throws {
    try write("```lstm\nprint 1\n```\n")
    let console = TestConsole()
    let source = try ScriptFile.read(path)
    let page = try #require(PageUpdate(path: path, source: source, checks: false))
    let conversation = Conversation(
      console: console.console, configuration: Session.Configuration(), further: [page.sink])
    let status = conversation.run(source)
    try write("```lstm\nprint 2\n```\n")
    #expect(page.finish(status, in: conversation) == .runtimeFailure)
    #expect(console.errors.text.contains("has changed while it ran"))
    #expect(read() == "```lstm\nprint 2\n```\n")
  }

  @Test(
    .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"),
    arguments: [
      ["--check"], ["--update", "--watch"], ["--update", "--cell", "1"],
    ])
  func whatMakesNoSenseIsRefused(options: [String]) throws {
    try write("```lstm\nprint 1\n```\n")
    let program = try #require(BuiltProgram.path)
    let found = try BuiltProgram.run(program, ["run", "f.lstm.md"] + options, in: folder.path)
    #expect(found.status == 2)
  }

  @Test(.enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
  func onlyPagesAreUpdated() throws {
    let program = try #require(BuiltProgram.path)
    let found = try BuiltProgram.run(program, ["run", "f.lstm", "--update"], in: folder.path)
    #expect(found.status == 2)
    #expect(found.errors.contains("--update needs a Markdown file"))
  }

  /// The page that comes with the repository says what it prints.
  @Test(.enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
  func thePageOfTheRepositoryIsTrue() throws {
    let scripts =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
      + "/scripts"
    let program = try #require(BuiltProgram.path)
    let found = try BuiltProgram.run(
      program, ["run", scripts + "/requests.lstm.md", "--update", "--check"], in: folder.path)
    #expect(found.status == 0, "\(found.errors)")
    let formatted = try BuiltProgram.run(
      program, ["fmt", "--check", scripts + "/requests.lstm.md"], in: folder.path)
    #expect(formatted.status == 0)
  }
}
