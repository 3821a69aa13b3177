// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm cache list|clear|path`: what is kept of runs and recordings, so that no work is done twice.
struct CacheCommand: WorkbenchCommand {
  /// What to do with it.
  enum Deed: String, ExpressibleByArgument, CaseIterable {
    case list, clear, path
  }

  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "List what is kept of runs and recordings, delete it, or say where it is.",
    discussion: """
      A run is kept so that the same one is not trained twice, and one that was broken off goes on; \
      so are the features of recordings, and their sound where training changes it. LSTM_CACHE names another folder, or none when it is empty; LSTM_CACHE_LIMIT the most bytes, \
      such as 500MB: what was used longest ago goes first.
      """)

  @Argument(help: ArgumentHelp("list, clear or path.", valueName: "what"))
  var deed = Deed.list

  func execute(on console: Console) -> ExitStatus {
    guard let cache = RunCache.ofUser(onProblem: { console.remark("warning: \($0)") }) else {
      console.remark("runs are not kept: LSTM_CACHE is empty, or there is no HOME")
      return .success
    }
    switch deed {
    case .path: console.result(cache.folder)
    case .clear:
      let count = cache.clear()
      console.remark("deleted \(count) \(count == 1 ? "file" : "files") of \(cache.folder)")
    case .list: list(cache, on: console)
    }
    return .success
  }

  private func list(_ cache: RunCache, on console: Console) {
    let entries = cache.entries()
    guard !entries.isEmpty else {
      console.remark("no run is kept in \(cache.folder)")
      return
    }
    let now = Clock.secondsSince1970()
    let total = entries.reduce(0) { $0 + $1.bytes }
    let runs = entries.count(where: \.isRun)
    let counts = [
      (runs, "run", "runs"), (entries.count - runs, "set of features", "sets of features"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    let table = ResultTable(
      title: "\(counts.joined(separator: " and ")) in \(cache.folder)",
      columns: ["used", "size", runs == entries.count ? "run" : "what"],
      alignments: [.right, .right, .left],
      rows: entries.map {
        [
          "\(Quantity.duration(Double(max(0, now - $0.used)))) ago", Amount.bytes($0.bytes),
          $0.title,
        ]
      },
      footnotes: ["\(Amount.bytes(total)) of \(Amount.bytes(cache.limit)) at most"])
    console.drawing(
      TableRenderer(
        palette: Palette(isOn: console.outputTerminal.hasColour),
        width: console.outputTerminal.width()
      ).render(table))
  }
}

extension RunCache {
  /// The cache of this user: the folder of `LSTM_CACHE`, or `lstm` in `$XDG_CACHE_HOME` or in
  /// `~/.cache`; nil when the first is empty, or no variable says where.
  ///
  /// - Parameter onProblem: told what is wrong with a variable, which then counts as not set.
  static func ofUser(onProblem: (String) -> Void = { _ in }) -> RunCache? {
    var limit = usualLimit
    if let text = Environment["LSTM_CACHE_LIMIT"], !text.isEmpty {
      if let bytes = Quantity.bytes(from: text) {
        limit = bytes
      } else {
        onProblem(
          "LSTM_CACHE_LIMIT is a size such as 500MB, not \(text): \(Amount.bytes(limit)) hold")
      }
    }
    if let folder = Environment["LSTM_CACHE"] {
      return folder.isEmpty ? nil : RunCache(folder: folder, limit: limit)
    }
    if let caches = Environment["XDG_CACHE_HOME"], caches.hasPrefix("/") {
      return RunCache(folder: caches + "/lstm", limit: limit)
    }
    guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
    return RunCache(folder: home + "/.cache/lstm", limit: limit)
  }
}
