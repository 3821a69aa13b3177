// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SafetensorsTests {
  /// A dictionary has another order in every process, and at another size.
  @Test func ofSeveralDamagedTensorsTheFirstByNameIsNamed() throws {
    let buffer = Buffer(count: 4)
    for count in 2...30 {
      let tensors = (0..<count).reversed().map {
        Safetensors.Tensor("t\($0 + 10)", shape: [4], buffer)
      }
      var bytes: [UInt8] = []
      _ = try Safetensors.write(metadata: [:], tensors: tensors) {
        bytes.append(contentsOf: $0)
        return true
      }
      // Half of the first tensor is left, so that each of them is cut off.
      bytes.removeLast(16 * count - 8)
      #expect(
        throws: ModelFileError(reason: "it is truncated: the tensor `t10` is cut off or missing")
      ) {
        try Safetensors(bytes)
      }
    }
  }

  @Test func theHeaderIsTheSameBytesForTheSameTexts() throws {
    let texts = Dictionary(uniqueKeysWithValues: (0..<20).map { ("k\($0)", "a/\($0)") })
    let text = try CanonicalJSON.text(of: texts)
    #expect(text.hasPrefix(#"{"k0":"a/0","k1":"a/1","k10":"#))
    #expect(text == (try CanonicalJSON.text(of: texts)))
  }
}
