// SPDX-License-Identifier: Apache-2.0

/// chrF of generated texts, each against one reference, as sacrebleu 2.6 computes it: an F-score of
/// n-grams of one to six characters, in which recall counts twice as much as precision.
///
/// Popović, "chrF: character n-gram F-score for automatic MT evaluation" (WMT 2015); chrF++ adds n-grams
/// of words: Popović, "chrF++: words helping character n-grams" (WMT 2017). A character is a Unicode
/// scalar; white space does not count.
public struct ChrF: Codable, Hashable, Sendable {
  /// The longest n-grams of words: 0 of chrF, 2 of chrF++.
  public let wordOrders: Int
  /// Whether letters are compared in small.
  public let isLowercase: Bool

  /// A way to count.
  ///
  /// - Parameter wordOrders: 0 of chrF, 2 of chrF++; at most 2.
  public init(wordOrders: Int = 0, isLowercase: Bool = false) {
    self.wordOrders = min(max(wordOrders, 0), ChrFCounts.wordOrders)
    self.isLowercase = isLowercase
  }

  /// Whose definition of chrF it is, to be stated with a signature.
  public static let definition = BLEU.definition

  /// `chrF2`, or `chrF2++` with n-grams of words; the 2 is the weight of recall.
  public var name: String { "chrF2" + String(repeating: "+", count: wordOrders) }

  /// What a score depends on, in sacrebleu's form but for its version:
  /// `nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`.
  public var signature: String {
    "nrefs:1|case:\(isLowercase ? "lc" : "mixed")|eff:yes"
      + "|nc:\(ChrFCounts.characterOrders)|nw:\(wordOrders)|space:no"
  }

  /// The counts of one row.
  public func counts(_ hypothesis: String, reference: String) -> ChrFCounts {
    let hypothesis = [UInt8]((isLowercase ? hypothesis.lowered : hypothesis).utf8)
    let reference = [UInt8]((isLowercase ? reference.lowered : reference).utf8)
    var counts = ChrFCounts()
    counts.addCharacters(
      hypothesis: Self.characters(of: hypothesis), reference: Self.characters(of: reference))
    guard wordOrders > 0 else { return counts }
    var numbers = UnitNumbers()
    let (ours, theirs) = (
      numbers.numbers(of: Self.words(of: hypothesis)),
      numbers.numbers(of: Self.words(of: reference))
    )
    counts.addWords(hypothesis: ours, reference: theirs, orders: wordOrders)
    return counts
  }

  /// The scalars that are no white space.
  private static func characters(of bytes: [UInt8]) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(bytes.count)
    let text = bytes.span
    var index = 0
    while index < text.count {
      let blank = text.whiteSpace(at: index)
      if blank == 0 {
        let (scalar, length) = text.scalar(at: index)
        scalars.append(scalar.value)
        index += length
      } else {
        index += blank
      }
    }
    return scalars
  }

  /// The words between white space; a sign of ASCII punctuation at the end of one is a word by itself, or
  /// else one at its start.
  static func words(of bytes: [UInt8]) -> TextUnits {
    let words = TextUnits(words: bytes)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(words.ranges.count * 2)
    for word in words.ranges {
      let (start, end) = (word.lowerBound, word.upperBound)
      if word.count > 1, isPunctuation(bytes[end - 1]) {
        ranges.append(start..<end - 1)
        ranges.append(end - 1..<end)
      } else if word.count > 1, isPunctuation(bytes[start]) {
        ranges.append(start..<start + 1)
        ranges.append(start + 1..<end)
      } else {
        ranges.append(word)
      }
    }
    return TextUnits(bytes, ranges)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
