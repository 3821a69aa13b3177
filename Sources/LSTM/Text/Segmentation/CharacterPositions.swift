// SPDX-License-Identifier: Apache-2.0

/// A hidden Markov model of where characters stand in words, estimated from a dictionary.
///
/// Its states are the beginning, the middle and the end of a word, and a word by itself. How
/// probable a character is in a state comes from the positions it has in the words of the
/// dictionary, and how states follow one another from the lengths of these words; both weighted by
/// the words' counts. It cuts what the dictionary has no words for, such as most names.
struct CharacterPositions: Sendable {
  static let (begin, middle, end, single) = (0, 1, 2, 3)

  /// ln of the probability of each state for a character; one number a character.
  private(set) var emissions: [SIMD4<Double>] = []
  private(set) var numbers: [Unicode.Scalar: Int32] = [:]
  /// The same for a character that no word has.
  private(set) var unseen = SIMD4<Double>.zero
  /// ln of the probability that a word has several characters, and that it has one.
  private(set) var opens = 0.0, stays = 0.0
  /// ln of the probability that the beginning is followed by the end, and by a middle.
  private(set) var closesFirst = 0.0, goesOn = 0.0
  /// ln of the probability that a middle is followed by the end, and by another.
  private(set) var closes = 0.0, extends = 0.0

  /// A model that knows nothing.
  init() {}

  /// Counts the positions in the words of a dictionary that are written in Han characters.
  init(fitting dictionary: WordDictionary) {
    var counts: [SIMD4<Double>] = []
    // Words of one character, of two, of more; and the middles of these.
    var (ones, twos, more, middles) = (0.0, 0.0, 0.0, 0.0)
    var word: [Int] = []
    for id in 0..<dictionary.count where dictionary.counts[id] > 0 {
      let weight = Double(dictionary.counts[id])
      word.removeAll(keepingCapacity: true)
      let range = dictionary.range(of: id)
      let bytes = dictionary.bytes.span.extracting(range)
      var index = 0
      while index < bytes.count {
        let (scalar, length) = bytes.scalar(at: index)
        guard scalar.isHan else { break }
        word.append(Self.number(of: scalar, in: &numbers, &counts))
        index += length
      }
      guard index == bytes.count, let first = word.first, let last = word.last else { continue }
      if word.count == 1 {
        counts[first][Self.single] += weight
        ones += weight
        continue
      }
      counts[first][Self.begin] += weight
      counts[last][Self.end] += weight
      for at in word.dropFirst().dropLast() { counts[at][Self.middle] += weight }
      if word.count == 2 { twos += weight } else { more += weight }
      middles += weight * Double(word.count - 2)
    }
    // One more of each keeps all logarithms finite.
    let several = twos + more
    let totals = SIMD4(several, middles, several, ones) + 1
    let rest = 1 / totals.sum()
    unseen = SIMD4(repeating: naturalLogarithm(rest))
    emissions = counts.map { count in
      let share = count / totals + rest
      return SIMD4((0..<4).map { naturalLogarithm(share[$0]) })
    }
    let share = { (part: Double, whole: Double) in naturalLogarithm((part + 1) / (whole + 2)) }
    opens = share(several, several + ones)
    stays = share(ones, several + ones)
    closesFirst = share(twos, several)
    goesOn = share(more, several)
    closes = share(more, middles)
    extends = share(middles - more, middles)
  }

  private static func number(
    of scalar: Unicode.Scalar, in numbers: inout [Unicode.Scalar: Int32],
    _ counts: inout [SIMD4<Double>]
  ) -> Int {
    if let number = numbers[scalar] { return Int(number) }
    numbers[scalar] = Int32(truncatingIfNeeded: counts.count)
    counts.append(.zero)
    return counts.count - 1
  }

  /// Cuts characters by the most probable states (Viterbi); returns the end of each word.
  ///
  /// Of ways that are equally probable the one with the shorter last words is taken.
  func cut(_ run: ArraySlice<Unicode.Scalar>) -> [Int] {
    let never = -Double.infinity
    var score = SIMD4(0.0, never, never, never)
    var origins: [SIMD4<Int8>] = []
    origins.reserveCapacity(run.count)
    for (at, scalar) in run.enumerated() {
      let emission = numbers[scalar].map { emissions[Int($0)] } ?? unseen
      // What a new word can follow: the start, or the end of a word.
      let afterSingle = at == 0 || score[Self.single] >= score[Self.end]
      let before = at == 0 ? 0 : max(score[Self.single], score[Self.end])
      let outside = Int8(afterSingle ? Self.single : Self.end)
      let (fromBegin, fromMiddle) =
        at == 0 ? (never, never) : (score[Self.begin], score[Self.middle])
      let middle = (fromBegin + goesOn, fromMiddle + extends)
      let end = (fromBegin + closesFirst, fromMiddle + closes)
      origins.append(
        SIMD4(
          outside, Int8(middle.0 >= middle.1 ? Self.begin : Self.middle),
          Int8(end.0 >= end.1 ? Self.begin : Self.middle), outside))
      score =
        SIMD4(before + opens, max(middle.0, middle.1), max(end.0, end.1), before + stays)
        + emission
    }
    var state = score[Self.single] >= score[Self.end] ? Self.single : Self.end
    var ends: [Int] = []
    for at in stride(from: origins.count - 1, through: 0, by: -1) {
      if state == Self.single || state == Self.end { ends.append(run.startIndex + at + 1) }
      state = Int(origins[at][state])
    }
    return ends.reversed()
  }
}

extension Unicode.Scalar {
  /// Whether this is a Han ideograph; kana are none.
  var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: true
    case 0x3005...0x3007, 0x3021...0x3029, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
    default: false
    }
  }
}
