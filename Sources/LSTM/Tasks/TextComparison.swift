// SPDX-License-Identifier: Apache-2.0

/// How written texts are held against those that are right.
public struct TextComparison: Codable, Hashable, Sendable {
  /// How BLEU counts.
  public let bleu: BLEU
  /// How chrF counts.
  public let chrf: ChrF
  /// What ROUGE takes as a unit.
  public let rouge: ROUGE

  /// Words of languages with blanks between them, as they are written.
  public init() { self.init(.western, isLowercase: false, areCharacters: false) }

  private init(_ tokenizer: BLEUTokenizer, isLowercase: Bool, areCharacters: Bool) {
    bleu = BLEU(tokenizer: tokenizer, isLowercase: isLowercase)
    chrf = ChrF(isLowercase: isLowercase)
    rouge = ROUGE(units: areCharacters ? .characters : .words)
  }

  /// The way that suits some texts, unless another is set: Chinese by its characters, and small letters where
  /// texts are written in them.
  init(_ settings: Arguments, of texts: [String], _ options: TextOptions) {
    var (ideographs, letters) = (0, 0)
    for scalar in texts.prefix(1000).lazy.flatMap(\.unicodeScalars) {
      switch ScalarClass(scalar) {
      case .ideograph: ideographs += 1
      case .letter: letters += 1
      default: break
      }
    }
    let isChinese = ideographs > letters
    self.init(
      BLEUTokenizer(rawValue: settings[Self.tokenizer]) ?? (isChinese ? .chinese : .western),
      isLowercase: options.lower, areCharacters: isChinese)
  }

  /// How BLEU cuts texts.
  static let tokenizer = ArgumentKey.choice(
    "bleu", ["auto"] + BLEUTokenizer.allCases.map(\.rawValue), default: "auto",
    help: "how BLEU cuts texts into tokens, as sacrebleu calls it; auto: zh for Chinese, else 13a")

  /// What was written and what is right, row by row, counted.
  func tallies(_ rows: [(written: String, right: String)]) -> [any Tally] {
    var (bleu, chrf, rouge, errors) = (BLEUCounts(), ChrFCounts(), ROUGESums(), TextErrorCounts())
    for (written, right) in rows {
      bleu.merge(self.bleu.counts(written, reference: right))
      chrf.merge(self.chrf.counts(written, reference: right))
      rouge.merge(self.rouge.sums(written, reference: right))
      let (own, other) = self.bleu.isLowercase ? (written.lowered, right.lowered) : (written, right)
      errors.merge(TextErrorCounts(own, reference: other))
    }
    return [bleu, chrf, rouge, errors]
  }

  /// How alike a written text is to the one that is right, from 0 to 100: chrF of the row.
  public func likeness(_ written: String, _ right: String) -> Double {
    chrf.counts(written, reference: right).score()
  }

  /// The figures, in the order of the catalog.
  static let metrics =
    BLEUCounts.metrics + ChrFCounts.metrics + ROUGESums.metrics + TextErrorCounts.metrics
}
