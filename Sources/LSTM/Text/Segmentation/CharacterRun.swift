// SPDX-License-Identifier: Apache-2.0

/// A run of characters that a dictionary is to cut: ideographs, and between them the words, numbers and
/// signs that its words may hold.
struct CharacterRun {
  /// The characters.
  private(set) var scalars: [Unicode.Scalar] = []
  /// The same in small letters; empty where nothing differs.
  private(set) var small: [Unicode.Scalar] = []
  /// For each character that a word may begin at, where it ends if it stands by itself; 0 for one that
  /// is inside a word or a number.
  private(set) var ends: [Int] = []
  /// The byte of the text at which each character stands.
  private(set) var places: [Int] = []

  /// Whether words of the dictionary with capital letters may stand in small ones.
  var readsSmall = false

  var count: Int { scalars.count }

  /// An empty run.
  init() {}

  /// Characters of which each may begin a word.
  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    ends = scalars.indices.map { $0 + 1 }
    places = Array(repeating: 0, count: scalars.count)
  }

  /// Whether a word may end before a character, or at the end.
  func mayEnd(before index: Int) -> Bool { index == count || ends[index] > 0 }

  mutating func removeAll() {
    scalars.removeAll(keepingCapacity: true)
    small.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Adds an ideograph, which stands at a byte of the text.
  mutating func append(_ scalar: Unicode.Scalar, at place: Int) {
    scalars.append(scalar)
    ends.append(scalars.count)
    places.append(place)
    if !small.isEmpty { small.append(scalar) }
  }

  /// Adds a word, a number or a sign, which is a token by itself.
  ///
  /// - Parameter lower: whether its small letters are as good.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>, lower: Bool) {
    let first = scalars.count
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = bytes.scalar(at: index)
      defer { index += length }
      if ScalarClass(scalar) == .invisible { continue }
      if lower, small.isEmpty, scalar.small != scalar { small = scalars }
      scalars.append(scalar)
      if !small.isEmpty || lower && scalar.small != scalar { small.append(scalar.small) }
      ends.append(0)
      places.append(index)
    }
    if first < scalars.count { ends[first] = scalars.count }
  }
}
