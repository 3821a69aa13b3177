// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Which statement an event belongs to.
@Suite struct EntryEventTests {
  private func trace(_ recorder: Recorder) -> [String] {
    recorder.events.compactMap { event in
      switch event {
      case .entry(.listed(let entries)): "listed \(entries.map(\.id))"
      case .entry(.begun(let id)): "begun \(id)"
      case .entry(.ended(let id, let outcome)): "ended \(id) \(outcome.rawValue)"
      case .entry(.parameter(let name, let value, let isGiven)):
        "parameter \(name) \(value)\(isGiven ? " given" : "")"
      case .text(let text): "text \(text)"
      case .assertion(let found): "assert \(found.holds)"
      default: nil
      }
    }
  }

  @Test func `Statements of a script begin and end around their results`() {
    let recorder = Recorder(parameters: [("units", "8")])
    recorder.run("lstm 1\nparam units = 4\nprint units\nlet a = 2\nassert a > 3\nprint 5")
    #expect(
      trace(recorder) == [
        "listed [1, 2, 3, 4, 5]", "begun 1", "parameter units 8 given", "ended 1 done", "begun 2",
        "text 8", "ended 2 done", "begun 3", "ended 3 done", "begun 4", "assert false",
        "ended 4 refuted",
      ])
  }

  @Test func `A script is listed with its prose though it does not check`() {
    let recorder = Recorder()
    recorder.run("#%% First\n# About one.\nprint 1\n\n#%% Second\nprint nothing\n# The end.")
    guard case .entry(.listed(let entries))? = recorder.events.first else {
      Issue.record("nothing was listed")
      return
    }
    #expect(entries.map(\.title) == ["First", "Second", "Second"])
    #expect(entries.map(\.text) == ["# About one.\nprint 1", "print nothing", ""])
    #expect(entries.map(\.line) == [2, 6, 7])
    #expect(entries.last?.preface == "# The end.")
    #expect(trace(recorder) == ["listed [1, 2, 3]"])
  }

  @Test func `An entry of the prompt that runs again keeps its number`() {
    let recorder = Recorder()
    recorder.enter("let a = 1")
    recorder.enter("print a")
    recorder.enter("let a = 2")
    _ = recorder.session.rerun()
    let lines = trace(recorder)
    #expect(lines.filter { $0.hasPrefix("text") } == ["text 1", "text 2"])
    let second = lines.filter { $0.hasPrefix("begun") }.dropFirst().first
    #expect(lines.count { $0 == second } == 2)
  }
}
