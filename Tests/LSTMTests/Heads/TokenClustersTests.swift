// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TokenClustersTests {
  @Test func cutoffsAreTheEndsOfClusters() {
    let clusters = TokenClusters(cutoffs: [20, 50], tokens: 90, features: 64, division: 4)
    #expect(clusters.headTokens == 20 && clusters.headWidth == 22 && clusters.tokens == 90)
    #expect(clusters.tails.map(\.tokens) == [20..<50, 50..<90] && clusters.widest == 40)
    #expect(clusters.tails.map(\.units) == [16, 4])
    #expect([0, 19, 20, 49, 50, 89].map { clusters.headTarget($0) } == [0, 19, 20, 20, 21, 21])
  }

  @Test func aTailHasOneFeatureAtLeast() {
    let clusters = TokenClusters(cutoffs: [2, 4, 6], tokens: 8, features: 10, division: 5)
    #expect(clusters.tails.map(\.units) == [2, 1, 1])
  }

  @Test func aSmallVocabularyIsOneCluster() {
    #expect(TokenClusters.cutoffs(tokens: 999).isEmpty)
    #expect(TokenClusters.cutoffs(tokens: 10_000) == [666, 2000])
    let clusters = TokenClusters(cutoffs: [], tokens: 9, features: 4, division: 4)
    #expect(clusters.headWidth == 9 && clusters.tokens == 9 && clusters.headTarget(8) == 8)
  }
}
