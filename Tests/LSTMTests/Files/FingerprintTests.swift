// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct FingerprintTests {
  @Test func listsAreToldApartByTheirLengths() {
    let hash = { (lists: [[Int32]]) in
      var hash = Fingerprint()
      for list in lists { hash.combine(counted: list) }
      return hash
    }
    let lists: [[[Int32]]] = [
      [[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3], []], [[], [1, 2, 3]],
    ]
    #expect(Set(lists.map(hash)).count == lists.count)
  }
}
