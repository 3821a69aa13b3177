// SPDX-License-Identifier: Apache-2.0

/// Collects how tokens are spelt, and gives characters their numbers when all are known.
struct SpellingCollector {
  private var spellings = TokenIndex()
  private var numbers: [Int32] = []

  /// Notes the tokens of a text as they are spelt, `count` of them; those of a text without tokens
  /// are spelt with nothing.
  mutating func add(_ text: String, _ pipeline: TokenPipeline, count: Int) {
    let end = numbers.count + count
    pipeline.forEachSpelling(in: text) { spelling in
      if numbers.count < end { numbers.append(spellings.insert(spelling)) }
    }
    while numbers.count < end { numbers.append(spellings.insert("".utf8Span.span)) }
  }

  /// How many tokens were noted.
  var tokens: Int { numbers.count }

  /// The characters of the tokens at some places, the frequent ones first.
  func vocabulary(of places: some Sequence<Int>) -> Vocabulary {
    var uses = [Int](repeating: 0, count: spellings.count)
    for place in places { uses[Int(numbers[place])] += 1 }
    var characters = TokenIndex()
    var counts: [Int] = []
    for (id, uses) in uses.enumerated() where uses > 0 {
      Self.cutter.forEachToken(in: spellings.word(id)) { character in
        let number = Int(characters.insert(character))
        if number == counts.count { counts.append(0) }
        counts[number] += uses
      }
    }
    return Vocabulary(characters, counts: counts, minCount: 1, limit: nil)
  }

  /// The spellings as numbers of characters.
  func spellings(in vocabulary: Vocabulary) -> Spellings {
    var result = Spellings()
    var characters: [Int32] = []
    for id in 0..<spellings.count {
      characters.removeAll(keepingCapacity: true)
      Self.cutter.forEachToken(in: spellings.word(id)) { characters.append(vocabulary.encode($0)) }
      result.append(characters)
    }
    result.numbers = numbers
    return result
  }

  private static let cutter = CharTokenizer(lower: false)
}

extension Dataset {
  /// The same rows with the spelling of each token, for models that read characters; which characters
  /// there are is fitted on the training rows.
  public func spelled() throws(DataError) -> Dataset {
    guard let text, text.transform.characters == nil else { return self }
    let pipeline = try TokenPipeline(text.transform.options)
    var collector = SpellingCollector()
    for row in 0..<tokens.rowCount where tokens.ranges[row].lowerBound == collector.tokens {
      // Rows that borrow the tokens of an earlier one borrow their spelling too.
      collector.add(text.texts[row], pipeline, count: tokens.length(of: row))
    }
    let characters = collector.vocabulary(
      of: splits.train.lazy.flatMap { self.tokens.ranges[$0] })
    var spelled = tokens
    spelled.spellings = collector.spellings(in: characters)
    return with(
      TextInput(
        name: text.name, tokens: spelled,
        transform: try TextTransform(
          options: text.transform.options, vocabulary: text.transform.vocabulary,
          characters: characters),
        texts: text.texts, knownWords: text.knownWords, lengths: text.lengths))
  }
}

extension TextTransform {
  /// The numbers of the tokens of texts, a row each, with their spelling where that counts.
  public func column(of texts: some Sequence<String>) -> TokenColumn {
    var column = TokenColumn()
    var collector = SpellingCollector()
    for text in texts {
      let numbers = encode(text)
      column.append(numbers)
      if characters != nil { collector.add(text, pipeline, count: numbers.count) }
    }
    if let characters { column.spellings = collector.spellings(in: characters) }
    return column
  }
}
