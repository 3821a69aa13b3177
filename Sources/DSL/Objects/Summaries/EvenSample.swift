// SPDX-License-Identifier: Apache-2.0

/// Numbers as they come: all of them, or of very many an even sample that depends on their order alone.
struct EvenSample {
  /// How many are kept at most where nothing else is said.
  static let usual = 1 << 17

  /// How many are kept at most.
  var most = Self.usual
  /// Those that are kept.
  private(set) var numbers: [Double] = []
  /// How many there were.
  private(set) var count = 0
  /// The least and the largest of all.
  private(set) var least = Double.infinity
  private(set) var largest = -Double.infinity
  private var stride = 1

  /// Whether some were left out.
  var isPart: Bool { stride > 1 }

  mutating func take(_ number: Double) {
    (least, largest) = (min(least, number), max(largest, number))
    if count % stride == 0 {
      numbers.append(number)
      if numbers.count > most {
        numbers = Swift.stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
        stride *= 2
      }
    }
    count += 1
  }

  /// The number that so large a share of them does not exceed, of those that are kept; 0 without any.
  func quantile(_ share: Double) -> Double { Self.quantile(share, of: numbers.sorted()) }

  /// The same of numbers in order.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(rank, 0), sorted.count - 1)]
  }
}
