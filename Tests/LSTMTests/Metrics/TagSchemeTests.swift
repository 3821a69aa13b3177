// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TagSchemeTests {
  /// The same entities in every scheme; only `io` cannot say where the last two part.
  static let texts: [(scheme: TagScheme, tags: String)] = [
    (.io, "I-A I-A I-A O I-B I-A I-A"),
    (.iob1, "I-A I-A I-A O I-B I-A B-A"),
    (.bio, "B-A I-A I-A O B-B B-A B-A"),
    (.bioes, "B-A I-A E-A O S-B S-A S-A"),
    (.bmes, "B-A M-A E-A O S-B S-A S-A"), (.bilou, "B-A I-A L-A O U-B U-A U-A"),
  ]

  @Test(arguments: texts.indices)
  func schemesAreRecognised(index: Int) throws {
    #expect(try recognise([Self.texts[index].tags, "O"]) == Self.texts[index].scheme)
  }

  @Test func whatFitsSeveralIsTheUsual() throws {
    #expect(try recognise(["O O"]) == .bio)
    #expect(try recognise(["O B-A O B-B"]) == .bio)
    #expect(try recognise([]) == .bio)
    #expect(try recognise(["B M E S"]) == .bmes)
    #expect(try recognise(["S-A O"]) == .bioes)
  }

  @Test(arguments: texts.indices, texts.indices)
  func convertsBothWays(from: Int, to: Int) {
    let (source, target) = (Self.texts[from], Self.texts[to])
    let converted = target.scheme.convert(tags(source.tags)).map { target.scheme.text($0) }
    if source.scheme != .io || target.scheme == .io {
      #expect(converted.joined(separator: " ") == target.tags)
    } else {
      #expect(Entity.all(in: converted.compactMap { ChunkTag($0) }).count == 3)
    }
  }

  @Test func textsThatAreNoTagsAreNamed() {
    #expect(problem(["O", "O NN O"]) == TagProblem(fact: .notATag("NN"), row: 1, step: 1))
    #expect(
      problem(["B-A M-A E-A", "O B-A I-A"])
        == TagProblem(fact: .mixedLetters("M-A", "I-A"), row: 1, step: 2))
    #expect(problem(["I-A", "I-A M-B", "M-A"])?.step == 1)
    #expect(problem(["B-A M-A I-A"])?.message == "`I-A` does not go with `M-A`: no scheme has both")
    #expect(problem(["NN"])?.message.hasPrefix("`NN` is not a tag of entities") == true)
  }

  @Test func whatBreaksTheRulesIsCounted() throws {
    let bio = try finding(["O B-A I-A", "B-A O I-B", "B-A I-A", "I-B"])
    #expect(bio.scheme == .bio && bio.illegal == 2)
    #expect(
      bio.first
        == TagProblem(fact: .illegal(tag: "I-B", after: "O", scheme: .bio), row: 1, step: 2))
    let iob1 = try finding(["I-A O I-A", "I-B I-B O", "B-A"])
    #expect(iob1.scheme == .iob1 && iob1.illegal == 1)
    #expect(
      iob1.first
        == TagProblem(fact: .illegal(tag: "B-A", after: nil, scheme: .iob1), row: 2, step: 0))
    let bioes = try finding(["B-A E-A", "S-A B-A", "B-A E-B"])
    #expect(bioes.scheme == .bioes && bioes.illegal == 2)
    #expect(
      bioes.first
        == TagProblem(fact: .illegal(tag: nil, after: "B-A", scheme: .bioes), row: 1, step: 2))
    #expect(try finding(["B-A I-A O"]).first == nil)
  }

  @Test func messagesSayWhatIsRight() throws {
    #expect(try finding(["B-A I-A", "O O I-B"]).first?.message == "in BIO `I-B` cannot follow `O`")
    #expect(
      try finding(["I-A O I-A", "B-A"]).first?.message == "in IOB1 `B-A` cannot come first")
    #expect(
      try finding(["S-A B-A"]).first?.message == "BIOES has no entity that ends with `B-A`")
  }

  @Test func aSchemeChecksTags() throws {
    let (names, rows) = indexed(["B-A I-A", "O I-A"])
    #expect(try TagScheme.bio.check(names, in: rows).first?.row == 1)
    #expect(try TagScheme.iob1.check(names, in: rows).first?.row == 0)
    #expect(try TagScheme.bmes.check(names, in: rows).illegal == 3)
    #expect(try TagScheme.io.check(names, in: rows).illegal == 2)
    #expect(try TagScheme.bio.check(names + ["NN"], in: rows.prefix(1)).illegal == 0)
  }

  /// What decoding is held to, against all sequences that writing entities can make.
  @Test(arguments: TagScheme.allCases)
  func legalSequencesAreThoseOfEntities(scheme: TagScheme) {
    let all: [ChunkTag] =
      [.outside]
      + ["A", "B"].flatMap { type in
        ChunkTag.Position.allCases.filter { $0 != .outside && scheme.has($0) }
          .map { ChunkTag($0, type) }
      }
    let legal = scheme.legalTransitions(all)
    var sequences: [[Int]] = [[]]
    for _ in 0..<4 { sequences = sequences.flatMap { known in all.indices.map { known + [$0] } } }
    var found = 0
    for sequence in sequences {
      let tags = sequence.map { all[$0] }
      let isWritten = scheme.convert(tags) == tags
      #expect(legal.allows(sequence) == isWritten, "\(tags.map { scheme.text($0) })")
      found += isWritten ? 1 : 0
    }
    #expect(found > 20)
  }

  private func tags(_ text: String) -> [ChunkTag] {
    text.split(separator: " ").compactMap { ChunkTag(String($0)) }
  }

  private func recognise(_ texts: [String]) throws -> TagScheme { try finding(texts).scheme }

  private func finding(_ texts: [String]) throws -> TagFinding {
    let (names, rows) = indexed(texts)
    return try TagScheme.recognise(names, in: rows)
  }

  private func problem(_ texts: [String]) -> TagProblem? {
    do {
      _ = try recognise(texts)
      return nil
    } catch {
      return error as? TagProblem
    }
  }

  private func indexed(_ texts: [String]) -> (names: [String], rows: [[Int]]) {
    let words = texts.map { $0.split(separator: " ").map(String.init) }
    let names = Set(words.joined()).sorted()
    return (names, words.map { $0.map { names.firstIndex(of: $0) ?? 0 } })
  }
}
