// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct WordVectorsTests {
  private func read(
    _ bytes: [UInt8], wanted: Set<String>? = nil, limit: Int = .max
  ) throws -> WordVectors {
    try withFile(bytes) { try WordVectors(reading: $0, wanted: wanted, limit: limit) }
  }

  private func read(_ text: String, wanted: Set<String>? = nil) throws -> WordVectors {
    try read(Array(text.utf8), wanted: wanted)
  }

  /// word2vec's binary form, with or without a line end after each vector.
  private static func binary(
    _ words: [(String, [Float])], header: String? = nil, lineEnds: Bool = true
  ) -> [UInt8] {
    var bytes = Array((header ?? "\(words.count) \(words[0].1.count)\n").utf8)
    for (word, numbers) in words {
      bytes += Array((word + " ").utf8)
      for number in numbers {
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) }
      }
      if lineEnds { bytes.append(0x0A) }
    }
    return bytes
  }

  @Test(arguments: [
    "the 0.5 -1\nof 1e-3 2.25\n北京 7 .5\n", "3 2\r\nthe 0.5 -1 \r\nof 1e-3 2.25\r\n北京 7 .5",
    "the\t0.5\t-1\n\nof 1e-3  2.25\n北京 7 .5\n",
  ])
  func readsText(text: String) throws {
    let vectors = try read(text)
    #expect(vectors.words == ["the", "of", "北京"] && vectors.dimension == 2)
    #expect(vectors.matrix == [0.5, -1, 1e-3, 2.25, 7, 0.5] && vectors.duplicates == 0)
  }

  @Test(arguments: [true, false])
  func readsBinary(lineEnds: Bool) throws {
    let words: [(String, [Float])] = [
      ("the", [0.5, -1, 1e-30]), ("北京", [3, 2.5, -7e20]), ("of", [0, 0, 1]),
    ]
    let vectors = try read(Self.binary(words, lineEnds: lineEnds))
    #expect(vectors.words == words.map(\.0))
    #expect(vectors.matrix == words.flatMap(\.1))
    #expect(try read(Self.binary(words), limit: 2).words == ["the", "北京"])
  }

  @Test func aWordMayHoldBlanks() throws {
    #expect(try read("a 1 2\n. . . 3 4\nat b 5 6\n").words == ["a", ". . .", "at b"])
  }

  @Test func theFirstOfTwoWins() throws {
    let vectors = try read("a 1 2\nb 3 4\na 5 6\na 7 8\n")
    #expect(vectors.words == ["a", "b"] && vectors.duplicates == 2)
    #expect(vectors.vector(of: "a").map(Array.init) == [1, 2])
  }

  @Test func readsOnlyWhatIsWanted() throws {
    // The numbers of other words are not looked at.
    let vectors = try read("x 1 oops\nParis 1 1\nparis 2 2\nrome 3 3\n", wanted: ["Paris", "Rome"])
    #expect(vectors.words == ["Paris", "paris", "rome"])
    #expect(vectors.vector(of: "Paris").map(Array.init) == [1, 1])
    #expect(vectors.vector(of: "Rome").map(Array.init) == [3, 3])
    #expect(vectors.vector(of: "x") == nil)
  }

  @Test(arguments: [
    ("a 1 2\nb 3\n", 2, "the line has 1 number where there should be 2"),
    ("a 1 2\nb 3 4 5\n", 2, "the line has 3 numbers where there should be 2"),
    ("a 1 2\nb 3 4 5 6\n", 2, "the line has 4 numbers where there should be 2"),
    ("2 2\na 1 2\nb 3 x\n", 3, "number 2, `x`, is none"),
    ("a 1 2\nb nan 4\n", 2, "number 1 is not finite"),
    ("a 1 2\nb 3 inf\n", 2, "number 2 is not finite"),
    ("3 2\na 1 2\nb 3 4\n", 1, "the first line says there are 3 vectors, and there are 2"),
    ("a\nb\n", 1, "a line is a word and 1 to 65536 numbers"),
    ("3 0\na\nb\n", 1, "a line is a word and 1 to 65536 numbers"),
  ])
  func namesTheLineThatIsWrong(text: String, line: Int, reason: String) {
    #expect(fact { try read(text) } == .badVector(line: line, reason: reason))
  }

  @Test func moreVectorsThanTheFirstLineSaysAreRefused() {
    #expect(
      fact { try read("1 2\na 1 2\nb 3 4\n") }
        == .badVector(
          line: 1, reason: "the first line says there are 1 vectors, and there are 2"))
    var binary = Self.binary([("a", [1, 2]), ("b", [3, 4])])
    binary[0] = UInt8(ascii: "1")
    #expect(
      fact { try read(binary) }
        == .badVector(
          line: 1, reason: "the first line says there are 1 vectors, and there are more"))
    #expect(fact { try read("1 2\na 1 2\n\n") } == nil)
  }

  @Test func brokenVectorsCanBeLeftOut() throws {
    let text = "a 1 2\nb 3\nc 3 4 5\nd x 4\ne 5 6\nf 7 8\ng 9 9\n"
    let vectors = try withFile(text.utf8) { try WordVectors(reading: $0, skipsBroken: true) }
    #expect(vectors.words == ["a", "e", "f", "g"] && vectors.broken == 3)
    #expect(vectors.vector(of: "g").map(Array.init) == [9, 9])
    let binary = Self.binary([("a", [1, 2]), ("b", [.nan, 2]), ("c", [5, 6])])
    let others = try withFile(binary) { try WordVectors(reading: $0, skipsBroken: true) }
    #expect(others.words == ["a", "c"] && others.broken == 1)
    #expect(others.vector(of: "c").map(Array.init) == [5, 6])
    // The first line is the broken one.
    #expect(
      fact {
        try withFile("a 1 2 3\nb 1 2\nc 1 2\n".utf8) {
          try WordVectors(reading: $0, skipsBroken: true)
        }
      } == .badVector(line: nil, reason: "2 of 3 lines are no word with 3 numbers"))
  }

  @Test func findsWhatIsWrongInABinaryFile() {
    let whole = Self.binary([("a", [1, 2]), ("b", [.nan, 2])])
    #expect(
      fact { try read(whole) }
        == .badVector(line: nil, reason: "number 1 of vector 2 is not finite"))
    let cut = Array(Self.binary([("a", [1, 2]), ("b", [3, 2])]).dropLast(4))
    #expect(
      fact { try read(cut) }
        == .badVector(
          line: 1, reason: "the first line says there are 2 vectors, and there are 1"))
    #expect(fact { try read([]) } == .empty)
    #expect(fact { try WordVectors(reading: "/no/such/file") } == .fileNotFound)
  }

  @Test func numbersAreReadToTheNearest() throws {
    let texts = [
      "0.1", "-0.41242", "123456.789012", "3.4028235e38", "0.000000000000001", "-0", "1e-50",
    ]
    for text in texts {
      #expect(Array(text.utf8).span.vectorNumber == Float(text))
    }
    for text in ["", "-", ".", "1.2.3", "--1", "0x", "1e"] {
      #expect(Array(text.utf8).span.vectorNumber == nil, "\(text)")
    }
  }

  @Test func neighboursAreByCosine() throws {
    let vectors = try read("a 1 0\nb 5 0.1\nc 0 1\nd -1 0\nzero 0 0\n")
    let near = try #require(vectors.neighbours(of: "A", count: 2))
    #expect(near.map(\.word) == ["b", "c"] && abs(near[0].cosine - 0.9998) < 1e-4)
    #expect(vectors.neighbours(of: "a", count: 9)?.map(\.word) == ["b", "c", "zero", "d"])
    #expect(vectors.neighbours(of: "x", count: 2) == nil && vectors.cosine("a", "d") == -1)
  }

  @Test func tellsWhatAVocabularyLacks() throws {
    let vocabulary = Vocabulary(fitting: [["a", "a", "a", "q", "q", "B", "z"]])
    let coverage = try read("a 1 0\nb 5 0.1\n<unk> 1 1\n").coverage(of: vocabulary)
    #expect(coverage.words == 4 && coverage.knownWords == 2 && coverage.wordShare == 0.5)
    #expect(coverage.tokens == 7 && coverage.knownTokens == 4)
    #expect(coverage.misses.map(\.word) == ["q", "z"] && coverage.misses[0].count == 2)
  }

  @Test func equalVectorsHaveEqualFingerprints() throws {
    let first = try read("a 1 0\nb 5 0.1\n"), same = try read("2 2\na 1 0\nb 5 0.1\n")
    #expect(first.fingerprint == same.fingerprint)
    #expect(first.fingerprint != (try read("a 1 0\nb 5 0.2\n")).fingerprint)
    #expect(first.fingerprint != (try read("a 1 0\nc 5 0.1\n")).fingerprint)
  }
}
