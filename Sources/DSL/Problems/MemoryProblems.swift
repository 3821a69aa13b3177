// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is said when there is no memory for something.
extension Diagnostic {
  /// What prediction is told that has no memory for its texts.
  static func noMemoryToPredict(_ shortage: MemoryShortage, at span: Span?) -> Diagnostic {
    outOfMemory("predicting", shortage, at: span, help: "shorter texts take less")
  }

  /// More memory than this process may have.
  ///
  /// - Parameter deed: what takes it, such as "training `r`".
  static func outOfMemory(
    _ deed: String, _ shortage: MemoryShortage, at span: Span?,
    help: String =
      "smaller layers, a smaller `batch=`, a `max_length=` or, of long rows, `bptt=` take less"
  ) -> Diagnostic {
    let limit = shortage.limit
    let bounds =
      shortage.needed > limit.left
      ? "\(limit.owner) leaves \(Amount.bytes(limit.left)) of \(Amount.bytes(limit.total))"
      : "the system does not give it"
    return Diagnostic(
      .tooLarge, "\(deed) takes \(Amount.bytes(shortage.needed)), and \(bounds)", at: span,
      help: help)
  }
}

extension MemoryLimit {
  /// What sets the bound.
  fileprivate var owner: String {
    switch kind {
    case .machine: "this machine"
    case .controlGroup: "the control group (container) of this process"
    case .addressSpace: "the limit of the address space (`ulimit -v`)"
    case .data: "the limit of the data segment (`ulimit -d`)"
    }
  }
}
