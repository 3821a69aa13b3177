// SPDX-License-Identifier: Apache-2.0

/// Texts that are had from what is read without learning.
struct TextGuess {
  private let sources: [String]
  private let facts: TextFacts?
  private let train: [Int]

  /// - Parameters:
  ///   - target: whose texts are guessed; split: of which rows.
  init(_ data: Dataset, _ target: Target, _ split: SplitName) {
    let texts = data.text?.texts ?? []
    sources = data.splits[split].map { texts[$0] }
    facts = target.facts as? TextFacts
    train = data.splits.fitted
  }

  /// What is read, as it stands.
  func copy() -> TextAnswers { answers(sources) }

  /// The first sentence of what is read, cut to as many characters as the texts of the training rows have in
  /// the mean; words are not cut.
  func lead() -> TextAnswers {
    let lengths = train.map { facts?.references[$0].count ?? 0 }
    let most = max(1, lengths.reduce(0, +) / max(lengths.count, 1))
    return answers(sources.map { Self.cut($0.firstSentence, most: most) })
  }

  private func answers(_ texts: [String]) -> TextAnswers {
    var answers = TextAnswers(rows: texts.count)
    answers.written = texts.map { [WrittenText(fixed: $0)] }
    return answers
  }

  /// The beginning of a text, of at most so many characters and whole words.
  private static func cut(_ text: String, most: Int) -> String {
    guard text.count > most else { return text }
    let beginning = text.prefix(most)
    let isInside = text.dropFirst(most).first.map { !$0.isWhitespace } ?? false
    guard isInside, let blank = beginning.lastIndex(where: \.isWhitespace) else {
      return String(beginning)
    }
    return String(beginning[..<blank])
  }
}

extension String {
  /// All up to the first mark that ends a sentence, which a full stop does before a blank only.
  fileprivate var firstSentence: String {
    var previous: Character?
    for (index, character) in zip(indices, self) {
      if "。！？".contains(character) { return String(self[...index]) }
      if character.isWhitespace, let mark = previous, ".!?".contains(mark) {
        return String(self[..<index])
      }
      previous = character
    }
    return self
  }
}
