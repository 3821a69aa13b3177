// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct FunctionCatalogTests {
  @Test(arguments: FunctionCatalog.entries.filter { $0.example != nil }.map(\.name))
  func everyExampleGivesWhatItSays(name: String) throws {
    let example = try #require(FunctionCatalog.entry(name)?.example)
    let recorder = Recorder()
    #expect(recorder.run("print \(example.call)") == .success)
    #expect(recorder.texts() == [example.result])
  }

  @Test(
    arguments: FunctionCatalog.entries.filter { $0.parameters.first == .object(.evaluation) }
      .map(\.name))
  func functionsOfResultsGiveNumbers(name: String) throws {
    let recorder = Recorder()
    #expect(recorder.run(Samples.run + "\neval t = r\nprint \(name)(t, \"good\")") == .success)
    let value = try #require(recorder.texts().first.flatMap(Double.init))
    #expect((0...1).contains(value))
  }

  @Test func namesAreUniqueAndEntriesComplete() {
    let names = FunctionCatalog.entries.map(\.name)
    #expect(Set(names).count == names.count)
    for entry in FunctionCatalog.entries {
      #expect(!entry.summary.isEmpty && !entry.parameters.isEmpty)
      #expect(entry.counts.lowerBound >= 1 && entry.counts.upperBound >= entry.parameters.count)
    }
  }

  @Test(arguments: FunctionCatalog.entries.map(\.name))
  func wrongCountsAndTypesAreReported(name: String) throws {
    let entry = try #require(FunctionCatalog.entry(name))
    let tooMany = Array(repeating: "1", count: entry.counts.upperBound + 1)
    #expect(
      Recorder().check("print \(name)(\(tooMany.joined(separator: ", ")))").first?.hasPrefix(
        "E0305 `\(name)` takes") == true)
    // These take `yes` like any other value.
    guard !["text", "choose"].contains(name) else { return }
    let wrong = Array(repeating: "yes", count: entry.counts.lowerBound)
    let found = Recorder().check("print \(name)(\(wrong.joined(separator: ", ")))")
    try #require(found.count == 1)
    #expect(["E0302", "E0303"].contains { found[0].hasPrefix($0) })
  }

  @Test(arguments: [
    ("round(2.5)", "2"), ("round(3.5)", "4"), ("round(-0.15, 1)", "-0.1"), ("min(4)", "4"),
    ("max(-1, -2)", "-1"), ("abs(0)", "0"), ("sqrt(0)", "0"), ("sum([])", "0"), ("length([])", "0"),
    ("length(\"\")", "0"), ("fixed(1/3, 4)", "0.3333"), ("percent(1)", "100.0%"),
    ("fixed(12345.678, 0)", "12346"), ("format(\"{{}} {.0%}\", 0.125)", "{} 12%"),
    ("join([])", ""), ("choose(no, 1, 2)", "2"),
    ("contains([1, 2], 3)", "no"), ("contains(\"a\", \"\")", "yes"), ("median(4, 1)", "2.5"),
    ("deviation(4)", "0"), ("percent(0.12345, 3)", "12.345%"), ("exp(0) + log(1)", "1"),
  ])
  func edgesAreDefined(call: String, value: String) {
    let recorder = Recorder()
    recorder.run("print \(call)")
    #expect(recorder.texts() == [value])
  }

  @Test(arguments: [
    ("format(\"{} {}\", 1)", "more places"), ("format(\"{}\", 1, 2)", "only 1 places"),
    ("format(\"{.3}\", \"a\")", "does not fit a text"), ("format(\"}\")", "a brace stands alone"),
    ("format(\"{:.3}\", 1)", "does not fit a number"), ("mean([\"a\"])", "the list holds a text"),
    ("contains(1, 2)", "it takes two texts"),
  ])
  func whatAFunctionRefusesIsSaid(call: String, reason: String) {
    let found = Recorder().check("print \(call)")
    #expect(found.count == 1 && found[0].contains(reason), "\(found)")
  }
}
