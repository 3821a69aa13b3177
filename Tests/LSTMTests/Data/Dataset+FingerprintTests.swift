// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct DatasetFingerprintTests {
  /// Twelve rows of the same words, shared out in the order of the file.
  private func fingerprint(_ shares: [Double], label: String = "a") throws -> Fingerprint {
    let rows = (0..<12).map { [["one two", "two one"][$0 / 2 % 2], ["\(label)", "b"][$0 % 2]] }
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .inOrder(SplitRatio(train: shares[0], valid: shares[1], test: shares[2]))
    ).build(from: Table(columns: ["text", "label"], rows: rows), shuffler: TestShuffler())
      .fingerprint
  }

  /// The same rows in the same order are other data where another split begins among them.
  @Test func whereASplitBeginsCounts() throws {
    let splits: [[Double]] = [
      [50, 25, 25], [50, 50, 0], [50, 0, 50], [75, 25, 0], [75, 0, 25], [100, 0, 0],
    ]
    let prints = try splits.map { try fingerprint($0) }
    #expect(Set(prints).count == splits.count)
    #expect(try fingerprint([50, 25, 25]) == prints[0])
  }
}
