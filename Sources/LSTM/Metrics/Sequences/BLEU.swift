// SPDX-License-Identifier: Apache-2.0

/// BLEU of generated texts, each against one reference, as sacrebleu 2.6 computes it.
///
/// The metric is that of Papineni and others, "BLEU: a method for automatic evaluation of machine
/// translation" (ACL 2002), with n-grams of up to four tokens; what is a token, how an order without a
/// match is smoothed and how numbers are to be stated is due to Post, "A call for clarity in reporting
/// BLEU scores" (WMT 2018). Scores of different signatures cannot be compared.
///
/// ```swift
/// let bleu = BLEU(tokenizer: .western)
/// var sum = BLEUCounts()
/// for row in rows { sum.merge(bleu.counts(row.hypothesis, reference: row.reference)) }
/// print(sum.score().value, bleu.signature)
/// ```
public struct BLEU: Codable, Hashable, Sendable {
  /// What the tokens are.
  public let tokenizer: BLEUTokenizer
  /// Whether letters are compared in small.
  public let isLowercase: Bool

  /// A way to count.
  public init(tokenizer: BLEUTokenizer = .western, isLowercase: Bool = false) {
    (self.tokenizer, self.isLowercase) = (tokenizer, isLowercase)
  }

  /// Whose definition of BLEU it is, to be stated with a signature.
  public static let definition = "sacrebleu 2.6"

  /// What a score of all rows depends on, in sacrebleu's form but for its version:
  /// `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp`.
  public var signature: String {
    "nrefs:1|case:\(isLowercase ? "lc" : "mixed")|eff:no|tok:\(tokenizer.rawValue)|smooth:exp"
  }

  /// The counts of one row.
  public func counts(_ hypothesis: String, reference: String) -> BLEUCounts {
    var numbers = UnitNumbers()
    let hypothesis = numbers.numbers(of: units(of: hypothesis))
    let reference = numbers.numbers(of: units(of: reference))
    return BLEUCounts(hypothesis: hypothesis, reference: reference)
  }

  private func units(of text: String) -> TextUnits {
    tokenizer.units(of: isLowercase ? text.lowered : text)
  }
}
