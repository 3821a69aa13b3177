// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

@Suite struct ReferenceTests {
  @Test(arguments: Array(Set(Reference.topics.map(\.name))).sorted())
  func everyTopicHasHelp(name: String) throws {
    let help = try #require(Reference.help(for: name))
    for topic in Reference.topics where topic.name == name {
      #expect(help.contains("\(topic.kind) \(name): \(topic.summary)"))
      #expect(help.contains(topic.form))
      #expect(!topic.summary.isEmpty && !topic.example.isEmpty)
      for setting in topic.settings { #expect(help.contains(setting.help)) }
    }
  }

  @Test func everyOptionHasHelp() throws {
    for option in Set(Reference.topics.flatMap { $0.settings.map(\.name) }) {
      let help = try #require(Reference.help(for: option))
      #expect(!help.isEmpty)
    }
    #expect(Reference.help(for: "lr")?.contains("option of optimizer adam") == true)
  }

  @Test(arguments: Reference.names)
  func everyHelpEndsWithAnExample(name: String) throws {
    let help = try #require(Reference.help(for: name))
    let last = try #require(help.split(separator: "\n\n").last)
    #expect(last.hasPrefix("example\n  "), "\(help)")
  }

  @Test func anOptionIsShownInAStatement() throws {
    let help = try #require(Reference.help(for: "patience"))
    #expect(help.contains("\n\nexample\n  train r = m epochs=10 patience=3"))
    #expect(Reference.help(for: "best_epoch")?.hasSuffix("example\n  print r.best_epoch") == true)
    #expect(Reference.help(for: "folds")?.hasSuffix("  plot c folds") == true)
    #expect(
      Reference.help(for: "method")?.contains("log trials=10 method=random by loss") == true)
  }

  @Test(
    arguments: [
      ("learning rate", "option lr"), ("dropout", "layer dropout"),
      ("both directions", "layer bilstm"), ("confusion", "facet confusion"),
      ("CROSS", "statement crossval"), ("qwertz", nil),
    ] as [(String, String?)])
  func wordsAreSearchedFor(words: String, best: String?) {
    let first = Reference.hits(words).first
    #expect(first.map { "\($0.kind) \($0.name)" } == best)
    #expect((Reference.search(words) == nil) == (best == nil))
  }

  @Test func aSearchShowsAFewLinesOfEqualForm() throws {
    let lines = try #require(Reference.search("the")).split(separator: "\n")
    #expect(lines.count == 13)
    #expect(lines.last?.hasPrefix("… ") == true)
    #expect(lines.dropLast().allSatisfy { $0.contains("  ") })
  }

  @Test func theOverviewNamesEverything() {
    let overview = Reference.overview()
    for topic in Reference.topics { #expect(overview.contains("  \(topic.name)  ")) }
  }

  @Test func unknownNamesHaveNoHelpButSuggestions() {
    #expect(Reference.help(for: "bilsmt") == nil)
    #expect(Reference.suggestions(for: "bilsmt") == ["bilstm"])
    #expect(Reference.suggestions(for: "dropuot").contains("dropout"))
  }

  @Test(arguments: LayerCatalog.entries.map(\.name))
  func everyExampleOfALayerChecksInAModel(name: String) throws {
    let entry = try #require(LayerCatalog.entry(name))
    let stack =
      switch name {
      case "embed", "chars", "inputs": "\(entry.example) | lstm 4 | output"
      case "output": "embed 8 | lstm 4 | \(entry.example)"
      default: "embed 8 | \(entry.example) | output"
      }
    let data = name == "inputs" ? Samples.machines : Samples.data
    let problems = Recorder().check(data + "\nmodel m for d = \(stack)\nshow m")
    #expect(problems == [])
  }

  @Test(arguments: OptimizerCatalog.entries.map(\.name))
  func everyExampleOfAnOptimizerChecks(name: String) throws {
    let topic = try #require(
      Reference.topics.first { $0.kind == "optimizer" && $0.name == name })
    let text = Samples.data + "\nmodel m for d = embed 8 | output\n" + topic.example
    #expect(Recorder().check(text) == [])
  }

  @Test(arguments: RoleCatalog.entries.map(\.name))
  func everyExampleOfARoleChecks(name: String) throws {
    let entry = try #require(RoleCatalog.entries.first { $0.name == name })
    #expect(Recorder().check(Samples.data(role: name, entry.example) + "\nshow d") == [])
  }

  @Test func everyExampleOfABaselineChecks() {
    for entry in BaselineCatalog.entries {
      let data = Samples.data(for: entry)
      #expect(Recorder().check(data + "\nbaseline b = \(entry.name) on d.test") == [])
    }
  }

  @Test(arguments: DataFormats.all.filter(\.hasLines).map(\.name))
  func everyExampleOfAFormatIsReadAsThatFormat(name: String) throws {
    let format = try #require(DataFormats.named(name))
    let folder = try TemporaryFolder()
    try folder.write(format.example + "\n", to: "example")
    let table = try Table.read(path: folder.path + "/example", format: format)
    #expect(table.rowCount >= 1)
  }

  @Test func everySettingOfAFormatHasHelp() throws {
    for format in DataFormats.all {
      let help = try #require(Reference.help(for: format.name))
      for option in format.options { #expect(help.contains(option.help)) }
    }
  }
}
