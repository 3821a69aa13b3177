// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TagsReadingTests {
  private func dataset(
    _ sentences: [String], scheme: TagScheme? = nil, as trained: TagScheme? = nil
  ) throws -> Dataset {
    let content = sentences.map { tags in
      tags.split(separator: " ").map { "word \($0)\n" }.joined() + "\n"
    }.joined()
    var settings: [String: ArgumentValue] = [:]
    settings["scheme"] = scheme.map { .word($0.rawValue) }
    settings["as"] = trained.map { .word($0.rawValue) }
    var builder = DatasetBuilder(
      textColumn: "word", targetColumn: "tag", task: TagsTask.entry, settings,
      options: TextOptions(tokens: "blank"),
      split: .tables(
        valid: nil, test: nil, main: .inOrder(try SplitRatio(train: 100, valid: 0, test: 0))))
    builder.hasLineAToken = DataFormat.conll.use.hasLineAToken
    return try builder.build(from: table(content, .conll), shuffler: TestShuffler())
  }

  private func tags(_ data: Dataset) -> [String] {
    (0..<data.rowCount).map { row in
      data.target.values[row].map { data.labels.names[Int($0)] }.joined(separator: " ")
    }
  }

  private static let sentences: [TagScheme: [String]] = [
    .iob1: ["I-X I-X B-X O I-Y", "O", "I-X I-Y"],
    .bio: ["B-X I-X B-X O B-Y", "O", "B-X B-Y"],
    .bioes: ["B-X E-X S-X O S-Y", "O", "S-X S-Y"],
    .bmes: ["B-X E-X S-X O S-Y", "O", "S-X S-Y"],
    .bilou: ["B-X L-X U-X O U-Y", "O", "U-X U-Y"],
  ]

  @Test(
    arguments: [TagScheme.iob1, .bio, .bioes, .bmes, .bilou],
    [TagScheme.iob1, .bio, .bioes, .bmes, .bilou])
  func anyIsReadAndTrainedAsAny(from: TagScheme, to: TagScheme) throws {
    let data = try dataset(Self.sentences[from] ?? [], scheme: from, as: to)
    #expect(tags(data) == Self.sentences[to])
    #expect(data.scheme == to && data.tagFacts?.finding == nil)
    #expect(
      data.labels.names
        == Set(tags(data).joined(separator: " ").split(separator: " "))
        .map(String.init).sorted())
    // There and back again.
    #expect(
      data.target.converted(to: from).labels.names.count
        == (try dataset(Self.sentences[from] ?? []).labels.count))
  }

  @Test func aLongEntityHasItsMiddle() throws {
    let data = try dataset(["I-X I-X I-X I-X O", "B-X I-X O I-X O"], as: .bmes)
    #expect(tags(data) == ["B-X M-X M-X E-X O", "B-X E-X O S-X O"])
  }

  @Test func bilouIsRecognised() throws {
    let data = try dataset(["B-X I-X L-X O U-Y", "O"])
    #expect(data.scheme == .bilou && data.tagFacts?.finding == nil)
    #expect(throws: TagProblem.self) {
      try TagScheme.recognise(["B-X", "E-X", "U-X"], in: [[0, 1, 2]])
    }
  }

  @Test func otherSpellingsAreReadAndTold() throws {
    let data = try dataset(["X-B X-I o", "o Y_z-B"])
    #expect(tags(data) == ["B-X I-X O", "O B-Y_z"])
    #expect(data.tagFacts?.respelling == TagFacts.Respelling(from: "X-B", to: "B-X"))
    #expect(data.scheme == .bio)
  }

  @Test func plainTypesAreEntitiesInIO() throws {
    let plain = ["X X O", "O Y"]
    let data = try dataset(plain, scheme: .io)
    #expect(tags(data) == ["I-X I-X O", "O I-Y"] && data.scheme == .io)
    #expect(tags(try dataset(plain, scheme: .io, as: .bio)) == ["B-X I-X O", "O B-Y"])
    #expect(try dataset(plain).hasPlainTypes)
    #expect(try !dataset(["NN VB", "VB"]).hasPlainTypes)
  }

  /// A scheme that is trained leaves no broken tag, if it is that of the tags or not.
  @Test(arguments: [TagScheme.bio, .bioes])
  func aTrainedSchemeRepairs(scheme: TagScheme) throws {
    let data = try dataset(["B-X I-X O", "O I-Y I-Y", "B-X I-Y"], as: scheme)
    let found = try scheme.check(
      data.labels.names, in: (0..<3).map { data.target.values[$0].map { Int($0) } })
    let facts = try #require(data.tagFacts)
    #expect(found.illegal == 0 && facts.isRepaired && facts.finding?.illegal == 2)
  }

  @Test func whatBreaksTheRulesIsToldWithItsLine() throws {
    let broken = ["B-X I-X O", "O O I-Y", "B-X I-Y"]
    let found = try dataset(broken)
    #expect(found.scheme == .bio || found.scheme == .iob1)
    #expect(try dataset(["B-X I-X B-Y", "B-X O I-Y"]).tagFacts?.finding?.illegal == 1)
    #expect(throws: DataError.self) { try dataset(broken, scheme: .bio) }
    #expect(
      fact { try dataset(broken, scheme: .bio) }
        == .illegalTag(line: 7, token: 3, reason: "in BIO `I-Y` cannot follow `O`"))
    #expect(
      fact { try dataset(["S-X O", "O B-X"], scheme: .bioes) }
        == .illegalTag(
          line: 5, token: 2, reason: "BIOES has no entity that ends with `B-X`"))
  }

  @Test func otherTagsStayAsTheyAre() throws {
    let data = try dataset(["DT NN", "NN"])
    #expect(data.scheme == nil && tags(data) == ["DT NN", "NN"])
    #expect(
      fact { try dataset(["DT NN", "NN"], as: .bio) }
        == .illegalTag(
          line: 1, token: 1,
          reason: "`DT` is not a tag of entities: these are `O`, and `B-`, `I-`, `M-`, `E-`,"
            + " `S-`, `L-` or `U-` with a type"))
  }
}

extension Dataset {
  fileprivate var tagsTask: TagsTask? { task as? TagsTask }
  fileprivate var scheme: TagScheme? { tagsTask?.scheme }
  fileprivate var tagFacts: TagFacts? { target.facts as? TagFacts }
  fileprivate var hasPlainTypes: Bool {
    tagsTask.flatMap { tagFacts?.hasPlainTypes($0) } ?? false
  }
}
