// SPDX-License-Identifier: Apache-2.0

/// How well the tokens of texts were predicted one by one, and the texts that were written where they were
/// asked for.
public struct TextAnswers: WrittenAnswers {
  /// The tokens of all rows, each predicted from those that are right before it.
  public var predicted: NextAnswers
  /// The texts that were written of each row, the best first; none where none were asked for.
  public var written: [[WrittenText]] = []

  /// The loss of each row; 0 where nobody knew what is right.
  public var losses: [Double] { predicted.losses }

  /// Nothing yet of some rows.
  public init(rows: Int) { predicted = NextAnswers(rows: rows) }

  /// Whether choices are wanted beside the values of the head.
  public static let needsChoices = false

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> TextAnswers {
    var picked = self
    picked.predicted = predicted.picking(places)
    picked.written = written.isEmpty ? [] : places.map { written[$0] }
    return picked
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    predicted.take(answer, against: aim, layout, at: places)
  }
}

/// A text that a decoder has written.
public struct WrittenText: Hashable, Codable, Sendable {
  /// Its tokens, without the mark at its end.
  public var tokens: [Int32]
  /// The mean of the logarithms of the probabilities of its tokens, the end included.
  public var score: Double
  /// Whether it was as long as it may be before it came to an end.
  public var isCut: Bool
  /// For each token the place of the step that it looked at most, or of a transcript where it begins; empty
  /// where nothing looks.
  public var origins: [Int32]
  /// The text where it was made without a network; else nil.
  public var fixed: String?

  /// A text.
  public init(tokens: [Int32], score: Double, isCut: Bool, origins: [Int32] = []) {
    (self.tokens, self.score, self.isCut, self.origins) = (tokens, score, isCut, origins)
  }

  /// A text that was made without a network.
  public init(fixed: String) {
    self.init(tokens: [], score: 0, isCut: false)
    self.fixed = fixed
  }
}

extension Writing {
  /// The text that was written of a row.
  ///
  /// - Parameters:
  ///   - place: the place of the row among those that were answered; row: its number in the data.
  public func text(
    _ answers: some WrittenAnswers, _ place: Int, of row: Int, _ facts: TextFacts?
  ) -> String {
    guard answers.written.indices.contains(place), let best = answers.written[place].first else {
      return ""
    }
    let source = facts?.sourceTokens(of: row) ?? []
    // Of nothing nothing is written.
    if facts?.isText == true, source.isEmpty { return "" }
    return transform.text(best, source: source)
  }
}

extension TextTransform {
  /// The tokens of a text as they stand in it, with their capital letters.
  public func spelledTokens(in text: String) -> [String] {
    var tokens: [String] = []
    pipeline.forEachSpelling(in: text) { tokens.append($0.text) }
    return tokens
  }

  /// A written text as people write it; a token that is not known is the word of the source that it looked at
  /// (Luong and others 2015b), or is left out.
  ///
  /// - Parameter source: the tokens that were read, as they stand in the text.
  public func text(_ written: WrittenText, source: [String] = []) -> String {
    if let fixed = written.fixed { return fixed }
    var joiner = TokenJoiner(options)
    var text = ""
    for (place, token) in written.tokens.enumerated() {
      if token > 0 {
        text += joiner.add(vocabulary.decode(token))
      } else if written.origins.indices.contains(place),
        source.indices.contains(Int(written.origins[place]))
      {
        text += joiner.add(source[Int(written.origins[place])])
      }
    }
    return text + joiner.finish()
  }
}
