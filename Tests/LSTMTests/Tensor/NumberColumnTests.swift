// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NumberColumnTests {
  private let series: NumberColumn = {
    var column = NumberColumn(features: 2)
    for row: [Float] in [[1, 2], [3, 4, 5, 6, 7, 8], [9, .nan, 11, 12, 13]] { column.append(row) }
    return column
  }()
  private let vectors = NumberColumn(vectors: [1, 2, 3, 4, 5], features: 2)

  @Test func holdsRowsOfDifferentLengths() {
    #expect(series.rowCount == 3 && !series.isVector)
    #expect((0..<3).map { series.length(of: $0) } == [1, 3, 2])
    #expect(Array(series[1]) == [3, 4, 5, 6, 7, 8] && series[2].count == 4)
    #expect(series.flow(on: .leading) == .sequence(features: 2))
    var lengths = [7]
    series.lengths(of: [2, 0][...], into: &lengths)
    #expect(lengths == [2, 1])
  }

  @Test func holdsAVectorARow() {
    #expect(vectors.rowCount == 2 && vectors.isVector && Array(vectors[1]) == [3, 4])
    #expect(vectors.flow(on: Axis(number: 3)) == .vector(features: 2))
  }

  @Test func aBatchHasThemStepByStep() {
    let batch = Batch([series, vectors], rows: [0, 1])
    #expect(batch.rows == [1, 0] && batch.layout.lengths == [3, 1])
    #expect(batch.inputs[0].values.contents == [3, 4, 1, 2, 5, 6, 7, 8])
    #expect(batch.inputs[1].values.contents == [3, 4, 1, 2])
  }

  @Test func whatIsMissingIsZeroForTheNetworkAndMissingForTheLoss() {
    let batch = Batch(series, rows: [2])
    #expect(batch.inputs[0].values.contents == [9, 0, 11, 12])
    let aim = Block()
    batch.gather(series, at: .steps, into: aim)
    #expect(aim.values.contents[1].isNaN && aim.knownPlaces == 2)
    // A row that is shorter than the leading one has nothing there.
    var longer = TokenColumn()
    for length in 2...4 { longer.append([Int32](repeating: 1, count: length)) }
    let both = Batch([longer, series], rows: [2])
    #expect(both.inputs[1].values.contents == [9, 0, 11, 12, 0, 0, 0, 0])
    withExtendedLifetime((batch, both)) {}
  }

  @Test func piecesOfStreamsStandSideBySide() {
    var streams = NumberColumn(features: 1)
    streams.append((0..<10).map { Float($0) })
    var tokens = TokenColumn()
    tokens.append((10..<20).map { Int32($0) })
    let batch = Batch(PassSize(rows: 2, steps: 2, total: 4, isTraining: false))
    batch.fill(
      [tokens, streams],
      pieces: [RowSpan(row: 0, start: 3, count: 2), RowSpan(row: 0, start: 8, count: 2)])
    #expect(batch.inputs[0].ids == [13, 18, 14, 19])
    #expect(batch.inputs[1].values.contents == [3, 8, 4, 9])
  }

  @Test func aHashTellsRowsApart() {
    let hash = { (rows: [Int]) in
      var hash = Fingerprint()
      series.combine(rows, into: &hash)
      return hash
    }
    #expect(hash([0, 1]) == hash([0, 1]) && hash([0, 1]) != hash([1, 0]))
    var other = NumberColumn(features: 2)
    other.append([1, 2, 3, 4])
    var ends = Fingerprint()
    other.combine([0], into: &ends)
    var two = NumberColumn(features: 2)
    two.append([1, 2])
    two.append([3, 4])
    var split = Fingerprint()
    two.combine([0, 1], into: &split)
    #expect(ends != split)
  }
}
