// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// The options of everything that runs statements.
struct SessionOptions: ParsableArguments {
  /// More threads than any processor has.
  private static let mostThreads = 4096

  @OptionGroup var given: ParameterOptions

  @Option(help: ArgumentHelp("How many threads compute; 0 for one a processor.", valueName: "n"))
  var threads = 0

  @Option(help: ArgumentHelp("The seed, in place of the script's own.", valueName: "n"))
  var seed: Int?

  @Flag(help: "Train runs anew that are kept from before.")
  var fresh = false

  @Option(
    help: ArgumentHelp(
      "Put the files that are written into this folder instead of beside the script.",
      valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Stop after so long a time, such as 90s, 10m or 2h, as if interrupted.", valueName: "time"))
  var maxTime: String?

  @Option(
    help: ArgumentHelp("How progress is told: plain, or json for programs.", valueName: "form"))
  var log = LogForm.plain

  @Option(
    help: ArgumentHelp("Write the assertions to this file, as JUnit XML.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Write what was run and what came of it as a page: .html, .md or .ipynb.", valueName: "file"),
    completion: .file(extensions: ["html", "md", "ipynb"]))
  var report: String?

  @Flag(help: "Let reports say when they were written, and how long the script took.")
  var stamp = false

  @Option(
    help: ArgumentHelp(
      "Write the curves of runs into this folder, for TensorBoard.", valueName: "folder"),
    completion: .directory)
  var tensorboard: String?

  /// What is told beside what is shown.
  var reports: Reports { Reports(log: log, junit: junit, tensorBoard: tensorboard) }

  /// Throws the message to show for a number of threads that makes no sense.
  static func validate(threads: Int) throws {
    guard (0...mostThreads).contains(threads) else {
      throw ValidationError("--threads is a number from 0 to \(mostThreads), not \(threads)")
    }
  }

  mutating func validate() throws {
    try Self.validate(threads: threads)
    guard Session.seeds.contains(seed ?? 0) else {
      throw ValidationError(
        "--seed is a whole number from 0 to \(Session.seeds.upperBound), not \(seed ?? 0)")
    }
    if let maxTime, Quantity.seconds(from: maxTime) == nil {
      throw ValidationError("--max-time is a time such as 90s, 10m or 2h, not \(maxTime)")
    }
    try validateReports()
    if let tensorboard, let reason = TensorBoardFolder.problem(tensorboard) {
      throw ValidationError("--tensorboard \(tensorboard) cannot be written into: \(reason)")
    }
  }

  /// Throws the message to show where a file that is written in the end could not be.
  private func validateReports() throws {
    if let report, let problem = Session.problem(ofReport: report) {
      throw ValidationError("--report \(report): \(problem)")
    }
    if stamp, report == nil {
      throw ValidationError("--stamp needs --report FILE: it says when that page was written")
    }
    for case (let option, let path?) in [("--junit", junit), ("--report", report)] {
      // It may stand in the folder of `--out`.
      if let out { _ = Folder.make(out) }
      if let reason = TextFile.problem(path) {
        throw ValidationError("\(option) \(path) cannot be written: \(reason)")
      }
    }
  }

  /// The configuration of a session whose relative paths start from `baseDirectory`.
  ///
  /// The folder of `--out` is made when it is not there; that it cannot be, the check of the script
  /// tells.
  func configuration(baseDirectory: String = ".") -> Session.Configuration {
    if let out { _ = Folder.make(out) }
    var configuration = Session.Configuration(
      baseDirectory: baseDirectory,
      parameters: given.parameters,
      threads: threads, seed: seed, cache: .ofUser(), record: RecordPlace.ofUser,
      isFresh: fresh, outputDirectory: out, maxSeconds: maxTime.flatMap(Quantity.seconds(from:)))
    configuration.command = ["lstm"] + CommandLine.arguments.dropFirst()
    (configuration.report, configuration.stampsReports) = (report, stamp)
    return configuration
  }
}

extension LogForm: ExpressibleByArgument {}

/// The parameters of a script.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customShort("p"),
    help: ArgumentHelp("Set a `param` of the script; may be repeated.", valueName: "name=value"),
    transform: ParameterValue.init(argument:))
  var values: [ParameterValue] = []

  mutating func validate() throws {
    var names: Set<String> = []
    for value in values where !names.insert(value.name).inserted {
      throw ValidationError("-p \(value.name) is given twice")
    }
  }

  /// As a session takes them.
  var parameters: [(name: String, value: String)] { values.map { ($0.name, $0.value) } }
}

/// `NAME=VALUE` on the command line; the session knows which names and values are right.
struct ParameterValue {
  /// What stands before the first `=`; never empty.
  let name: String
  /// All that stands after it.
  let value: String

  /// Throws the message to show when there is no `=`, or no name before it.
  init(argument: String) throws {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      throw ValidationError("-p needs NAME=VALUE, such as -p epochs=3, and not '\(argument)'")
    }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}
