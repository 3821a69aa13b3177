// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How a file was when somebody looked at it: a change shows as another stamp.
public struct FileStamp: Hashable, Sendable {
  private let state: PlainFile.State?

  /// The stamp of a file; that of a file that is not there is one, too.
  public init(of path: String) { state = PlainFile.state(of: path) }
}
