// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct UnknownReportTests {
  @Test func namesTheMostFrequentUnknownWords() {
    let vocabulary = Vocabulary(fitting: [["known"]])
    let rare = (0..<20).map { "w\($0)" }
    let report = UnknownReport(of: [["known", "odd", "odd"], rare], in: vocabulary)
    #expect(report.tokens == 23 && report.unknown == 22)
    #expect(report.share == 22.0 / 23.0)
    #expect(report.frequent.count == 10)
    #expect(report.frequent.prefix(3).map(\.word) == ["odd", "w0", "w1"])
    #expect(report.frequent.first?.count == 2)
  }

  @Test func noTokensAreNoShare() {
    #expect(UnknownReport(of: [], in: Vocabulary(fitting: [])).share == 0)
  }
}
