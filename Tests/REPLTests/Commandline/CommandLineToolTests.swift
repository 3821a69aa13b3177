// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct CommandLineToolTests {
  private func status(_ arguments: String...) -> (DSL.ExitStatus, output: String, errors: String) {
    let test = TestConsole()
    let status = Workbench.run(arguments, on: test.console)
    return (status, test.output.text, test.errors.text)
  }

  @Test func optionsReachTheSession() throws {
    let command = try CommandLineTool.command(for: [
      "run", "a/b.lstm", "-p", "epochs=3", "-p", "text=x=y", "--threads", "2", "--seed", "9",
    ])
    let run = try #require(command as? RunCommand)
    let configuration = run.options.configuration()
    #expect(run.file == "a/b.lstm")
    #expect(configuration.parameters.map(\.name) == ["epochs", "text"])
    #expect(configuration.parameters.map(\.value) == ["3", "x=y"])
    #expect(configuration.threads == 2 && configuration.seed == 9)
  }

  @Test func aCheckTakesParameters() throws {
    let command = try CommandLineTool.command(for: ["check", "f.lstm", "-p", "n=2"])
    let check = try #require(command as? CheckCommand)
    #expect(check.files == ["f.lstm"])
    #expect(check.given.values.map(\.name) == ["n"])
    #expect(throws: (any Error).self) {
      try CommandLineTool.command(for: ["check", "f.lstm", "-p", "n=2", "-p", "n=3"])
    }
  }

  @Test func statementsTakeOptionsToo() throws {
    let command = try CommandLineTool.command(for: ["-c", "-x", "-p", "n=-1", "--threads", "1"])
    let tool = try #require(command as? CommandLineTool)
    #expect(tool.statements == "-x")
    #expect(tool.options.given.values.map(\.value) == ["-1"])
  }

  @Test(arguments: [
    (["--thread", "2"], "Did you mean '--threads'?"),
    (["run"], "Missing expected argument '<file>'"),
    (["check"], "Missing expected argument '<file> ...'"),
    (["fmt"], "Missing expected argument '<file> ...'"),
    (
      ["run", "x.lstm", "-p", "epochs"],
      "-p needs NAME=VALUE, such as -p epochs=3, and not 'epochs'"
    ),
    (["run", "x.lstm", "-p", "=3"], "-p needs NAME=VALUE"),
    (["-p", "a=1", "-p", "a=2"], "-p a is given twice"),
    (["--threads=-1"], "--threads is a number from 0 to 4096, not -1"),
    (["--threads", "many"], "The value 'many' is invalid for '--threads <n>'"),
    (["--threads", "99999999999999999999"], "is invalid for '--threads <n>'"),
    (["--seed=-1"], "--seed is a whole number from 0 to 9007199254740991, not -1"),
    (["rum"], "there is no command rum; did you mean `run`?"),
    (["completions"], "Missing expected argument '<shell>'"),
    (["completions", "csh"], "The value 'csh' is invalid for '<shell>'"),
    (["help", "--man", "train"], "--man is of everything: leave the name out"),
    (["help", "--man", "--markdown"], "flag '--markdown' had already been set"),
    (
      ["qqq"],
      "there is no command qqq; the commands are run, check, fmt, show, predict, runs, report, cache, "
        + "help, explain, completions"
    ),
    (["hotel.lstm"], "to run a script, write: lstm run hotel.lstm"),
    (["run", "/nowhere/x.lstm"], "there is no file /nowhere/x.lstm"),
    (["run", "/"], "/ is a folder, not a script"),
  ])
  func wrongUsageIsSaidAndIsTwo(arguments: [String], message: String) {
    let test = TestConsole()
    #expect(Workbench.run(arguments, on: test.console) == .usage)
    #expect(test.errors.text.contains(message))
    #expect(test.output.text.isEmpty)
  }

  @Test func versionAndHelpAreResults() {
    #expect(status("--version") == (.success, "lstm \(Reference.version)\n", ""))
    #expect(status("--help").output.contains("USAGE: lstm [options]"))
    #expect(status("help", "run").output.contains("USAGE: lstm run"))
    #expect(status("help").output.hasSuffix(Reference.overview() + "\n"))
  }

  @Test(arguments: [["explain", "e0301"], ["help", "E0301"]])
  func codesAreExplained(arguments: [String]) {
    let test = TestConsole()
    #expect(Workbench.run(arguments, on: test.console) == .success)
    #expect(test.output.text.hasPrefix("E0301: an option that is not taken here\n"))
    #expect(test.output.text.contains("\nright\n  train r = m epochs=3\n"))
  }

  @Test func codesWithoutNameAreListed() {
    #expect(status("explain").output == Reference.codes() + "\n")
  }

  @Test(arguments: [
    ("E0310", "there is no code E0310; did you mean E0301"),
    ("dropout", "there is no code dropout; of the name, say: lstm help dropout"),
    ("qqqqqqqqqq", "there is no code qqqqqqqqqq; `lstm explain` lists them"),
    ("", "there is no code"),
  ])
  func unknownCodesSuggest(code: String, message: String) {
    let result = status("explain", code)
    #expect(result.0 == .usage && result.output.isEmpty)
    #expect(result.errors.hasPrefix(message))
  }

  @Test func checkGoesThroughAllFiles() throws {
    let folder = try TemporaryFolder()
    let fine = try folder.write("\u{FEFF}print 1\n", to: "fine.lstm")
    let broken = try folder.write(bytes: [0x0A, 0xFF], to: "broken.lstm")
    let result = status("check", broken, fine, folder.path + "/none.lstm")
    #expect(result.0 == .invalidScript)
    #expect(result.output == "\(fine): ok\n")
    #expect(result.errors.contains("E0109") && result.errors.contains("E0601"))
  }

  @Test(arguments: [
    ("x.lstm", "."), ("a/x.lstm", "a"), ("/x.lstm", "/"), ("/a/b/x.lstm", "/a/b"), ("-", "."),
  ])
  func pathsStartFromTheFolderOfTheScript(path: String, folder: String) {
    #expect(ScriptFile.folder(of: path) == folder)
  }
}
