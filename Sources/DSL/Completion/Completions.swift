// SPDX-License-Identifier: Apache-2.0

/// What could stand in the place of the word before the cursor.
public struct Completions: Equatable, Sendable {
  /// One of them.
  public struct Candidate: Equatable, Sendable {
    /// What is inserted, such as `epochs=`.
    public let text: String
    /// What stands beside it in a list; may be empty.
    public let detail: String
    /// Whether the word is over with it, so that a blank follows; in a path, the closing quote too.
    public let continuation: Bool

    /// A candidate.
    public init(_ text: String, detail: String = "", continuation: Bool = true) {
      self.text = text
      self.detail = detail
      self.continuation = continuation
    }
  }

  /// The offset in UTF-8 at which the replaced word begins.
  public let start: Int
  /// The candidates that begin like the word, the most fitting first.
  public let candidates: [Candidate]

  /// Candidates for a word that begins at `start`.
  public init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }
}
