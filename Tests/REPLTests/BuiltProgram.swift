// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// The `lstm` that was built along with the tests, and the folders it may use.
enum BuiltProgram {
  /// Whether it computes with the plain kernels, as `LSTM_KERNELS` says.
  static let hasPlainKernels = ProcessInfo.processInfo.environment["LSTM_KERNELS"] == "reference"

  /// Where the program is: in the folder of the test bundle; nil when it was not built.
  static let path: String? = {
    for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
      if let found = program(beside: argument) { return found }
    }
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return program(
      beside: String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self))
  }()

  /// The names of the kernels that this processor runs, the fastest first: the program says them
  /// when it is asked for others.
  static let kernels: [String] = {
    guard let path, let folder = try? TemporaryFolder() else { return [] }
    let result = try? run(path, ["-c", ""], in: folder.path, variables: ["LSTM_KERNELS": "?"])
    let line = result?.errors.split(separator: "\n").first ?? ""
    return line.components(separatedBy: "it may be: ").last?.components(separatedBy: ", ") ?? []
  }()

  /// Starts the program on a terminal, with a home folder of its own.
  static func start(
    _ path: String, home: String, arguments: [String] = [], locale: String = "C.UTF-8",
    columns: Int = 80, variables: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let usual = [
      "HOME": home, "TERM": "xterm", "LC_ALL": locale, "NO_COLOR": "1", "INPUTRC": "/dev/null",
      "LD_LIBRARY_PATH": getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? "",
    ]
    return try PseudoTerminal(
      path: path, arguments: arguments, environment: usual.merging(variables) { $1 },
      columns: columns)
  }

  /// What the program did.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The objects of a log on standard error.
    var log: [JSONObject] { JSONObject.lines(of: errors) }
  }

  /// Runs the program to its end, with a cache in `folder` and nothing on standard input.
  ///
  /// - Parameters:
  ///   - folder: the working directory, and HOME.
  ///   - variables: further variables of the environment; nil unsets one.
  static func run(
    _ path: String, _ arguments: [String], in folder: String, variables: [String: String?] = [:]
  ) throws -> Result {
    let (process, output, errors) = (Process(), Pipe(), TemporaryFile())
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "LSTM_CACHE_LIMIT"] { environment[name] = nil }
    environment["HOME"] = folder
    environment["LSTM_CACHE"] = folder + "/cache"
    environment["LSTM_RECORD"] = folder + "/record"
    environment["LC_ALL"] = "C.UTF-8"
    for (name, value) in variables { environment[name] = value }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try errors.handle()
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self),
      errors: try errors.text())
  }

  private static func program(beside path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let candidate = path[..<slash] + "/lstm"
    return access(String(candidate), X_OK) == 0 ? String(candidate) : nil
  }
}

/// A file for what a program writes beside its results, so that no pipe can fill up.
private final class TemporaryFile {
  private let path = NSTemporaryDirectory() + "lstm-errors-" + UUID().uuidString

  deinit { unlink(path) }

  func handle() throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
