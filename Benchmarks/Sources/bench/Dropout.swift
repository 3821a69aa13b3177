// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import LSTM

/// What recurrent dropout costs: a step of training with it, over one without.
struct Dropout: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The cost of recurrent dropout, in training.")

  @Option(help: "Threads to use.") var threads = 1
  @Option(help: "Seconds for each figure.") var seconds = 1.0

  func run() {
    let compute = Compute(threads: threads)
    for shape in Shape.table {
      let plain = Stack(shape, compute: compute)
      let dropping = Stack(shape, recurrentDropout: 0.3, compute: compute)
      // In turn, so that both meet the same weather.
      var ratios: [Double] = []
      for _ in 0..<5 {
        let without = Timing(seconds: seconds / 10, plain.train).median
        ratios.append(Timing(seconds: seconds / 10, dropping.train).median / without)
      }
      ratios.sort()
      report([
        "work": "dropout", "row": shape.name, "threads": threads, "ratio": rounded(ratios[2]),
      ])
    }
  }
}
