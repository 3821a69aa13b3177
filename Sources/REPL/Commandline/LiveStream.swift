// SPDX-License-Identifier: Apache-2.0

import CReadline
import DSL
import Glibc

/// Answers the sound of standard input while it comes.
struct LiveStream {
  /// What predicts.
  let live: LiveAnswers
  /// Where answers go.
  let console: Console

  /// Answers all that comes; how that ended.
  func answer() -> ExitStatus {
    var failure: String?
    do {
      try live.listen(
        next: { Self.next(&failure) },
        tell: { line in
          console.output.write(line + "\n")
          console.output.flush()
          return Signals.interruption() == .none
        })
    } catch {
      Renderer(console: console).receive(.diagnostic(error))
      return .runtimeFailure
    }
    if let failure {
      console.remark("lstm: standard input: \(failure)")
      return .runtimeFailure
    }
    if Signals.isTerminated { return .terminated }
    return Signals.interruption() == .none ? .success : .interrupted
  }

  /// The bytes that have come; nil at the end, and when somebody asks to leave off.
  private static func next(_ failure: inout String?) -> [UInt8]? {
    while signals_wait(STDIN_FILENO) == 0 {
      if Signals.isTerminated || Signals.interruption() != .none { return nil }
    }
    guard let bytes = FileDescriptor.read(from: STDIN_FILENO) else {
      failure = StandardStreams.problem(errno)
      return nil
    }
    return bytes.isEmpty ? nil : bytes
  }
}
