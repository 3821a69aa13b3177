// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SubwordLearnerTests {
  /// `in` occurs 7 times, then `t`+`in` 6 times, ` `+`tin` 5 times.
  private let tins = ["tin tins tin", "mint tin tins"]

  @Test func theMostFrequentNeighboursBecomeAUnit() throws {
    let units = try learnUnits(tins, 1000)
    // What is left occurs once, but for ` tin`+`s`, which occurs twice.
    #expect(units.merged == ["in", "▁t", "▁tin", "▁tins"])
    #expect(units.count == 1 + 256 + 6 + 4)
    let characters = (257..<263).map { units.spelling(of: $0) }
    #expect(characters == ["▁", "i", "n", "t", "s", "m"])
    #expect(
      units.spelled("tins mint tint") == ["▁tins", "▁", "m", "in", "t", "▁tin", "t"])
  }

  @Test func equalCountsAreSettledByTheFirstThenTheSecondUnit() throws {
    // Both pairs occur twice, and what holds them apart once.
    #expect(try learnUnits(["1cd2ab", "2cd1ab"], 1000).merged == ["ab", "cd"])
    #expect(try learnUnits(["1ad2ac", "2ac1ad"], 1000).merged == ["ac", "ad"])
    // Characters are numbered by their count.
    #expect(try learnUnits(["1zy2ab", "2ab1zy3z"], 1000).merged == ["zy", "ab"])
  }

  @Test func sizeIsThatOfAll() throws {
    #expect(try learnUnits(tins, 265).merged == ["in", "▁t"])
    #expect(try learnUnits(tins, 265, special: ["<unk>", "</s>"]).merged == ["in"])
    #expect(try learnUnits(tins, 265).count == 265)
  }

  @Test func rareCharactersAreBytes() throws {
    let texts = [String(repeating: "a b ", count: 100) + "ü▁"]
    let all = try learnUnits(texts, 1000)
    #expect(all.id(of: "ü") != nil)
    let most = try learnUnits(texts, 1000, coverage: 0.99)
    #expect(most.id(of: "ü") == nil)
    #expect(
      most.spelled("aü▁") == ["▁a", "<0xC3>", "<0xBC>", "<0xE2>", "<0x96>", "<0x81>"])
  }

  @Test func asFewCharactersAreKeptAsCoverTheShare() throws {
    for (share, kept) in [(0.0, ""), (0.5, "们"), (0.51, "们我"), (1, "们我")] {
      let units = try learnUnits(["我我们们"], 1000, coverage: share)
      #expect("们我".filter { units.id(of: String($0)) != nil } == kept)
    }
  }

  @Test func aSmallVocabularyHasTheFrequentCharacters() throws {
    let small = try learnUnits(["aaa bb c"], 259)
    #expect(small.count == 259 && small.spelled("abc") == ["▁", "a", "<0x62>", "<0x63>"])
    for size in [-1, 0, 257, 258] {
      let least = try learnUnits(["aaa bb c"], size)
      #expect(least.count == SubwordVocabulary.smallestCount(special: 1))
      #expect(least.decode(SubwordEncoder(least).encode("a b")) == "a b")
    }
    #expect(try learnUnits(["我们"], 259).id(of: "们") != nil)
    #expect(try learnUnits([], 1000) == SubwordVocabulary())
  }

  @Test func unitsReachOverNoRun() throws {
    let texts = Array(repeating: "don't, 11 你a", count: 5)
    let units = try learnUnits(texts, 1000)
    #expect(Set(units.merged) == ["▁d", "on", "▁don", "▁1", "▁你"])
  }

  @Test func unitsHaveSixteenCharactersAtMost() throws {
    let word = "abcdefghijklmnopqrstuvwxyz"
    let units = try learnUnits([word, word], 1000)
    #expect(units.merged.map(\.unicodeScalars.count).max() == 16)
    #expect(units.spelled(word).joined() == "▁" + word)
  }

  @Test func theOrderOfTheTextsDoesNotMatter() throws {
    var random = RandomTexts(seed: 2)
    let texts = (0..<200).map { _ in random.text(of: Array("ab c,".unicodeScalars), count: 20) }
    let units = try learnUnits(texts, 400)
    #expect(try learnUnits(texts.reversed(), 400) == units && units.count > 300)
  }

  @Test func itStopsWhenAsked() {
    var random = RandomTexts(seed: 3)
    let texts = (0..<500).map { _ in random.text(of: Array("abcdef".unicodeScalars), count: 9) }
    var learner = SubwordLearner(SubwordSplitter())
    for text in texts { learner.add(text) }
    #expect(fact { try learner.learn(2000, shouldStop: { true }) } == .interrupted)
  }

  /// Against a recount of all pairs after each step.
  @Test(arguments: ["ab", "a b", "abc ", "aaab!", "我们的"])
  func itLearnsAsACompleteRecountDoes(characters: String) throws {
    var random = RandomTexts(seed: UInt64(characters.utf8.count))
    for _ in 0..<20 {
      let texts = (0..<12).map { _ in random.text(of: Array(characters.unicodeScalars), count: 24) }
      let units = try learnUnits(texts, 257 + 120)
      var recount = CompleteRecount(texts)
      recount.learn(into: 257 + 120 - units.firstMerge, units)
      #expect(units.merged == recount.merged)
      // Encoding the words of training gives what learning left of them.
      for (word, left) in recount.words {
        var joined = JoinedUnits()
        joined.fill(word.utf8Span.span, in: units)
        joined.join(by: units.merges)
        #expect(joined.units.map { units.spelling(of: $0) } == left, "\(word)")
      }
    }
  }
}

/// Byte-pair encoding in the plainest way.
private struct CompleteRecount {
  /// The units of each distinct run.
  private(set) var words: [String: [String]] = [:]
  private var counts: [String: Int] = [:]
  private(set) var merged: [String] = []

  init(_ texts: [String]) {
    var run = SubwordRun()
    for text in texts {
      SubwordSplitter().forEachRun(in: text, &run) {
        let word = $0.bytes.span.text
        counts[word, default: 0] += 1
        words[word] = word.unicodeScalars.map { $0 == " " ? "▁" : String($0) }
      }
    }
  }

  mutating func learn(into count: Int, _ vocabulary: SubwordVocabulary) {
    while merged.count < count, let (left, right) = best(vocabulary) {
      merged.append(left + right)
      for (word, units) in words {
        var joined: [String] = []
        for unit in units {
          // What was joined last is longer than either of the two.
          if joined.last == left, unit == right {
            joined[joined.count - 1] += unit
          } else {
            joined.append(unit)
          }
        }
        words[word] = joined
      }
    }
  }

  private func best(_ vocabulary: SubwordVocabulary) -> (String, String)? {
    var pairs: [[String]: Int] = [:]
    for (word, units) in words {
      for at in units.indices.dropFirst() {
        let pair = [units[at - 1], units[at]]
        pairs[pair, default: 0] += counts[word] ?? 0
      }
    }
    let usable = pairs.filter { pair, count in
      count > 1 && pair.joined().unicodeScalars.count <= SubwordLearner.longest
    }
    let first = usable.min { one, other in
      let ids = [one, other].map { $0.key.compactMap { vocabulary.id(of: $0) } }
      return one.value != other.value
        ? one.value > other.value : ids[0].lexicographicallyPrecedes(ids[1])
    }
    return first.map { ($0.key[0], $0.key[1]) }
  }
}
