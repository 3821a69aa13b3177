// SPDX-License-Identifier: Apache-2.0

/// The statements that a value stands on, its own included: a script that makes the value again.
struct Recipe {
  /// Canonical statements by their number in the session.
  private var statements: [Int: String] = [:]

  /// The recipe of what stands on nothing.
  init() {}

  /// The recipe of one statement.
  init(_ statement: String, number: Int) {
    statements[number] = statement
  }

  /// Takes in what something else stands on.
  mutating func formUnion(_ other: Recipe) {
    statements.merge(other.statements) { first, _ in first }
  }

  /// The statements as a script, in the order in which they were given.
  var script: String {
    let lines = statements.sorted { $0.key < $1.key }.map(\.value)
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

  /// A history that begins with a seed.
  init(seed: UInt64) {
    self.seed = seed
    seedRecipe = Recipe("seed \(seed)", number: 0)
  }

  /// Counts a statement.
  mutating func begin() {
    count += 1
  }

  /// A `seed` statement.
  mutating func setSeed(_ seed: UInt64) {
    self.seed = seed
    seedRecipe = Recipe("seed \(seed)", number: count)
  }
}
