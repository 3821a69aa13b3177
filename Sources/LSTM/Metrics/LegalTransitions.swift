// SPDX-License-Identifier: Apache-2.0

/// Which tags may begin, follow one another and end: what decoding can be held to.
public struct LegalTransitions: Hashable, Sendable {
  /// By tag, whether it may stand first.
  public let canStart: [Bool]
  /// By tag, whether it may stand last.
  public let canEnd: [Bool]
  /// By the tag before, then by the tag after it.
  private let pairs: [Bool]

  /// The rules for `tags` tags, asked one by one.
  public init(
    tags: Int, canStart: (_ tag: Int) -> Bool, canEnd: (_ tag: Int) -> Bool,
    allows: (_ tag: Int, _ next: Int) -> Bool
  ) {
    self.canStart = (0..<tags).map(canStart)
    self.canEnd = (0..<tags).map(canEnd)
    pairs = (0..<tags).flatMap { tag in (0..<tags).map { allows(tag, $0) } }
  }

  /// Whether a tag may stand right before another.
  public func allows(_ tag: Int, before next: Int) -> Bool { pairs[tag * canStart.count + next] }

  /// Whether a whole sequence is legal; one without a step is.
  public func allows(_ tags: [Int]) -> Bool {
    guard let first = tags.first, let last = tags.last else { return true }
    return canStart[first] && canEnd[last]
      && zip(tags, tags.dropFirst()).allSatisfy { allows($0, before: $1) }
  }
}
