// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import REPL

/// `lstm cache`, and the variables that say where the cache is.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct CacheCommandTests {
  private let folder: TemporaryFolder
  private let program: String

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func lstm(
    _ arguments: String..., variables: [String: String?] = [:]
  ) throws -> BuiltProgram.Result {
    try BuiltProgram.run(program, arguments, in: folder.path, variables: variables)
  }

  /// Trains runs of one epoch, which differ in their seeds.
  private func train(seeds: Int..., variables: [String: String?] = [:]) throws {
    for seed in seeds {
      let result = try lstm(
        "-c", SmallRun.script(epochs: 1), "--seed", String(seed), variables: variables)
      try #require(result.status == 0, "\(result.errors)")
    }
  }

  private func files(_ name: String = "cache") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(name)")) ?? []
  }

  @Test(
    arguments: [
      (["LSTM_CACHE": "/a/b"], "/a/b\n"),
      (["LSTM_CACHE": nil, "XDG_CACHE_HOME": "/x"], "/x/lstm\n"),
      (["LSTM_CACHE": "/a", "XDG_CACHE_HOME": "/x"], "/a\n"),
      (["LSTM_CACHE": nil, "XDG_CACHE_HOME": "x", "HOME": "/h"], "/h/.cache/lstm\n"),
      (["LSTM_CACHE": nil, "HOME": "/h"], "/h/.cache/lstm\n"),
      (["LSTM_CACHE": nil, "HOME": nil], ""), (["LSTM_CACHE": nil, "HOME": "h"], ""),
      (["LSTM_CACHE": ""], ""),
    ] as [([String: String?], String)])
  func variablesSayWhereItIs(variables: [String: String?], path: String) throws {
    let result = try lstm("cache", "path", variables: variables)
    #expect(result.status == 0 && result.output == path)
    #expect(result.errors.isEmpty != path.isEmpty)
    if path.isEmpty { #expect(result.errors.hasPrefix("runs are not kept")) }
  }

  @Test func runsAreListedAndDeleted() throws {
    let cache = folder.path + "/cache"
    #expect(try lstm("cache").errors == "no run is kept in \(cache)\n")
    try train(seeds: 1, 2, 1)
    #expect(files().count == 2)
    let list = try lstm("cache", "list").output
    #expect(list.hasPrefix("2 runs in \(cache)\n"))
    #expect(list.components(separatedBy: "r, 1 epochs: embed 4 | lstm 3 | output").count == 3)
    #expect(list.contains(" of 4.0 GB at most"))
    #expect(try lstm("cache", "clear").errors == "deleted 2 files of \(cache)\n")
    #expect(files().isEmpty)
    #expect(try lstm("cache", "clear").errors == "deleted 0 files of \(cache)\n")
  }

  @Test func aFileOfAnotherKindStays() throws {
    try train(seeds: 1)
    _ = try folder.write("mine", to: "cache/notes.txt")
    _ = try folder.write("no run", to: "cache/0123456789abcdef.run")
    let list = try lstm("cache", "list")
    #expect(list.output.contains("damaged"))
    #expect(try lstm("cache", "clear").errors.hasPrefix("deleted 2 files"))
    #expect(files() == ["notes.txt"])
  }

  @Test func theLimitLetsTheOldestGo() throws {
    try train(seeds: 1, 2, 3, variables: ["LSTM_CACHE_LIMIT": "1kB"])
    #expect(files().count == 1)
    let list = try lstm("cache", "list", variables: ["LSTM_CACHE_LIMIT": "1kB"])
    #expect(list.output.contains(" of 1000 B at most"))
    try train(seeds: 4, 5, variables: ["LSTM_CACHE_LIMIT": "no number"])
    #expect(files().count == 3)
  }

  @Test func withoutCacheNothingIsWritten() throws {
    try train(seeds: 1, variables: ["LSTM_CACHE": ""])
    #expect(files().isEmpty && files(".cache").isEmpty)
  }

  @Test func whatItCannotDoIsWrongUsage() throws {
    let result = try lstm("cache", "empty")
    #expect(result.status == 2 && result.errors.contains("'empty' is invalid for '<what>'"))
  }
}
