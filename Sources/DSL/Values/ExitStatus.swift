// SPDX-License-Identifier: Apache-2.0

/// How a script ended: the exit code of the process.
public enum ExitStatus: Int32, Sendable, CaseIterable, Codable {
  /// All went well.
  case success = 0
  /// A file could not be read or written, or memory ran out.
  case runtimeFailure = 1
  /// The command line is wrong.
  case usage = 2
  /// An assertion is false.
  case assertionFailed = 3
  /// The script does not check.
  case invalidScript = 4
  /// A loss is not finite.
  case diverged = 5
  /// Stopped by Ctrl-C; the best weights were kept.
  case interrupted = 130
  /// Stopped by SIGTERM.
  case terminated = 143

  /// What it tells, as help and the manual say it.
  public var meaning: String {
    switch self {
    case .success: "fine"
    case .runtimeFailure:
      "failed: a file or a saved model cannot be read or written, or there is no memory"
    case .usage: "wrong usage, or no such script"
    case .assertionFailed: "an assertion of the script is false"
    case .invalidScript: "the script does not check; nothing was run"
    case .diverged: "training diverged: the loss or a gradient is not finite"
    case .interrupted: "interrupted by Ctrl-C"
    case .terminated: "terminated by a signal"
    }
  }
}
