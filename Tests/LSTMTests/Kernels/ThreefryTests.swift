// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ThreefryTests {
  /// The known answers that come with the paper's code: counter, key, words.
  private static let answers:
    [(counter: Threefry.Block, key: Threefry.Block, words: SIMD4<UInt32>)] = [
      ((0, 0, 0, 0), (0, 0, 0, 0), [0x9c6c_a96a, 0xe17e_ae66, 0xfc10_ecd4, 0x5256_a7d8]),
      (
        (.max, .max, .max, .max), (.max, .max, .max, .max),
        [0x2a88_1696, 0x5701_2287, 0xf6c7_446e, 0xa16a_6732]
      ),
      (
        (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        (0xa409_3822, 0x299f_31d0, 0x082e_fa98, 0xec4e_6c89),
        [0x59cd_1dbb, 0xb887_9579, 0x86b5_d00c, 0xac8b_6d84]
      ),
    ]

  @Test(arguments: Self.answers.indices)
  func givesTheKnownAnswers(index: Int) {
    let (counter, key, words) = Self.answers[index]
    #expect(Threefry(key: key)[counter] == words)
  }
}
