// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// The fused multiply-add peak of this machine, in floating point operations a second: a product
/// whose operands stay in the first-level cache, on all threads at once.
func measuredPeak(_ compute: Compute) -> Double {
  let work = PeakWork(compute: compute)
  let best =
    (0..<7).map { _ in
      Timing(seconds: 0.02) { compute.pool.run(compute.threads, work) }.median
    }.min() ?? .infinity
  return Double(compute.threads) * PeakWork.operations / best
}

private struct PeakWork: SharedWork {
  static let (rows, columns, depth, turns) = (84, 32, 96, 40)
  static var operations: Double { 2 * Double(rows * columns * depth * turns) }

  let compute: Compute
  private let a = Buffer(count: rows * depth)
  private let b = Buffer(count: columns * depth)
  private let c: [Buffer]

  init(compute: Compute) {
    self.compute = compute
    c = (0..<compute.threads).map { _ in Buffer(count: Self.rows * Self.columns) }
  }

  func run(_ part: Int) {
    let width = compute.kernels.panelWidth
    for _ in 0..<Self.turns {
      compute.kernels.multiply(
        Self.rows, Self.columns, Self.depth, a.base, Self.depth, b.base, width,
        width * Self.depth, nil, 0, c[part].base, Self.columns)
    }
  }
}
