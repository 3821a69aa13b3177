// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The `lstm` that was built along with the tests, and the folders it may use.
enum BuiltProgram {
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

  /// Starts the program on a terminal, with a home folder of its own.
  static func start(
    _ path: String, home: String, arguments: [String] = [], locale: String = "C.UTF-8",
    columns: Int = 80
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      path: path, arguments: arguments,
      environment: [
        "HOME": home, "TERM": "xterm", "LC_ALL": locale, "NO_COLOR": "1",
        "INPUTRC": "/dev/null",
        "LD_LIBRARY_PATH": getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? "",
      ], columns: columns)
  }

  private static func program(beside path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let candidate = path[..<slash] + "/lstm"
    return access(String(candidate), X_OK) == 0 ? String(candidate) : nil
  }
}
