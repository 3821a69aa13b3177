// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EntityCountsTests {
  /// The counts of `Tests/Fixtures/make_entities.py`, which goes another way.
  @Test func agreesWithTheSharedTask() throws {
    let fixture = try Fixture("entities")
    let counts = try self.counts()
    #expect(fixture.names.count == counts.types.count + 6)
    for type in counts.types {
      #expect(try list(counts.byType[type]) == fixture.integers(type), "\(type)")
    }
    #expect(try list(counts.all) == fixture.integers("all"))
    #expect(try [counts.correctTokens, counts.tokens] == fixture.integers("tokens"))
    for (name, figure) in [
      ("precision", counts.all.precision), ("recall", counts.all.recall), ("f1", counts.all.f1),
      ("accuracy", counts.tokenAccuracy),
    ] {
      #expect(try abs(figure - fixture.number(name)) < 1e-7, "\(name)")
    }
  }

  @Test func emptyIsZero() {
    let counts = EntityCounts()
    #expect(counts.all.precision == 0 && counts.all.recall == 0 && counts.all.f1 == 0)
    #expect(counts.tokenAccuracy == 0 && counts.types.isEmpty)
  }

  @Test func countsAddUp() throws {
    let once = try counts()
    var twice = once
    twice.merge(once)
    #expect(twice.all.f1 == once.all.f1 && twice.all.correct == 2 * once.all.correct)
    #expect(twice.tokens == 2 * once.tokens && twice.types == once.types)
    var none = EntityCounts()
    none.merge(once)
    #expect(none == once)
  }

  private func counts() throws -> EntityCounts {
    let lines = try Fixture.text(of: "entities.tags").split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { !$0.hasPrefix("#") }
    var counts = EntityCounts()
    for sentence in lines.split(separator: "") {
      let tags = sentence.map { $0.split(separator: " ").compactMap { ChunkTag(String($0)) } }
      counts.add(actual: tags.map { $0[0] }, predicted: tags.map { $0[1] })
    }
    return counts
  }

  private func list(_ count: EntityCounts.Count?) -> [Int] {
    count.map { [$0.correct, $0.predicted, $0.actual] } ?? []
  }
}
