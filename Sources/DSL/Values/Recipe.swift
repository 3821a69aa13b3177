// SPDX-License-Identifier: Apache-2.0

/// The statements that a value stands on, its own included: a script that makes the value again.
struct Recipe {
  /// Statements by their number in the session; they are written out only when somebody asks.
  private var statements: [Int: Statement] = [:]
  /// A script that was read from a file, in place of statements.
  private var whole: String?

  /// The recipe of what stands on nothing.
  init() {}

  /// The recipe of one statement.
  init(_ statement: Statement, number: Int) {
    statements[number] = statement
  }

  /// The recipe that somebody has written out before.
  init(script: String) {
    whole = script
  }

  /// Takes in what something else stands on.
  mutating func formUnion(_ other: Recipe) {
    statements.merge(other.statements) { first, _ in first }
  }

  /// The statements as a script, in canonical form and in the order in which they were given.
  var script: String {
    if let whole { return whole }
    let lines = statements.sorted { $0.key < $1.key }.map { Formatter.format($0.value) }
    return (["lstm 1"] + lines).joined(separator: "\n") + "\n"
  }
}

/// What a session remembers of its statements beside the names they define.
struct History {
  /// How many statements were checked.
  private(set) var count = 0
  /// Where all randomness starts, and the statement that says so.
  private(set) var seed: UInt64
  private(set) var seedRecipe: Recipe

  /// The seeds that there are: whole numbers that a script can say exactly.
  static let seeds: ClosedRange<Int> = 0...9_007_199_254_740_991

  /// A history that begins with a seed.
  init(seed: UInt64) {
    self.seed = seed
    seedRecipe = Recipe(Self.statement(seed), number: 0)
  }

  /// Counts a statement.
  mutating func begin() {
    count += 1
  }

  /// A `seed` statement.
  mutating func setSeed(_ seed: UInt64) {
    self.seed = seed
    seedRecipe = Recipe(Self.statement(seed), number: count)
  }

  private static func statement(_ seed: UInt64) -> Statement {
    let nowhere = Span(0, 0)
    return Statement(.seed(Expression(.number(Double(seed)), nowhere)), nowhere)
  }
}
