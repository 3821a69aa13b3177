// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import LSTM

/// Forward and training of bare LSTM stacks.
struct Table: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The table of shapes: GFLOP/s forward and in training.")

  @Option(help: "Threads to use.") var threads = 1
  @Option(help: "Rows to measure, with commas between them; all by default.") var rows = ""
  @Option(help: "Seconds for each figure.") var seconds = 1.0

  func run() {
    let compute = Compute(threads: threads)
    let names = rows.split(separator: ",").map(String.init)
    for shape in Shape.table where names.isEmpty || names.contains(shape.name) {
      let stack = Stack(shape, compute: compute)
      let peak = measuredPeak(compute)
      show(shape, "forward", 1, Timing(seconds: seconds, stack.forward), peak)
      show(shape, "training", 3, Timing(seconds: seconds, stack.train), peak)
    }
  }

  private func show(
    _ shape: Shape, _ pass: String, _ passes: Double, _ time: Timing, _ peak: Double
  ) {
    let rate = passes * shape.operations / time.median
    report([
      "work": "table", "row": shape.name, "pass": pass, "threads": threads,
      "seconds": time.median, "best": time.best, "gflops": rounded(rate / 1e9),
      "peak": rounded(peak / 1e9), "share": rounded(rate / peak),
    ])
  }
}
