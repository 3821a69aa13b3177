// SPDX-License-Identifier: Apache-2.0

/// The parts that rows are shared out to.
public enum SplitName: String, Codable, Hashable, Sendable, CaseIterable {
  /// What is trained on, and the only part that anything is fitted on.
  case train
  /// What decides which weights are kept.
  case valid
  /// What is measured at the end.
  case test

  /// The part that a cell of a split column names; dev, val and validation are valid, and capital
  /// letters do not matter.
  public init?(spelling: String) {
    switch spelling.trimmed.lowercased() {
    case "train", "training": self = .train
    case "valid", "val", "validation", "dev", "development": self = .valid
    case "test", "testing": self = .test
    default: return nil
    }
  }
}

/// The rows of each part, in rising order; every row is in at most one.
public struct SplitRows: Codable, Hashable, Sendable {
  /// The rows to train on.
  public var train: [Int] = []
  /// The rows to choose the weights by.
  public var valid: [Int] = []
  /// The rows to measure on.
  public var test: [Int] = []

  /// No rows in any part.
  public init() {}

  /// The rows that vocabulary and labels are fitted on: those that train, or all of data that are there
  /// to be measured.
  var fitted: [Int] { train.isEmpty ? (valid + test).sorted() : train }

  /// Other rows in the place of these.
  func mapped(_ body: (Int) -> Int) -> SplitRows {
    var rows = SplitRows()
    for name in SplitName.allCases { rows[name] = self[name].map(body).sorted() }
    return rows
  }

  /// The rows of a part.
  public subscript(name: SplitName) -> [Int] {
    get {
      switch name {
      case .train: train
      case .valid: valid
      case .test: test
      }
    }
    set {
      switch name {
      case .train: train = newValue
      case .valid: valid = newValue
      case .test: test = newValue
      }
    }
  }
}

/// Puts rows into a random order; the engine's counter-based random source is one.
public protocol IndexShuffler: Sendable {
  /// The numbers from 0 to `n - 1` in an order that depends on `n`, `stream` and the seed alone.
  func shuffled(_ n: Int, stream: UInt64) -> [Int]
}
