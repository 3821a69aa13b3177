// SPDX-License-Identifier: Apache-2.0

/// The rows that were left out of training, and why.
public struct SkippedRows: Hashable, Sendable {
  /// The side of a pair.
  public enum Side: Hashable, Sendable {
    /// What is read.
    case read
    /// What a decoder writes.
    case written
  }

  /// Why a row does not train.
  public enum Rule: Hashable, Sendable {
    /// One side of a pair has no token.
    case empty(Side)
    /// A side has fewer tokens than these.
    case under(Int, Side)
    /// A side has more tokens than these.
    case over(Int, Side)
    /// One side of a pair has more than so many times the tokens of the other.
    case ratio(Double)
  }

  /// The rows that a rule left out; a row counts for the first rule that it fails.
  public struct Count: Hashable, Sendable {
    /// The rule.
    public let rule: Rule
    /// How many rows.
    public internal(set) var rows = 0
    /// The first of them.
    public let first: Int
  }

  /// How many rows each rule left out, in the order of the rules; those that left out none are not there.
  public private(set) var counts: [Count] = []
  /// The rows, in rising order.
  public private(set) var rows: [Int] = []

  /// No row.
  init() {}

  /// Holds rows against rules.
  ///
  /// - Parameter rules: each with whether a row fails it.
  init(of candidates: [Int], _ rules: [(rule: Rule, fails: (Int) -> Bool)]) {
    var found = [Count?](repeating: nil, count: rules.count)
    for row in candidates {
      guard let index = rules.firstIndex(where: { $0.fails(row) }) else { continue }
      rows.append(row)
      found[index, default: Count(rule: rules[index].rule, first: row)].rows += 1
    }
    counts = found.compactMap { $0 }
  }
}

extension [SkippedRows.Count?] {
  fileprivate subscript(
    index: Int, default count: @autoclosure () -> SkippedRows.Count
  ) -> SkippedRows.Count {
    get { self[index] ?? count() }
    set { self[index] = newValue }
  }
}

extension SkippedRows.Rule: CustomStringConvertible {
  /// The rows that fail it, as the end of a sentence: `with more than 80 tokens to read`.
  public var description: String {
    switch self {
    case .empty(let side): "without a token \(side.words)"
    case .under(let least, let side):
      "with fewer than \(least) token\(least == 1 ? "" : "s") \(side.words)"
    case .over(let most, let side):
      "with more than \(most) token\(most == 1 ? "" : "s") \(side.words)"
    case .ratio(let most):
      "with one side more than \(Int(exactly: most).map(String.init) ?? String(most)) times as long "
        + "as the other"
    }
  }
}

extension SkippedRows.Rule {
  /// Whether it is one of what is read alone.
  public var isOfReading: Bool {
    switch self {
    case .empty(let side), .under(_, let side), .over(_, let side): side == .read
    case .ratio: false
    }
  }
}

extension SkippedRows.Side {
  fileprivate var words: String { self == .read ? "to read" : "to write" }
}
