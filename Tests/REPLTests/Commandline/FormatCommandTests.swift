// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc
import Testing

@testable import REPL

@Suite struct FormatCommandTests {
  private func fmt(_ arguments: String...) -> (DSL.ExitStatus, output: String, errors: String) {
    let test = TestConsole()
    let status = Workbench.run(["fmt"] + arguments, on: test.console)
    return (status, test.output.text, test.errors.text)
  }

  private func text(of file: String) throws -> String {
    try ScriptFile.read(file).text
  }

  @Test func filesAreRewrittenInPlaceAndOnlyOnce() throws {
    let folder = try TemporaryFolder()
    let loose = try folder.write("print  1 # one\r\n", to: "loose.lstm")
    let fine = try folder.write("print 1\n", to: "fine.lstm")
    #expect(fmt(loose, fine) == (.success, "\(loose): formatted\n", ""))
    #expect(try text(of: loose) == "print 1  # one\n")
    #expect(fmt(loose, fine) == (.success, "", ""))
  }

  @Test func aFileInFormIsNotTouched() throws {
    let folder = try TemporaryFolder()
    let fine = try folder.write("print 1\n", to: "fine.lstm")
    var (before, after) = (stat(), stat())
    #expect(stat(fine, &before) == 0)
    #expect(fmt(fine).0 == .success)
    #expect(stat(fine, &after) == 0)
    #expect(before.st_ino == after.st_ino)
  }

  @Test func checkListsAndChangesNothing() throws {
    let folder = try TemporaryFolder()
    let loose = try folder.write("print  1\n", to: "loose.lstm")
    let fine = try folder.write("print 1\n", to: "fine.lstm")
    #expect(fmt("--check", fine, loose) == (.runtimeFailure, "\(loose)\n", ""))
    #expect(try text(of: loose) == "print  1\n")
    #expect(fmt("--check", fine) == (.success, "", ""))
  }

  @Test func whatDoesNotParseIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let loose = try folder.write("print  1\n", to: "loose.lstm")
    let broken = try folder.write("print  (\n", to: "broken.lstm")
    let result = fmt("--check", loose, broken)
    #expect(result.0 == .invalidScript)
    #expect(result.output == "\(loose)\n")
    #expect(result.errors.contains("E0106") && result.errors.contains("\(broken):1:"))
    #expect(fmt(broken).0 == .invalidScript)
    #expect(try text(of: broken) == "print  (\n")
  }

  @Test func whatIsNotThereIsWrongUsage() throws {
    let folder = try TemporaryFolder()
    let loose = try folder.write("print  1\n", to: "loose.lstm")
    let result = fmt(folder.path + "/none.lstm", loose)
    #expect(result.0 == .usage)
    #expect(result.errors.contains("there is no file"))
    #expect(result.output == "\(loose): formatted\n")
  }

  @Test func whatCannotBeWrittenIsAFailure() throws {
    let result = fmt("/dev/null")
    #expect(result == (.success, "", ""))
    guard geteuid() != 0 else { return }
    let folder = try TemporaryFolder()
    let loose = try folder.write("print  1\n", to: "loose.lstm")
    #expect(chmod(folder.path, 0o500) == 0)
    defer { chmod(folder.path, 0o700) }
    #expect(fmt(loose).0 == .runtimeFailure)
  }
}
