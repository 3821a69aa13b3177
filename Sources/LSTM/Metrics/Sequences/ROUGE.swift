// SPDX-License-Identifier: Apache-2.0

/// ROUGE-1, ROUGE-2 and ROUGE-L of generated texts, each against one reference, as Google's package
/// rouge-score 0.1.2 computes them without a stemmer.
///
/// Lin, "ROUGE: a package for automatic evaluation of summaries" (ACL 2004): F1 of the 1-grams, of the
/// 2-grams, and of the longest common subsequence. A text is one sequence, with line ends as white space;
/// ROUGE-Lsum, which compares line by line, is another figure.
public struct ROUGE: Codable, Hashable, Sendable {
  /// What is compared.
  public enum Units: String, CaseIterable, Codable, Hashable, Sendable {
    /// Runs of ASCII letters and digits in small letters, as rouge-score has them; anything else only
    /// divides. `größe` is `gr` and `e`, and nothing is left of a Chinese text.
    case words
    /// Each Han character and kana, and each run of other letters, digits and marks of any script, in
    /// small letters: for Chinese texts and those with accents. rouge-score has no such units; of ASCII
    /// texts the figures are the same.
    case characters
  }

  /// What is compared.
  public let units: Units

  /// A way to count.
  public init(units: Units = .words) { self.units = units }

  /// Whose definition it is, but for the units that are characters.
  public static let definition = "rouge-score 0.1.2"

  /// The figures of one row.
  public func sums(_ hypothesis: String, reference: String) -> ROUGESums {
    var numbers = UnitNumbers()
    let hypothesis = numbers.numbers(of: units.cut(hypothesis))
    let reference = numbers.numbers(of: units.cut(reference))
    var counts = NGramCount.byOrder(2, hypothesis: hypothesis, reference: reference)
    counts.append(
      NGramCount(
        matched: Self.commonLength(hypothesis, reference), hypothesis: hypothesis.count,
        reference: reference.count))
    let figures = counts.map(Self.f1)
    return ROUGESums(rouge1: figures[0], rouge2: figures[1], rougeL: figures[2])
  }

  /// The units of a text.
  public func tokens(of text: String) -> [String] { units.cut(text).texts }

  private static func f1(_ count: NGramCount) -> Double {
    guard count.matched > 0 else { return 0 }
    let precision = Double(count.matched) / Double(count.hypothesis)
    let recall = Double(count.matched) / Double(count.reference)
    return 2 * precision * recall / (precision + recall)
  }

  /// The length of the longest common subsequence, in O(one · other) steps.
  private static func commonLength(_ one: [UInt32], _ other: [UInt32]) -> Int {
    // lengths[j]: that of what was read of one and the first j units of the other.
    var lengths = [Int](repeating: 0, count: other.count + 1)
    for unit in one {
      var diagonal = 0
      for index in other.indices {
        let above = lengths[index + 1]
        lengths[index + 1] = other[index] == unit ? diagonal + 1 : max(above, lengths[index])
        diagonal = above
      }
    }
    return lengths[other.count]
  }
}
