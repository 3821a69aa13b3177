// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct LinearChainCRFTests {
  /// Small enough to go through every path; weights near by take the scaled way, those far apart the
  /// one with logarithms.
  static let benches: [(name: String, tags: Int, lengths: [Int], weightBound: Float)] = [
    ("one tag", 1, [3, 1], 1), ("two", 2, [6, 6, 2, 1], 1), ("five", 5, [5, 4, 4, 1, 1], 2),
    ("far apart", 4, [5, 3, 1], 60), ("very far apart", 3, [6, 2], 1e4),
  ]

  private func bench(_ index: Int) -> ChainBench {
    let (name, tags, lengths, weightBound) = Self.benches[index]
    return ChainBench(name, tags: tags, lengths: lengths, weightBound: weightBound)
  }

  @Test func bothWaysAreTried() {
    let narrow = Self.benches.indices.map { bench($0).isNarrow }
    #expect(narrow == [true, true, true, false, false])
  }

  @Test(arguments: benches.indices, KernelTable.available)
  func lossesAndMarginalsAreThoseOfAllPaths(of index: Int, kernels: KernelTable) {
    let bench = bench(index)
    let result = bench.measure(Compute(threads: 1, kernels: kernels))
    var shares = [Float](repeating: 0, count: bench.layout.total * bench.tags)
    for row in 0..<bench.layout.rows {
      let paths = bench.paths(of: row)
      let target = (0..<bench.layout.lengths[row]).map { Int(bench.targets[bench.place(row, $0)]) }
      let largest = paths.map(\.score).max() ?? 0
      let all = largest + log(paths.map { exp($0.score - largest) }.reduce(0, +))
      let right = paths.first { $0.path == target }?.score ?? .nan
      #expect(abs(result.losses[row] - (all - right)) <= 2e-6 * (1 + all - right), "row \(row)")
      for (path, score) in paths {
        for (step, tag) in path.enumerated() {
          shares[bench.place(row, step) * bench.tags + tag] += Float(exp(score - all))
        }
      }
    }
    expectClose(result.scores, shares, "marginals", tolerance: 2e-6)
  }

  @Test(arguments: [Float(1), 14, 40])
  func gradientsAgreeWithCentralDifferences(weightBound: Float) {
    let bench = ChainBench("slopes", tags: 4, lengths: [5, 4, 4, 2, 1], weightBound: weightBound)
    let result = bench.differentiate()
    var compared = GradientCheck().expect(
      result.scores, "scores", of: bench.scores.base, loss: bench.loss)
    compared += GradientCheck().expect(
      result.gradients, "weights", of: bench.weights.base, loss: bench.loss)
    #expect(compared == result.scores.count + result.gradients.count)
  }

  @Test func gradientsAreScaledAndAdded() {
    let bench = ChainBench("scale", tags: 3, lengths: [4, 2])
    let (whole, half) = (bench.differentiate(), bench.differentiate(scale: 0.5))
    expectClose(half.scores, whole.scores.map { $0 / 2 }, "scores")
    expectClose(half.gradients, whole.gradients.map { $0 / 2 }, "weights")
    #expect(half.losses == whole.losses && whole.losses == bench.measure().losses)
  }

  /// The two ways are the same function: a tag that cannot be makes the second way necessary.
  @Test func logarithmsAgreeWithScaling() {
    let (total, tags) = (59, 6)
    var random = RandomValues("ways")
    let (scores, weights) = (random.floats(total * tags, bound: 5), random.floats(48, bound: 3))
    let targets = random.classes(total, below: tags)
    let narrow = ChainBench(
      tags: tags, lengths: [40, 12, 7], targets: targets, scores: scores, weights: weights)
    // A column after each row, and a row after the transitions.
    let widened = { (values: [Float]) in
      stride(from: 0, to: values.count, by: tags).flatMap {
        values[$0..<$0 + tags] + [-1e4]
      }
    }
    let wide = ChainBench(
      tags: tags + 1, lengths: [40, 12, 7], targets: targets, scores: widened(scores),
      weights: widened(Array(weights[..<36])) + [Float](repeating: -1e4, count: 7)
        + widened(Array(weights[36...])))
    #expect(narrow.isNarrow && !wide.isNarrow)
    let narrowed = { (values: [Float]) in
      stride(from: 0, to: values.count, by: tags + 1).flatMap { values[$0..<$0 + tags] }
    }
    let (a, b) = (narrow.differentiate(), wide.differentiate())
    for (one, other) in zip(a.losses, b.losses) { #expect(abs(one - other) < 1e-5 * (1 + one)) }
    expectClose(a.scores, narrowed(b.scores), "scores")
    let kept = narrowed(b.gradients)
    expectClose(a.gradients, Array(kept[..<36] + kept[42...]), "weights")
  }

  @Test(arguments: benches.indices)
  func theBestPathIsTheBestOfAll(of index: Int) {
    let bench = bench(index)
    for (row, found) in bench.decode().enumerated() {
      let best = bench.paths(of: row).max { $0.score < $1.score }
      #expect(found.path == best?.path)
      #expect(abs(found.score - (best?.score ?? .nan)) <= 1e-9 * (1 + abs(found.score)))
    }
  }

  @Test(arguments: 0..<8)
  func theBestLegalPathIsTheBestOfThose(round: Int) {
    let bench = ChainBench("legal \(round)", tags: 4, lengths: [5, 3, 2, 1])
    var random = RandomValues("rules \(round)")
    let bits = random.integers(4 * 4 + 8, below: 2).map { $0 == 1 }
    let legal = LegalTransitions(
      tags: 4, canStart: { $0 == 0 || bits[$0] }, canEnd: { $0 == 0 || bits[4 + $0] },
      allows: { $0 == 0 && $1 == 0 || bits[8 + $0 * 4 + $1] })
    for (row, found) in bench.decode(legal: legal).enumerated() {
      let best = bench.paths(of: row).filter { legal.allows($0.path) }
        .max { $0.score < $1.score }
      #expect(legal.allows(found.path) && found.path == best?.path)
    }
  }

  @Test func withoutALegalPathTheScoreSaysSo() {
    let bench = ChainBench("none", tags: 3, lengths: [3, 1])
    let nothing = LegalTransitions(
      tags: 3, canStart: { _ in false }, canEnd: { _ in true }, allows: { _, _ in true })
    for found in bench.decode(legal: nothing) {
      #expect(found.score == -.infinity && found.path.allSatisfy { (0..<3).contains($0) })
    }
  }

  /// A row of a batch has the bits that it has alone.
  @Test(arguments: [Float(1), 50])
  func aBatchIsItsSequences(weightBound: Float) {
    let bench = ChainBench("batch", tags: 7, lengths: [9, 6, 6, 3, 1], weightBound: weightBound)
    let (together, paths) = (bench.differentiate(), bench.decode())
    var sum = [Float](repeating: 0, count: together.gradients.count)
    for row in 0..<bench.layout.rows {
      let alone = bench.row(row)
      let result = alone.differentiate()
      #expect(result.losses == [together.losses[row]])
      let scores = (0..<bench.layout.lengths[row]).flatMap { step in
        together.scores[(bench.place(row, step) * 7)..<(bench.place(row, step) * 7 + 7)]
      }
      expectSameBits(result.scores, scores, "row \(row)")
      #expect(alone.decode()[0].path == paths[row].path)
      for at in sum.indices { sum[at] += result.gradients[at] }
    }
    expectClose(together.gradients, sum, "weights", tolerance: 1e-6)
  }

  @Test(arguments: KernelTable.available, [(20, Float(1)), (20, 50), (70, 1)])
  func threadsAndKernelsChangeNoBit(kernels: KernelTable, size: (tags: Int, bound: Float)) {
    let lengths = (0..<24).map { 30 - $0 }
    let bench = ChainBench("bits", tags: size.tags, lengths: lengths, weightBound: size.bound)
    let expected = bench.differentiate(Compute(threads: 1, kernels: .reference))
    let marginals = bench.measure(Compute(threads: 1, kernels: .reference))
    let paths = bench.decode(Compute(threads: 1, kernels: .reference)).map(\.path)
    for threads in 1...3 {
      let compute = Compute(threads: threads, kernels: kernels)
      let result = bench.differentiate(compute)
      #expect(result.losses == expected.losses)
      expectSameBits(result.scores, expected.scores, "scores on \(threads)")
      expectSameBits(result.gradients, expected.gradients, "weights on \(threads)")
      #expect(bench.measure(compute) == marginals)
      #expect(bench.decode(compute).map(\.path) == paths)
    }
  }

  @Test(arguments: [(Float(1e4), Float(1)), (1e4, 1e4), (1, 1e4), (1e30, 1e30)])
  func extremeScoresStayFinite(bounds: (scores: Float, weights: Float)) {
    let bench = ChainBench(
      "extreme", tags: 5, lengths: [50, 20, 1], bound: bounds.scores, weightBound: bounds.weights)
    let result = bench.differentiate()
    #expect(result.losses.allSatisfy { $0.isFinite && $0 >= -1e-6 })
    #expect((result.scores + result.gradients).allSatisfy { abs($0) <= 50 * 3 })
    let marginals = bench.measure().scores
    for at in 0..<bench.layout.total {
      let sum = marginals[(at * 5)..<(at * 5 + 5)].reduce(0, +)
      #expect(abs(sum - 1) < 1e-4)
    }
  }

  @Test func impossibleTransitionsHaveNoShare() {
    let bench = ChainBench("impossible", tags: 3, lengths: [4, 2])
    bench.chain.transitions.row(1)[2] = -.infinity
    bench.chain.start.base[2] = -.infinity
    let sum = (0..<2).map { row -> Double in
      let scores = bench.paths(of: row).map(\.score)
      return log(scores.map { exp($0) }.reduce(0, +))
    }
    let result = bench.measure()
    for row in 0..<2 {
      let target = (0..<bench.layout.lengths[row]).map { Int(bench.targets[bench.place(row, $0)]) }
      let right = bench.paths(of: row).first { $0.path == target }?.score ?? .nan
      #expect(right == -.infinity || abs(result.losses[row] - (sum[row] - right)) < 1e-5)
    }
    #expect(result.scores.allSatisfy { $0.isFinite } && result.scores[2] < 1e-30)
  }

  @Test func whatIsNotANumberIsNoticed() {
    for place in [0, 7] {
      let bench = ChainBench("nan", tags: 3, lengths: [4, 2])
      bench.scores.base[place] = .nan
      #expect(bench.measure().losses.contains { $0.isNaN })
      #expect(bench.decode().allSatisfy { $0.path.allSatisfy { (0..<3).contains($0) } })
    }
    let bench = ChainBench("nan", tags: 3, lengths: [4, 2])
    bench.weights.base[4] = .nan
    #expect(bench.measure().losses.contains { $0.isNaN })
  }

  @Test(arguments: [Float(1), 50], KernelTable.compiled)
  func passesAllocateNothing(weightBound: Float, kernels: KernelTable) {
    let legal = LegalTransitions(
      tags: 9, canStart: { _ in true }, canEnd: { _ in true }, allows: { $0 != $1 })
    let compute = Compute(threads: 2, kernels: kernels)
    // What the runtime makes ready when code first runs is no part of it: a twin goes first.
    for isTwin in [true, false] {
      let bench = ChainBench("steady", tags: 9, lengths: [40, 30, 7], weightBound: weightBound)
      var counts: [Int] = []
      _ = bench.differentiate(compute)
      counts.append(bench.allocations)
      _ = bench.measure(compute)
      counts.append(bench.allocations)
      _ = bench.decode(legal: legal, compute)
      counts.append(bench.allocations)
      #expect(isTwin || counts.allSatisfy { $0 <= 0 }, "\(counts)")
    }
  }

  @Test func longSequencesKeepTheirPrecision() {
    let bench = ChainBench("long", tags: 9, lengths: [5000], bound: 8)
    let sums = bench.measure().scores
    for at in stride(from: 0, to: 5000, by: 7) {
      #expect(abs(sums[(at * 9)..<(at * 9 + 9)].reduce(0, +) - 1) < 1e-3)
    }
  }
}

extension ChainBench {
  /// A bench with one row of this one.
  fileprivate func row(_ row: Int) -> ChainBench {
    let length = layout.lengths[row]
    let places = (0..<length).map { place(row, $0) }
    return ChainBench(
      tags: tags, lengths: [length], targets: places.map { targets[$0] },
      scores: places.flatMap { at in (0..<tags).map { scores.base[at * tags + $0] } },
      weights: Array(weights.contents.prefix((tags + 2) * tags)))
  }
}
