// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why the record cannot be written or read.
public struct RecordProblem: Error, Hashable, Sendable {
  /// The file or folder.
  public let path: String
  /// The reason, in the words of the system.
  public let reason: String

  /// A problem with a reason.
  public init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

  /// What the system says of its last error.
  static func system(_ path: String, _ error: Int32 = errno) -> RecordProblem {
    RecordProblem(path: path, reason: String(cString: strerror(error)).lowercased())
  }
}
