// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Rows of scores with the symbols that are right.
private struct TranscriptBench {
  let symbols: Int
  let layout: BatchLayout
  let targets: [[Int32]]
  /// Scores `[total, symbols + 1]` in the order of the layout.
  let scores = Buffer()
  var width: Int { symbols + 1 }

  /// - Parameter scores: row after row.
  init(symbols: Int, lengths: [Int], targets: [[Int32]], scores values: [Float]) {
    (self.symbols, self.targets) = (symbols, targets)
    layout = BatchLayout(sortedLengths: lengths)
    var laid = values
    var place = 0
    for (row, length) in lengths.enumerated() {
      for step in 0..<length {
        for at in 0...symbols {
          laid[(layout.offsets[step] + row) * width + at] = values[place]
          place += 1
        }
      }
    }
    scores.copy(from: laid)
  }

  init(_ name: String, symbols: Int, lengths: [Int], targets: [[Int32]], bound: Float = 3) {
    var random = RandomValues(name)
    self.init(
      symbols: symbols, lengths: lengths, targets: targets,
      scores: random.floats(lengths.reduce(0, +) * (symbols + 1), bound: bound))
  }

  typealias Outcome = (losses: [Double], scores: [Float])

  /// Losses, and what becomes of the scores, in the order of the layout.
  func run(
    _ compute: Compute = Compute(threads: 1, kernels: .reference), scale: Float? = 1
  ) -> Outcome {
    let work = Buffer()
    work.copy(from: Array(scores.contents.prefix(layout.total * width)))
    let matrix = work.matrix(layout.total, width)
    var losses = [Double](repeating: .nan, count: layout.rows)
    let ids: [Int32] = targets.flatMap { $0 as [Int32] } + [0]
    losses.withUnsafeMutableBufferPointer { losses in
      ids.withUnsafeBufferPointer { ids in
        guard let losses = losses.baseAddress, let ids = ids.baseAddress else { return }
        let rows = ScoredTranscripts(
          layout: layout, scores: matrix, targets: ids, counts: targets.map(\.count),
          losses: losses)
        let loss = CTC(symbols: symbols)
        if let scale {
          loss.differentiate(rows, scale: scale, compute)
        } else {
          loss.measure(rows, compute)
        }
      }
    }
    return (losses, matrix.contents)
  }

  /// What belongs to a row, step after step.
  func row(_ row: Int, _ values: [Float]) -> [Float] {
    (0..<layout.lengths[row]).flatMap { step -> ArraySlice<Float> in
      let first = (layout.offsets[step] + row) * width
      return values[first..<first + width]
    }
  }

  /// The probability of each reading of a row, by all paths.
  func readings(of row: Int) -> [[Int32]: Double] {
    let own = self.row(row, Array(scores.contents))
    var found: [[Int32]: Double] = [:]
    var paths: [(path: [Int], probability: Double)] = [([], 1)]
    for step in 0..<layout.lengths[row] {
      let values = own[(step * width)..<((step + 1) * width)].map { exp(Double($0)) }
      let sum = values.reduce(0, +)
      paths = paths.flatMap { path, probability in
        (0...symbols).map { (path + [$0], probability * values[$0] / sum) }
      }
    }
    for (path, probability) in paths {
      var (reading, last): ([Int32], Int) = ([], symbols)
      for symbol in path {
        if symbol != last, symbol != symbols { reading.append(Int32(symbol)) }
        last = symbol
      }
      found[reading, default: 0] += probability
    }
    return found
  }
}

@Suite struct CTCTests {
  private static let small: [(symbols: Int, lengths: [Int], targets: [[Int32]])] = [
    (1, [4, 3, 1], [[0, 0], [0], []]), (2, [6, 5, 2, 1], [[0, 1, 1], [1, 1], [0, 1], [1]]),
    (3, [5, 4, 4, 3], [[2, 0, 1], [], [1, 1], [0, 0]]),
  ]

  @Test(arguments: small.indices, KernelTable.available)
  func lossesAreThoseOfAllPaths(of index: Int, kernels: KernelTable) {
    let (symbols, lengths, targets) = Self.small[index]
    let bench = TranscriptBench("paths", symbols: symbols, lengths: lengths, targets: targets)
    let found = bench.run(Compute(threads: 1, kernels: kernels)).losses
    for row in lengths.indices {
      let right = -log(bench.readings(of: row)[targets[row]] ?? 0)
      #expect(abs(found[row] - right) <= 2e-6 * (1 + right), "row \(row)")
    }
  }

  @Test(arguments: small.indices)
  func gradientsAgreeWithCentralDifferences(of index: Int) {
    let (symbols, lengths, targets) = Self.small[index]
    let bench = TranscriptBench("slopes", symbols: symbols, lengths: lengths, targets: targets)
    let gradient = bench.run().scores
    let compared = GradientCheck().expect(gradient, "scores", of: bench.scores.base) {
      bench.run().losses.reduce(0, +)
    }
    #expect(compared == gradient.count)
  }

