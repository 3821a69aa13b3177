// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm runs`: the record of what was trained.
struct RunsCommand: WorkbenchCommand {
  /// What to do with it.
  enum Deed: String, ExpressibleByArgument, CaseIterable {
    case list, show, compare, rebuild, export, delete, path
  }

  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs of the record, show and compare them.",
    discussion: """
      It is noted of every run what was trained, on what, how and how well. `lstm runs show 12` shows \
      one, `lstm runs compare 12 15` holds two against each other, `export` writes all facts, settings \
      and figures, `delete 12` deletes what is kept of a run, and `rebuild` makes the index anew from \
      the files of the runs. LSTM_RECORD names another folder, or none when it is `off`.
      """)

  @Argument(
    help: ArgumentHelp(
      "list, show, compare, rebuild, export, delete or path.", valueName: "what"))
  var deed = Deed.list

  @Argument(help: ArgumentHelp("Numbers of runs.", valueName: "number"))
  var numbers: [Int] = []

  @Option(
    help: ArgumentHelp(
      "Only runs like this, such as 'valid.f1 > 0.8 and data == \"d\"'.", valueName: "condition"))
  var `where`: String?

  @Option(
    help: ArgumentHelp(
      "Order by a figure, setting or fact, the best first.", valueName: "field"))
  var by: String?

  @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("table, json or csv.", valueName: "form"))
  var format = RecordBook.Form.table

  @Option(
    help: ArgumentHelp(
      "What `show` shows, separated by commas, such as epochs,settings.", valueName: "facets"))
  var facets: String?

  func validate() throws {
    let wanted: ClosedRange<Int> =
      switch deed {
      case .show: 1...1
      case .compare: 2...2
      case .delete: 1...Int.max
      case .list, .rebuild, .export, .path: 0...0
      }
    guard wanted.contains(numbers.count) else {
      throw ValidationError(
        wanted.upperBound == 0
          ? "`lstm runs \(deed)` takes no number"
          : "`lstm runs \(deed)` takes "
            + (wanted == 2...2 ? "the numbers of two runs" : "the number of a run"))
    }
    if deed != .list, deed != .export,
      `where` != nil || by != nil || limit != nil || format != .table
    {
      throw ValidationError("--where, --by, --limit and --format go with list and export")
    }
    if facets != nil, deed != .show { throw ValidationError("--facets goes with show") }
    if let limit, limit < 1 { throw ValidationError("--limit is 1 or more, not \(limit)") }
  }

  func execute(on console: Console) -> ExitStatus {
    guard let folder = RecordPlace.ofUser else {
      console.remark("runs are not noted: LSTM_RECORD is off, or there is no HOME")
      return numbers.isEmpty ? .success : .runtimeFailure
    }
    do {
      try answer(RecordBook(folder: folder), on: console)
      return .success
    } catch {
      Renderer(console: console).receive(.diagnostic(error))
      return error.code == .unreadableFile ? .runtimeFailure : .usage
    }
  }

  private func answer(_ book: RecordBook, on console: Console) throws(Diagnostic) {
    switch deed {
    case .path: console.result(book.folder)
    case .rebuild:
      let count = try book.rebuild()
      console.remark("made the index of \(Amount.counted(count, "run")) anew")
    case .delete:
      for number in numbers {
        try book.delete(number)
        console.remark("deleted run \(number)")
      }
    case .export:
      console.result(
        try book.export(where: `where`, by: by, limit: limit ?? Self.all, as: format))
    case .show:
      let wanted = facets?.split(separator: ",").map(String.init) ?? []
      draw(try book.show(numbers[0], facets: wanted), on: console)
    case .compare: draw(try book.compare(numbers[0], numbers[1]), on: console)
    case .list:
      switch try book.list(
        where: `where`, by: by, limit: limit ?? Self.usualLimit, as: format)
      {
      case .text(let text): console.result(text)
      case .tables(let tables):
        if tables.allSatisfy(\.rows.isEmpty) {
          console.remark("no run of \(book.folder) is like that")
        } else {
          draw(tables, on: console)
        }
      }
    }
  }

  private static let all = 1_000_000
  private static let usualLimit = 20

  private func draw(_ tables: [ResultTable], on console: Console) {
    let renderer = Renderer(console: console)
    for table in tables { renderer.receive(.table(table)) }
  }
}

extension RecordBook.Form: ExpressibleByArgument {}
