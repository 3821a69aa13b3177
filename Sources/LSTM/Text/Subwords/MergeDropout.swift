// SPDX-License-Identifier: Apache-2.0

/// Which joins of two units are left out while a text is encoded for training, so that a network sees a
/// word cut in several ways (BPE dropout: Provilkov and others 2020).
///
/// What is drawn depends on the key, the epoch and the row alone, and on nothing that was encoded
/// before.
struct MergeDropout: Sendable {
  private let generator: Threefry
  private let epoch: UInt32
  private let row: UInt32
  /// A join is left out where a random word is below; 2^32 for always.
  private let threshold: UInt64
  private var block: UInt32 = 0
  private var words = SIMD4<UInt32>.zero
  private var drawn = 4

  /// What is left out of a row in an epoch.
  ///
  /// - Parameter rate: the probability with which a join is left out, from 0 to 1.
  init(rate: Double, _ generator: Threefry, epoch: Int, row: Int) {
    self.generator = generator
    self.epoch = UInt32(truncatingIfNeeded: epoch)
    self.row = UInt32(truncatingIfNeeded: row)
    threshold = UInt64(min(max(rate, 0), 1) * 0x1p32)
  }

  /// Whether the next join is left out.
  mutating func leavesOut() -> Bool {
    if drawn == 4 {
      words = generator[(block, row, epoch, 2)]
      block &+= 1
      drawn = 0
    }
    defer { drawn += 1 }
    return UInt64(words[drawn]) < threshold
  }
}
