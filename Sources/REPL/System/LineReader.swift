// SPDX-License-Identifier: Apache-2.0

/// How reading a line ended.
enum ReadResult: Equatable {
  /// A line without its line feed; a paste may bring several lines at once.
  case line(String)
  /// Ctrl-D on an empty line, or the end of the input.
  case end
  /// Ctrl-C: what was typed of the entry is dropped.
  case interrupted
  /// A request to end the process.
  case terminated
  /// Input that cannot be read, and why.
  case failed(String)
}

/// What stands before a line that is asked for.
enum PromptKind: String {
  /// A new entry.
  case primary = "lstm> "
  /// A further line of an entry.
  case continuation = "  ...> "
}

/// Something that lines of statements come from.
protocol LineReader: AnyObject {
  /// Whether a person types the lines, so that one mistake does not end the conversation.
  var isInteractive: Bool { get }
  /// Reads a line.
  ///
  /// - Parameter earlier: the lines of the entry before it; empty for the first one.
  func readLine(_ prompt: PromptKind, behind earlier: String) -> ReadResult
  /// Keeps an entry, of one line or several, for recall.
  func remember(_ entry: String)
  /// The entries kept so far, oldest first.
  var remembered: [String] { get }
}
