// SPDX-License-Identifier: Apache-2.0

/// Which token of a statement as written became which token of its canonical form.
///
/// The two are the same but for commas, semicolons and parentheses that are optional, and for the
/// few words that have a place of their own, such as a repeat count.
struct TokenAlignment {
  /// For each token as written its canonical one, in rising order; nil for one that is left out or
  /// has moved.
  private(set) var targets: [Int?]
  /// For each canonical token the one it is written as, moved ones included; nil for one put in.
  private(set) var sources: [Int?]

  /// How far a token is looked for when the next ones differ.
  private static let reach = 1_000

  /// Aligns the tokens of a statement, line ends left out, with their canonical form.
  init(_ written: [Token.Kind], _ canonical: [Token.Kind]) {
    let (written, canonical) = (written.map(\.withoutQuotes), canonical.map(\.withoutQuotes))
    targets = Array(repeating: nil, count: written.count)
    sources = Array(repeating: nil, count: canonical.count)
    let words = (
      written.indices.filter { !written[$0].isSymbol },
      canonical.indices.filter { !canonical[$0].isSymbol }
    )
    var (first, second) = (0, 0)
    var (lastWritten, lastCanonical) = (-1, -1)
    while first < words.0.count, second < words.1.count {
      let pair = (words.0[first], words.1[second])
      if written[pair.0] == canonical[pair.1] {
        matchSymbols(written, lastWritten + 1..<pair.0, canonical, lastCanonical + 1..<pair.1)
        match(pair.0, pair.1)
        (lastWritten, lastCanonical) = pair
        (first, second) = (first + 1, second + 1)
      } else {
        let skipped = Self.meeting(
          words.0[first...].lazy.map { written[$0] }, words.1[second...].lazy.map { canonical[$0] })
        (first, second) = (first + skipped.0, second + skipped.1)
      }
    }
    matchSymbols(
      written, lastWritten + 1..<written.count, canonical, lastCanonical + 1..<canonical.count)
    findMoved(written, canonical)
  }

  private mutating func match(_ first: Int, _ second: Int) {
    targets[first] = second
    sources[second] = first
  }

  /// Matches equal symbols in their order.
  private mutating func matchSymbols(
    _ written: [Token.Kind], _ first: Range<Int>, _ canonical: [Token.Kind], _ second: Range<Int>
  ) {
    var next = second.lowerBound
    for index in first where written[index].isSymbol {
      guard let found = canonical[next..<second.upperBound].firstIndex(of: written[index]) else {
        continue
      }
      match(index, found)
      next = found + 1
    }
  }

  /// How many tokens of two rows that differ at their beginning to pass over, so that they go on
  /// alike.
  private static func meeting<Kinds: RandomAccessCollection>(
    _ first: Kinds, _ second: Kinds
  ) -> (Int, Int) where Kinds.Element == Token.Kind, Kinds.Index == Int {
    let (start, other) = (first.startIndex, second.startIndex)
    for distance in 1..<reach {
      let isBeyondFirst = distance >= first.count
      if !isBeyondFirst, first[start + distance] == second[other] { return (distance, 0) }
      let isBeyondSecond = distance >= second.count
      if !isBeyondSecond, second[other + distance] == first[start] { return (0, distance) }
      if isBeyondFirst, isBeyondSecond { break }
    }
    return (1, 1)
  }

  /// Finds the sources of tokens that have moved, the first for the first.
  private mutating func findMoved(_ written: [Token.Kind], _ canonical: [Token.Kind]) {
    var free: [Token.Kind: [Int]] = [:]
    for index in written.indices.reversed() where targets[index] == nil {
      if !written[index].isSymbol { free[written[index], default: []].append(index) }
    }
    for index in canonical.indices where sources[index] == nil {
      sources[index] = free[canonical[index]]?.popLast()
    }
  }
}

extension Token.Kind {
  /// A text that could be a name as that name: the names of columns are written either way.
  fileprivate var withoutQuotes: Token.Kind {
    guard case .text(let text) = self, Lexer.isName(text) else { return self }
    return .word(text)
  }

  /// True for brackets, operators and separators.
  fileprivate var isSymbol: Bool {
    if case .symbol = self { true } else { false }
  }
}
