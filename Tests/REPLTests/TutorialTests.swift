// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs the code blocks of the tutorial and of the README with the built program, and holds what it
/// says against them; see `DocumentRun` for how they are written.
///
/// `RECORD=1` writes what is not true any more anew, and fails once. A `…` in such a block has to be
/// put in again.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct TutorialTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private let folder: TemporaryFolder
  private let program: String

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  @Test func theTutorialIsTrue() throws {
    try copy("scripts/data/requests.csv", to: "requests.csv")
    let document = try run("docs/tutorial.md")
    #expect(document.strays == [], "every block is written to a file, or run")
    #expect(document.blocks.count > 20)
  }

  @Test func theChineseTutorialIsTrue() throws {
    for name in ["messages-zh.csv", "dict-zh.txt", "names-zh.conll", "words-zh.txt"] {
      try copy("scripts/data/\(name)", to: name)
    }
    let document = try run("docs/tutorial.zh.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 13)
  }

  @Test func theFirstHourIsTrue() throws {
    try copy("scripts/data/requests.csv", to: "requests.csv")
    let document = try run("docs/first-hour.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 8)
  }

  @Test func thePageOnForecastingIsTrue() throws {
    try copy("scripts/data/shops.csv", to: "shops.csv")
    let document = try run("docs/forecasting.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 8)
  }

  @Test(.disabled(if: BuiltProgram.hasPlainKernels, "they take minutes where others take seconds"))
  func thePageOnTranslationIsTrue() throws {
    try copy("scripts/data/phrases.en", to: "phrases.en")
    try copy("scripts/data/phrases.de", to: "phrases.de")
    let document = try run("docs/translation.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 8)
  }

  @Test func thePageOnTheRecordIsTrue() throws {
    try copy("scripts/data/requests.csv", to: "requests.csv")
    let document = try run("docs/runs.md")
    #expect(document.strays == ["sql"])
    #expect(document.blocks.count >= 7)
  }

  @Test func thePageOnReportsIsTrue() throws {
    try copy("scripts/data/requests.csv", to: "requests.csv")
    let document = try run("docs/reports.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 3)
  }

  @Test func thePageOnSoundIsTrue() throws {
    try copy("scripts/data/tones", to: "tones")
    let document = try run("docs/sound.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 7)
  }

  @Test func thePageOnPagesIsTrue() throws {
    try copy("scripts/data/requests.csv", to: "requests.csv")
    let document = try run("docs/notebooks.md")
    #expect(document.strays == [])
    #expect(document.blocks.count >= 7)
  }

  @Test(arguments: [
    ("README.md", "requests.csv", 3), ("README.zh.md", "messages-zh.csv", 3),
  ])
  func theReadmeIsTrue(path: String, data: String, blocks: Int) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/scripts/data", withIntermediateDirectories: true)
    try copy("scripts/data/\(data)", to: "scripts/data/\(data)")
    let document = try run(path)
    #expect(document.blocks.count >= blocks)
  }

  @Test(arguments: [
    (["a"], ["a"], true), (["a"], ["b"], false), (["a"], [], false), ([], ["a"], false),
    (["…"], [], true), (["…", "c"], ["a", "b", "c"], true), (["…", "c"], ["a", "b"], false),
    (["a", "…"], ["a", "b", "c"], true), (["took … s, …"], ["took 0.3 s, fine"], true),
    (["took … s"], ["took 0.3 s, fine"], false), (["a…a"], ["a"], false),
  ])
  func whatIsMaskedMayBeAnything(held: [String], said: [String], matches: Bool) {
    #expect(DocumentRun.matches(held[...], said[...]) == matches)
  }

  private func run(_ path: String) throws -> DocumentRun {
    let file = Self.root.appendingPathComponent(path)
    let text = try String(contentsOf: file, encoding: .utf8)
    let document = try DocumentRun(text, in: folder.path, program: program)
    for block in document.blocks {
      let difference = DocumentRun.difference(block)
      #expect(difference == nil, "\(path)")
    }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(document.recorded(text).utf8).write(to: file)
      Issue.record("recorded \(path)")
    }
    return document
  }

  private func copy(_ source: String, to name: String) throws {
    try FileManager.default.copyItem(
      atPath: Self.root.appendingPathComponent(source).path, toPath: "\(folder.path)/\(name)")
  }
}
