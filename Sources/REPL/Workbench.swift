// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL
import Glibc

/// The program: reads the command line, does what it says, and leaves with the status that follows.
@main
enum Workbench {
  private static let outputCapacity = 1 << 16

  static func main() {
    StandardStreams.secure()
    Signals.install()
    let console = standardConsole()
    let status = run(Array(CommandLine.arguments.dropFirst()), on: console)
    console.settle()
    exit(status.rawValue)
  }

  /// Does what the arguments, without the program's name, say.
  static func run(_ arguments: [String], on console: Console) -> ExitStatus {
    if let message = Session.kernelProblem ?? misplacedFile(in: arguments) {
      console.remark("Error: \(message)")
      return .usage
    }
    do {
      var command = try CommandLineTool.command(for: arguments)
      if let command = command as? any WorkbenchCommand { return command.execute(on: console) }
      try command.run()
      return .success
    } catch {
      let message = CommandLineTool.fullMessage(for: error)
      guard CommandLineTool.exitCode(for: error) != .success else {
        console.result(message)
        return .success
      }
      console.remark(message)
      return .usage
    }
  }

  /// What to say about a first argument that is neither an option nor a command.
  private static func misplacedFile(in arguments: [String]) -> String? {
    guard let first = arguments.first, first != "-", !first.hasPrefix("-") else { return nil }
    let commands = CommandLineTool.commandNames
    guard !commands.contains(first) else { return nil }
    if first.hasSuffix(".lstm") || PageOutputs.isPage(first) {
      return "to run a script, write: lstm run \(first)"
    }
    let near = NearestNames.suggestion(for: first, among: commands)
    let known = "the commands are \(commands.joined(separator: ", "))"
    return "there is no command \(first); \(near ?? known)"
  }

  /// The console on standard output and standard error.
  private static func standardConsole() -> Console {
    Console(
      output: DescriptorSink(
        descriptor: STDOUT_FILENO, capacity: outputCapacity, onFailure: leaveUnwritten),
      outputTerminal: Terminal(descriptor: STDOUT_FILENO),
      errors: DescriptorSink(descriptor: STDERR_FILENO, capacity: outputCapacity) { _ in },
      errorTerminal: Terminal(descriptor: STDERR_FILENO))
  }

  /// Ends the program when results cannot be written.
  ///
  /// When their reader has gone it does so without a word, like a program that SIGPIPE ends.
  private static func leaveUnwritten(_ error: Int32) {
    guard error != EPIPE else { exit(128 + SIGPIPE) }
    let reason = StandardStreams.problem(error)
    let message = "lstm: the results cannot be written to standard output: \(reason)\n"
    _ = FileDescriptor.write(Array(message.utf8), to: STDERR_FILENO)
    exit(ExitStatus.runtimeFailure.rawValue)
  }
}
