// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct WholeFileTests {
  /// A read that fills a part of the room only is not the end: one read takes 2³¹ - 1 bytes at most.
  @Test(arguments: [0, 1, 999, 1000, 1 << 16, (1 << 16) + 1, 300_000])
  func readsOnUntilThereIsNothingLeft(count: Int) throws {
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 8) }
    try withFile(content) { path in
      for perRead in [1000, 1 << 16, FileReader.mostPerRead] {
        #expect(try FileReader.bytes(of: path, perRead: perRead) == content)
        for limit in [0, 5, 70_000] {
          let found = try FileReader.bytes(of: path, atMost: limit, perRead: perRead)
          #expect(found == Array(content.prefix(limit)))
        }
      }
    }
  }
}