  @Test(arguments: KernelTable.available, ["usual", "peaked", "long"])
  func agreesWithPyTorch(kernels: KernelTable, name: String) throws {
    let fixture = try Fixture("ctc")
    let lengths = try fixture.integers("\(name).lengths")
    var rest = try fixture.integers("\(name).targets").map { Int32($0) }[...]
    let targets = try fixture.integers("\(name).counts").map { count -> [Int32] in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    let bench = TranscriptBench(
      symbols: 5, lengths: lengths, targets: targets,
      scores: try fixture.values("\(name).scores"))
    let found = bench.run(Compute(threads: 2, kernels: kernels))
    for (loss, right) in zip(found.losses, try fixture.values("\(name).losses")) {
      #expect(abs(loss - Double(right)) <= 2e-6 * (1 + Double(right)))
    }
    expectClose(
      lengths.indices.flatMap { bench.row($0, found.scores) },
      try fixture.values("\(name).d.scores"), name, tolerance: 2e-6)
  }

  /// Rule 4: a transcript that does not fit in its steps has no loss and no gradient, and none is ever
  /// infinite.
  @Test func lossIsNeverInfinite() {
    // Two equal symbols need a blank between them.
    #expect(CTC.steps(for: [1, 1] as [Int32]) == 3 && CTC.steps(for: [] as [Int32]) == 0)
    #expect(CTC.steps(for: [1, 2, 2, 2] as [Int32]) == 6)
    let bench = TranscriptBench(
      "fit", symbols: 3, lengths: [3, 2, 2], targets: [[0, 1, 2, 0], [1, 1], [2, 0]])
    let found = bench.run()
    #expect(found.losses[0] == 0 && found.losses[1] == 0 && found.losses[2] > 0)
    for row in 0..<2 { #expect(bench.row(row, found.scores).allSatisfy { $0 == 0 }) }
    #expect(bench.row(2, found.scores).contains { $0 != 0 })
    let measured = bench.run(scale: nil)
    #expect(abs(bench.row(0, measured.scores)[..<4].reduce(0, +) - 1) < 1e-6)
    for bound in [Float(1e3), 1e6, 1e30] {
      let extreme = TranscriptBench(
        "extreme", symbols: 4, lengths: [60, 9], targets: [[0, 1, 2, 3, 3, 1], [2, 2, 2]],
        bound: bound)
      let found = extreme.run()
      #expect(found.losses.allSatisfy { $0.isFinite && $0 >= 0 })
      #expect(found.scores.allSatisfy { abs($0) <= 1.001 })
    }
  }

  @Test func longRowsStayFinite() {
    let targets = (0..<150).map { Int32($0 * 7 % 20) }
    let bench = TranscriptBench("long", symbols: 20, lengths: [2000], targets: [targets], bound: 9)
    let found = bench.run()
    #expect(found.losses[0].isFinite && found.losses[0] > 100)
    // The shares of the states of a step add up to that of its scores.
    for step in stride(from: 0, to: 2000, by: 13) {
      #expect(abs(found.scores[(step * 21)..<((step + 1) * 21)].reduce(0, +)) < 1e-5)
    }
  }

  @Test func gradientsAreScaled() {
    let (symbols, lengths, targets) = Self.small[1]
    let bench = TranscriptBench("scale", symbols: symbols, lengths: lengths, targets: targets)
    let (whole, half) = (bench.run(), bench.run(scale: 0.5))
    expectClose(half.scores, whole.scores.map { $0 / 2 }, "scores")
    #expect(half.losses == whole.losses && whole.losses == bench.run(scale: nil).losses)
  }

  @Test(arguments: KernelTable.available)
  func threadsKernelsAndTheOtherRowsChangeNoBit(kernels: KernelTable) {
    let lengths = (0..<24).map { 60 - $0 }
    let targets = lengths.map { length in (0..<length / 4).map { Int32(length * $0 % 9) } }
    let bench = TranscriptBench("bits", symbols: 9, lengths: lengths, targets: targets, bound: 5)
    let expected = bench.run()
    for threads in 1...3 {
      let found = bench.run(Compute(threads: threads, kernels: kernels))
      #expect(found.losses == expected.losses)
      expectSameBits(found.scores, expected.scores, "scores on \(threads)")
    }
    for row in [0, 11, 23] {
      let alone = TranscriptBench(
        symbols: 9, lengths: [lengths[row]], targets: [targets[row]],
        scores: bench.row(row, Array(bench.scores.contents))
      ).run()
      #expect(alone.losses == [expected.losses[row]])
      expectSameBits(alone.scores, bench.row(row, expected.scores), "row \(row)")
    }
  }

  @Test func whatIsNotANumberIsNoticed() {
    let (symbols, lengths, targets) = Self.small[1]
    let bench = TranscriptBench("nan", symbols: symbols, lengths: lengths, targets: targets)
    bench.scores.base[1] = .nan
    let found = bench.run()
    #expect(found.losses.contains { $0.isNaN } || found.scores.contains { $0.isNaN })
  }
}
