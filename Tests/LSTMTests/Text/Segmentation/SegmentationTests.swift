// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SegmentationTests {
  @Test(arguments: [
    // The whole is more probable than its parts, and the words overlap.
    ("我和北京大学的学生", ["我", "和", "北京大学", "的", "学生"]),
    ("研究生命的起源", ["研究", "生命", "的", "起源"]),
    ("北京大学生", ["北京", "大学生"]),
    // Everything else is cut as ever.
    ("Hello北京3.5 カナ！", ["hello", "北京", "3.5", "カ", "ナ", "！"]),
    ("北京\u{200B}大学", ["北京", "大学"]),
    ("北\u{FE00}京", ["北京"]),
    ("", []),
  ])
  func cuts(text: String, tokens: [String]) throws {
    let tokenizer = WordTokenizer(lower: true, dictionary: try WordDictionaryTests.dictionary())
    #expect(tokenizer.tokens(in: text) == tokens)
  }

  /// Words with letters, digits and signs, as user dictionaries have them.
  @Test(arguments: [
    ("买了T恤和SIM卡", ["买了", "t恤", "和", "sim卡"]),
    ("C++和5W-30机油", ["c++", "和", "5w-30", "机油"]),
    ("让-保罗 Jean-Luc", ["让-保罗", "jean-luc"]),
    // No word begins or ends inside a word of letters or a number.
    ("XT恤 C+a 15w-30", ["xt", "恤", "c", "+", "a", "15w", "-", "30"]),
    ("北京，C++！", ["北京", "，", "c++", "！"]),
    ("No T恤-卡", ["no", "t恤", "-", "卡"]),
  ])
  func wordsMayHoldLettersAndSigns(text: String, tokens: [String]) throws {
    let lines = "T恤 9\nSIM卡 9\nc++ 9\n5w-30 9\n让-保罗 9\nJean-Luc 9\n机油 9\n北京 9\n卡 3\n恤 1\n"
    let dictionary = try WordDictionaryTests.dictionary(lines)
    #expect(WordTokenizer(lower: true, dictionary: dictionary).tokens(in: text) == tokens)
    #expect(dictionary.count(of: "t恤") == 9 && dictionary.count(of: "T恤") == 9)
    let spelled = WordTokenizer(lower: false, dictionary: dictionary).tokens(in: text)
    #expect(spelled.joined() == text.filter { $0 != " " })
  }

  @Test func aModelSavedBeforeKeepsItsWords() throws {
    let dictionary = try WordDictionaryTests.dictionary("T恤 9\n北京 9\n")
    let tokenizer = WordTokenizer(lower: true, dictionary: dictionary, rules: .original)
    #expect(tokenizer.tokens(in: "北京T恤") == ["北京", "t", "恤"])
  }

  @Test func aWordThatIsAddedWins() throws {
    let dictionary = try WordDictionaryTests.dictionary("手机 500\n壳 50\n很 900\n")
    try withFile("iPhone手机壳\nA-B\n".utf8, named: "more.txt") { path in
      let tokenizer = WordTokenizer(lower: true, dictionary: try dictionary.adding(path))
      #expect(tokenizer.tokens(in: "iphone手机壳很A-B") == ["iphone手机壳", "很", "a-b"])
    }
  }

  @Test func theBestWayIsTheBestOfAll() throws {
    let dictionary = try WordDictionaryTests.dictionary()
    var numbers = RandomSource(seed: 3).sequence(.sample, "runs")
    let characters = Array("我北京大学生和研究命起源的".unicodeScalars)
    for _ in 0..<300 {
      let run = (0..<(1 + numbers.index(below: 9))).map { _ in
        characters[numbers.index(below: characters.count)]
      }
      var graph = WordGraph(of: dictionary)
      var found: [Range<Int>] = []
      graph.cut(CharacterRun(run)) { found.append($0) }
      #expect(found.map(\.count).reduce(0, +) == run.count)
      // What is no word may have been joined by the other model: then the parts count.
      let score = found.reduce(0) { sum, word in
        let text = Array(String(String.UnicodeScalarView(run[word])).utf8)
        let id = dictionary.find(text.span)
        let times = Double(id == nil ? word.count : 1)
        return sum + (id.map { dictionary.logarithms[$0] } ?? 0) - times * dictionary.totalLogarithm
      }
      #expect(abs(score - bestScore(run[...], dictionary)) < 1e-9)
    }
  }

  /// ln of the probability of the best way to cut a run, by trying all.
  private func bestScore(_ run: ArraySlice<Unicode.Scalar>, _ dictionary: WordDictionary) -> Double
  {
    guard !run.isEmpty else { return 0 }
    return (1...run.count).map { length in
      let text = Array(String(String.UnicodeScalarView(run.prefix(length))).utf8)
      guard let id = dictionary.find(text.span) else {
        return length > 1
          ? -.infinity : bestScore(run.dropFirst(), dictionary) - dictionary.totalLogarithm
      }
      return dictionary.logarithms[id] - dictionary.totalLogarithm
        + bestScore(run.dropFirst(length), dictionary)
    }.max() ?? 0
  }

  @Test func whatNoWordCoversIsCutByPositions() throws {
    // 甲 begins words and 乙 ends them; 丙 stands alone.
    let lines = "甲天 50\n甲地 50\n天乙 50\n地乙 50\n丙 100\n天 1\n地 1\n"
    let dictionary = try WordDictionaryTests.dictionary(lines)
    let tokenizer = WordTokenizer(lower: true, dictionary: dictionary)
    #expect(tokenizer.tokens(in: "甲乙丙甲乙甲乙") == ["甲乙", "丙", "甲乙", "甲乙"])
    #expect(tokenizer.tokens(in: "丙甲天乙") == ["丙", "甲天", "乙"])
  }

  @Test func positionsAgreeWithTryingAllWays() throws {
    let positions = try WordDictionaryTests.dictionary().positions
    let run = Array("北大学研生".unicodeScalars)
    var best = (score: -Double.infinity, ends: [Int]())
    for cuts in 0..<(1 << (run.count - 1)) {
      let ends = (1...run.count).filter { $0 == run.count || cuts >> ($0 - 1) & 1 == 1 }
      let score = positions.score(run[...], ends: ends)
      if score > best.score { best = (score, ends) }
    }
    #expect(positions.cut(run[...]) == best.ends)
  }

  @Test func longRunsTakeLinearTime() throws {
    let dictionary = try WordDictionaryTests.dictionary()
    let text = String(repeating: "北京大学甲乙", count: 50_000)
    let tokens = WordTokenizer(lower: true, dictionary: dictionary).tokens(in: text)
    #expect(tokens.first == "北京大学" && tokens.joined() == text)
  }

  @Test func keepsTheWantedPartsOfSpeech() throws {
    let options = TextOptions(
      dictionary: try WordDictionaryTests.dictionary(), keptTags: ["n", "v"])
    let transform = try TextTransform(options: options, vocabulary: Vocabulary(fitting: [[]]))
    #expect(
      transform.tokens(in: "我和北京大学的学生研究，ok")
        == ["北京大学", "学生", "研究"])
  }

  @Test func aModelWithoutDictionarySavesNone() throws {
    let text = try CanonicalJSON.text(of: TextOptions(maxLength: 3))
    #expect(
      text == #"{"lower":true,"maxLength":3,"minCount":1,"normalize":"nfc","punctuation":"keep","#
        + #""stopwords":[],"tokens":"word"}"#)
    let options = TextOptions(
      dictionary: try WordDictionaryTests.dictionary(), keptTags: ["n"])
    let loaded = try decoded(TextOptions.self, from: try CanonicalJSON.bytes(of: options))
    #expect(loaded == options)
    #expect(options != TextOptions(keptTags: ["n"]))
  }
}

extension CharacterPositions {
  /// ln of the probability of a run and one way to cut it.
  fileprivate func score(_ run: ArraySlice<Unicode.Scalar>, ends: [Int]) -> Double {
    var (score, start) = (0.0, run.startIndex)
    for end in ends {
      let length = end - start
      score += length == 1 ? stays : opens + (length == 2 ? closesFirst : goesOn + closes)
      if length > 3 { score += Double(length - 3) * extends }
      for at in start..<end {
        let emission = numbers[run[at]].map { emissions[Int($0)] } ?? unseen
        let last = length == 1 ? Self.single : Self.end
        score += emission[at == end - 1 ? last : at == start ? Self.begin : Self.middle]
      }
      start = end
    }
    return score
  }
}
