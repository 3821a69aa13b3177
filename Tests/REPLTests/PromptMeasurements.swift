// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import REPL

/// Measures how fast the prompt answers; `make acceptance` holds the figures against their targets.
///
/// It runs only where `LSTM_MEASURE` names the program: no test may depend on the clock.
@Suite(
  .serialized,
  .enabled(if: Environment["LSTM_MEASURE"] != nil, "LSTM_MEASURE does not name a program"))
struct PromptMeasurements {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(Environment["LSTM_MEASURE"])
  }

  private func start(_ arguments: [String] = []) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      path: program, arguments: arguments,
      environment: [
        "HOME": home.path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
        "INPUTRC": "/dev/null", "LSTM_CACHE": home.path + "/cache",
        "LSTM_RECORD": home.path + "/record",
      ], columns: 120)
    terminal.isRaw = true
    return terminal
  }

  private func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = Clock.seconds()
    try work()
    return (Clock.seconds() - start) * 1000
  }

  private func report(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    let (median, worst) = (sorted[sorted.count / 2], sorted[sorted.count - 1])
    print("measured \(name) \(String(format: "%.1f %.1f", median, worst))")
  }

  @Test func thePromptIsReady() throws {
    let history = (0..<10_000).map { "\"train r\($0) = m epochs=\($0) lr=1e-3 batch=32\"\n" }
    let folder = home.path + "/.local/state/lstm"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try history.joined().write(toFile: folder + "/history", atomically: true, encoding: .utf8)
    var times: [Double] = []
    for _ in 0..<20 {
      var terminal: PseudoTerminal?
      times.append(
        try milliseconds {
          terminal = try start()
          try terminal?.expect("lstm> ")
        })
      terminal?.send("\u{4}")
      _ = try terminal?.waitForExit()
    }
    report("ready", times)
  }

  @Test func aKeyIsAnswered() throws {
    let rows = (0..<50_000).map { "some words of row \($0) here,c\($0 % 4)\n" }
    try ("text,label\n" + rows.joined()).write(
      toFile: home.path + "/rows.csv", atomically: true, encoding: .utf8)
    let terminal = try start()
    try terminal.expect("lstm> ")
    terminal.send("data d = \"\(home.path)/rows.csv\" { text text; target label }\r")
    try terminal.expect("50000 rows", timeout: 60)
    try terminal.expect("lstm> ")
    for number in 0..<200 {
      terminal.send("let name\(number) = \(number)\r")
      try terminal.expect("lstm> ")
    }
    var keys: [Double] = []
    for key in "model m for d = embed 64 | bilstm 128 dropout=0.3 | output" {
      keys.append(
        try milliseconds {
          terminal.send(String(key))
          try terminal.expect(String(key))
        })
    }
    report("key", keys)
    terminal.send("\u{15}")
    var tabs: [Double] = []
    for beginning in ["print nam", "model m for d = embed 8 | ", "train r = m ", "show d "] {
      terminal.send(beginning)
      try terminal.expect(beginning)
      for _ in 0..<5 {
        tabs.append(
          try milliseconds {
            terminal.send("\t")
            try terminal.expect("lstm> " + beginning)
          })
      }
      terminal.send("\u{15}")
    }
    report("tab", tabs)
    var entries: [Double] = []
    for number in 0..<20 {
      entries.append(
        try milliseconds {
          terminal.send("let other\(number) = name\(number)\r")
          try terminal.expect("lstm> ")
        })
    }
    report("entry", entries)
  }

  /// Each script is loaded at a prompt and stopped at several moments of its first training.
  @Test func controlCGivesThePromptBack() throws {
    let folder = try #require(Environment["LSTM_SCRIPTS"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for name in names where name.hasSuffix(".lstm") {
      var times: [Double] = []
      for turn in 0..<5 {
        let terminal = try start(["--fresh"])
        try terminal.expect("lstm> ")
        terminal.send(":load \(folder)/\(name)\r")
        do { try terminal.expect("epoch", timeout: 30) } catch { break }
        usleep(UInt32(150_000 + turn * 130_000))
        guard !terminal.transcript.hasSuffix("lstm> ") else { continue }
        times.append(
          try milliseconds {
            terminal.send("\u{3}")
            try terminal.expect("lstm> ")
          })
      }
      if !times.isEmpty { report("interrupt:\(name)", times) }
    }
  }
}
