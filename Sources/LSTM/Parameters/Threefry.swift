// SPDX-License-Identifier: Apache-2.0

/// The counter-based generator Threefry-4x32-20 (Salmon and others, "Parallel random numbers: as
/// easy as 1, 2, 3", SC 2011): four random words are a function of a key and a counter.
struct Threefry: Sendable {
  typealias Block = (UInt32, UInt32, UInt32, UInt32)

  private let key: [UInt32]

  init(key: Block) {
    self.key = [key.0, key.1, key.2, key.3, 0x1BD1_1BDA ^ key.0 ^ key.1 ^ key.2 ^ key.3]
  }

  /// The four words at a counter.
  subscript(counter: Block) -> [UInt32] {
    var x = [counter.0 &+ key[0], counter.1 &+ key[1], counter.2 &+ key[2], counter.3 &+ key[3]]
    for round in 0..<20 {
      let (first, second) = Self.rotations[round % 8]
      let (a, b) = round % 2 == 0 ? (1, 3) : (3, 1)
      x[0] &+= x[a]
      x[a] = (x[a] << first | x[a] >> (32 - first)) ^ x[0]
      x[2] &+= x[b]
      x[b] = (x[b] << second | x[b] >> (32 - second)) ^ x[2]
      guard round % 4 == 3 else { continue }
      let turn = round / 4 + 1
      for word in 0..<4 { x[word] &+= key[(turn + word) % 5] }
      x[3] &+= UInt32(turn)
    }
    return x
  }

  private static let rotations: [(UInt32, UInt32)] = [
    (10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20),
  ]
}
