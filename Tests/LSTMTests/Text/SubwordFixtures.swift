// SPDX-License-Identifier: Apache-2.0
@testable import LSTM

/// Texts drawn at random, the same for the same seed.
struct RandomTexts {
  private var numbers: RandomSequence

  init(seed: UInt64) { numbers = RandomSource(seed: seed).sequence(.sample, "texts") }

  /// An index below a bound.
  mutating func index(below bound: Int) -> Int { numbers.index(below: bound) }

  /// Up to `count` of some characters.
  mutating func text(of characters: [Unicode.Scalar], count: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<index(below: count + 1) { text.append(characters[index(below: characters.count)]) }
    return String(text)
  }

  /// Up to `count` characters of all scripts, white space of all kinds among them.
  mutating func anyText(count: Int) -> String {
    let common = Array(
      "  \t\n\r abcXYZ'_-.,!?0123 äß我们的かな。，▁<0x41>e\u{301}\u{200D}👩🏽‍🚀".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<index(below: count + 1) {
      let any = Unicode.Scalar(UInt32(index(below: 0x11_0000)))
      let isCommon = index(below: 4) > 0
      text.append(isCommon ? common[index(below: common.count)] : any ?? "\u{FFFD}")
    }
    return String(text)
  }
}

/// What is learned from texts.
func learnUnits(
  _ texts: [String], _ size: Int, coverage: Double = 1, special: [String] = ["<unk>"],
  _ splitter: SubwordSplitter = SubwordSplitter()
) throws -> SubwordVocabulary {
  var learner = SubwordLearner(splitter)
  for text in texts { learner.add(text) }
  return try learner.learn(size, coverage: coverage, special: special)
}

extension SubwordVocabulary {
  /// The units of several characters.
  var merged: [String] { (firstMerge..<count).map { spelling(of: Int32($0)) } }

  /// The units of a text, as they are spelt.
  func spelled(_ text: String) -> [String] {
    SubwordEncoder(self).encode(text).map { spelling(of: $0) }
  }
}
