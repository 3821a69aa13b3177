// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct StemmerTests {
  private func tokens(_ options: TextOptions, _ text: String) throws -> [String] {
    try TextTransform(options: options, vocabulary: Vocabulary(fitting: [[]])).tokens(in: text)
  }

  @Test func stemsTheWordsOfALanguage() throws {
    #expect(
      try tokens(TextOptions(stem: "english"), "Running dogs don't argue, 3 skies 北京")
        == ["run", "dog", "don't", "argu", ",", "3", "sky", "北", "京"])
    #expect(try tokens(TextOptions(stem: "german"), "Häuser laufen") == ["haus", "lauf"])
  }

  @Test func everyLanguageIsThere() {
    for language in Stemmer.languages { #expect(Stemmer(language) != nil, "\(language)") }
    #expect(Stemmer("klingon") == nil)
    #expect(
      fact {
        try TextTransform(
          options: TextOptions(stem: "klingon"), vocabulary: Vocabulary(fitting: [[]]))
      }
        == .unknownStemmer(name: "klingon", known: Stemmer.languages))
  }

  @Test func stopwordsAreMeantAsTheyAreWritten() throws {
    let options = TextOptions(stopwords: ["being"], stem: "english")
    #expect(try tokens(options, "being beings") == ["be"])
  }

  @Test func digitsBecomeZero() throws {
    #expect(
      try tokens(TextOptions(digits: .fold), "In 1984: 3.14 km2 ３") == [
        "in", "0000", ":", "0.00", "km0", "0",
      ])
  }
}

@Suite struct NearestWordTests {
  private let vocabulary = Vocabulary(
    fitting: [["great", "great", "greet", "good", "restaurant", "treat", "2000", "restaurants"]])

  @Test(arguments: [
    ("grat", "great"), ("greatt", "great"), ("graet", "greet"), ("gartt", nil), ("goood", "good"),
    ("god", nil),
    ("restaraunt", "restaurant"), ("resturant", "restaurant"), ("restaurantz", "restaurant"),
    ("2001", nil), ("kreet", "greet"), ("北京大学", nil),
  ])
  func finds(word: String, nearest: String?) {
    let found = NearestWord(in: vocabulary).find(word.utf8Span.span)
    #expect(found.map { vocabulary.decode($0) } == nearest)
  }

  @Test func distancesAreThoseOfTheFullTable() {
    var numbers = RandomSource(seed: 9).sequence(.sample, "words")
    let letters = Array("abc".unicodeScalars)
    func word() -> [Unicode.Scalar] {
      (0..<numbers.index(below: 7)).map { _ in letters[numbers.index(below: 3)] }
    }
    func full(_ left: ArraySlice<Unicode.Scalar>, _ right: ArraySlice<Unicode.Scalar>) -> Int {
      guard let a = left.first, let b = right.first else { return left.count + right.count }
      if a == b { return full(left.dropFirst(), right.dropFirst()) }
      return 1
        + min(
          full(left.dropFirst(), right), full(left, right.dropFirst()),
          full(left.dropFirst(), right.dropFirst()))
    }
    for _ in 0..<200 {
      let (left, right) = (word(), word())
      let distance = full(left[...], right[...])
      let found = NearestWord.distance(left, right, atMost: 2)
      #expect(distance <= 2 ? found == distance : found > 2)
    }
  }

  @Test func onlyPredictionCorrects() throws {
    let options = TextOptions(unknown: .nearest)
    let transform = try TextTransform(options: options, vocabulary: vocabulary)
    #expect(
      vocabulary.decode(transform.encode("a grat restaraunt")) == ["<unk>", "great", "restaurant"])
    let plain = try TextTransform(options: TextOptions(), vocabulary: vocabulary)
    #expect(plain.encode("grat") == [0])
    #expect(
      try decoded(TextTransform.self, from: try CanonicalJSON.bytes(of: transform)) == transform)
  }

  @Test func stepsAreTold() throws {
    let options = TextOptions(stopwords: ["the"], digits: .fold, stem: "english")
    let known = Vocabulary(fitting: [["dog", "00"]])
    let steps = try TextTransform(options: options, vocabulary: known).steps(of: "The Dogs ate 12")
    #expect(steps.map(\.name) == ["cut", "lower", "filtered", "digits", "stemmed", "known"])
    #expect(
      steps.map { $0.tokens.joined(separator: " ") } == [
        "The Dogs ate 12", "the dogs ate 12", "dogs ate 12", "dogs ate 00", "dog ate 00",
        "dog <unk> 00",
      ])
  }
}
