// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Probabilities of symbols at the steps of one row, the blank last; the first symbol, which nobody knows, is
/// never probable.
private struct StepBench {
  let symbols: Int
  let steps: Int
  private let buffer = Buffer()

  init(_ name: String, symbols: Int, steps: Int, bound: Float = 2) {
    (self.symbols, self.steps) = (symbols, steps)
    var random = RandomValues(name)
    let scores = random.floats(steps * (symbols + 1), bound: bound)
    var values: [Float] = []
    for step in 0..<steps {
      var own = scores[(step * (symbols + 1))..<((step + 1) * (symbols + 1))].map { exp($0) }
      own[0] = 0
      let sum = own.reduce(0, +)
      values += own.map { $0 / sum }
    }
    buffer.copy(from: values)
  }

  var row: TranscriptSteps {
    TranscriptSteps(
      buffer.matrix(steps, symbols + 1), BatchLayout(sortedLengths: [steps]), 0)
  }

  /// The probability of each text, by all paths.
  var texts: [[Int32]: Double] {
    var found: [[Int32]: Double] = [:]
    func go(_ step: Int, _ text: [Int32], _ last: Int, _ probability: Double) {
      guard step < steps else {
        found[text, default: 0] += probability
        return
      }
      for symbol in 1...symbols {
        let share = Double(row[step][symbol])
        let isNew = symbol != last && symbol != symbols
        go(step + 1, isNew ? text + [Int32(symbol)] : text, symbol, probability * share)
      }
    }
    go(0, [], symbols, 1)
    return found
  }

  func search(_ beam: Int, best: Int = 1) -> [WrittenText] {
    var options = SearchOptions()
    (options.beam, options.best) = (beam, best)
    return PrefixSearch(options).texts(row)
  }
}

@Suite struct PrefixSearchTests {
  @Test(arguments: 0..<12)
  func aWideBeamIsExhaustive(round: Int) {
    let bench = StepBench("wide \(round)", symbols: 3 + round % 2, steps: 4 + round % 3)
    let all = bench.texts.sorted { ($1.value, $0.key.count) < ($0.value, $1.key.count) }
    let found = bench.search(2000, best: 8)
    #expect(found.count == min(8, all.count))
    for (text, right) in zip(found, all) {
      #expect(abs(text.score - log(right.value)) < 1e-6, "\(text.tokens) \(right)")
      #expect(abs(text.score - log(bench.texts[text.tokens] ?? 0)) < 1e-6)
    }
  }

  @Test(arguments: 0..<8)
  func askingForMoreTextsNeverChangesTheFirst(round: Int) {
    let bench = StepBench("best \(round)", symbols: 6, steps: 30)
    for beam in [2, 5, 16] {
      let several = bench.search(beam, best: beam)
      #expect(several.first == bench.search(beam).first)
      #expect(Set(several.map(\.tokens)).count == several.count)
      #expect(zip(several, several.dropFirst()).allSatisfy { $0.score >= $1.score })
    }
  }

  /// Where one symbol has nearly all of each step, all ways of looking find the same.
  @Test(arguments: 0..<8)
  func peakedStepsGiveThePlainTranscript(round: Int) {
    let bench = StepBench("peaked \(round)", symbols: 5, steps: 25, bound: 60)
    var blanks = StepShare()
    let plain = bench.row.plain(blanks: &blanks)
    #expect(blanks.steps == 25)
    for beam in [1, 4, 20] { #expect(bench.search(beam).first?.tokens == plain.tokens) }
  }

  @Test func aWiderBeamFindsNoWorseTexts() {
    for round in 0..<6 {
      let bench = StepBench("wider \(round)", symbols: 4, steps: 6)
      let all = bench.texts
      let scores = [1, 3, 40, 1000].map { beam -> Double in
        all[bench.search(beam).first?.tokens ?? []] ?? 0
      }
      #expect(scores[3] == all.values.max() && scores[3] >= scores[0])
    }
  }

  @Test func symbolsBeginWhereTheirMostProbableWayHasThem() {
    let bench = StepBench("starts", symbols: 4, steps: 12, bound: 60)
    var blanks = StepShare()
    let plain = bench.row.plain(blanks: &blanks)
    #expect(bench.row.starts(of: plain.tokens) == plain.origins)
    #expect(zip(plain.origins, plain.origins.dropFirst()).allSatisfy { $0 < $1 })
    #expect(bench.row.starts(of: []).isEmpty)
    #expect(bench.row.starts(of: Array(repeating: 1, count: 12)).isEmpty)
  }
}
