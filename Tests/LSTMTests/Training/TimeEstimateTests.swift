// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What runs are foreseen to take.
@Suite struct TimeEstimateTests {
  private let data = LanguageCase("estimates", length: 3000, vocabulary: 3000)

  private func model(_ output: [String: ArgumentValue]) throws -> Model {
    try data.model([
      ("embed", ["units": .integer(64)]), ("lstm", ["units": .integer(64)]), ("output", output),
    ])
  }

  private func seconds(_ output: [String: ArgumentValue]) throws -> Double {
    TimeEstimate(
      try model(output), data.examples, trainRows: [0], validRows: [], options: options,
      threads: 1
    ).seconds
  }

  private var options: TrainingOptions { trainingOptions(["bptt": .integer(1000)]) }

  @Test func sharedWeightsTakeTheTimeOfOwnOnes() throws {
    let (plain, tied) = (try seconds([:]), try seconds(["tied": .boolean(true)]))
    #expect(abs(tied - plain) < plain * 1e-9)
  }

  /// A tail takes the time of its weights for its own tokens, and none for the others.
  @Test func tailsAreSparedWhereTheirTokensAreNot() throws {
    let targets = data.examples.values[0]
    let spared = { (cutoff: Int) -> Double in
      let inTail = targets.count { $0 >= cutoff }
      let tail = 64 * 16 + 16 * (3000 - cutoff)
      return Double(targets.count * 64 * (3000 - cutoff - 1) - inTail * tail)
    }
    let saved = try [100, 1500].map { cutoff in
      try seconds([:])
        - seconds(["activation": .word("adaptive"), "cutoffs": .numbers([Double(cutoff)])])
    }
    #expect(saved[1] > 0)
    #expect(abs(saved[0] / saved[1] - spared(100) / spared(1500)) < 1e-6)
  }

  @Test func clustersTakeLessMemory() throws {
    let bytes = try [[:], ["activation": .word("adaptive")]].map {
      (output: [String: ArgumentValue]) in
      MemoryEstimate(
        try model(output), data.examples, trainRows: [0], validRows: [1], options: options)
    }
    #expect(bytes[1].training < bytes[0].training * 9 / 10)
  }
}
