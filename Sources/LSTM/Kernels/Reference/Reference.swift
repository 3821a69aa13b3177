// SPDX-License-Identifier: Apache-2.0

/// The plain twins of the kernels: one element at a time, the same operations in the same order,
/// short enough to check by eye.
///
/// Tests hold every kernel to them bit for bit.
enum Reference {
  typealias Floats = KernelTable.Floats
  typealias ConstFloats = KernelTable.ConstFloats

  static let panelWidth = 16

  /// C = S + A·B: for each element one chain of fused multiply-adds in index order.
  @Sendable
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: ConstFloats, _ aRow: Int, _ b: ConstFloats, _ bStep: Int,
    _ bPanel: Int, _ s: ConstFloats?, _ sRow: Int, _ c: Floats, _ cRow: Int
  ) {
    for i in 0..<m {
      for j in 0..<n {
        let column = b + j / panelWidth * bPanel + j % panelWidth
        var sum = s?[i * sRow + j] ?? 0
        for p in 0..<k { sum.addProduct(a[i * aRow + p], column[p * bStep]) }
        c[i * cRow + j] = sum
      }
    }
  }

  /// C += Aᵀ·B; A is packed in tiles of one row, B in panels.
  @Sendable
  static func multiplyTiles(
    _ m: Int, _ n: Int, _ k: Int, _ a: ConstFloats, _ b: ConstFloats, _ c: Floats, _ cRow: Int
  ) {
    for i in 0..<m {
      for j in 0..<n {
        let column = b + j / panelWidth * panelWidth * k + j % panelWidth
        for p in 0..<k { c[i * cRow + j].addProduct(a[i * k + p], column[p * panelWidth]) }
      }
    }
  }

  @Sendable
  static func packTiles(
    _ m: Int, _ k: Int, _ first: Int, _ depth: Int, _ a: ConstFloats, _ aRow: Int, _ tiles: Floats
  ) {
    for i in 0..<m {
      for p in 0..<k { tiles[i * depth + first + p] = a[p * aRow + i] }
    }
  }

  @Sendable
  static func packPanels(
    _ k: Int, _ n: Int, _ b: ConstFloats, _ bRow: Int, _ panelStride: Int, _ panels: Floats
  ) {
    fillPanels(k, n, panelStride, panels) { p, j in b[p * bRow + j] }
  }

  @Sendable
  static func packPanelsTransposed(
    _ k: Int, _ n: Int, _ b: ConstFloats, _ bColumn: Int, _ panels: Floats
  ) {
    fillPanels(k, n, k * panelWidth, panels) { p, j in b[j * bColumn + p] }
  }

  private static func fillPanels(
    _ k: Int, _ n: Int, _ panelStride: Int, _ panels: Floats, _ element: (Int, Int) -> Float
  ) {
    for j in 0..<(n + panelWidth - 1) / panelWidth * panelWidth {
      for p in 0..<k {
        let at = j / panelWidth * panelStride + p * panelWidth + j % panelWidth
        panels[at] = j < n ? element(p, j) : 0
      }
    }
  }

  @Sendable
  static func addColumnSums(
    _ rows: Int, _ columns: Int, _ x: ConstFloats, _ xRow: Int, _ sums: Floats
  ) {
    for row in 0..<rows {
      for column in 0..<columns { sums[column] += x[row * xRow + column] }
    }
  }

  @Sendable
  static func sumOfSquares(_ count: Int, _ x: ConstFloats) -> Float {
    interleavedSum(count) { x[$0] * x[$0] }
  }

  @Sendable
  static func dot(_ count: Int, _ x: ConstFloats, _ y: ConstFloats) -> Float {
    interleavedSum(count) { x[$0] * y[$0] }
  }

  @Sendable
  static func softmax(_ count: Int, _ x: Floats, _ scale: Float) -> (largest: Float, sum: Float) {
    var largest = -Float.infinity
    for at in 0..<count where x[at] > largest { largest = x[at] }
    for at in 0..<count { x[at] = exp(x[at] - largest) }
    let sum = interleavedSum(count) { x[$0] }
    for at in 0..<count { x[at] = x[at] / sum * scale }
    return (largest, sum)
  }

  /// 16 interleaved partial sums, joined in halves, quarters and pairs.
  private static func interleavedSum(_ count: Int, _ term: (Int) -> Float) -> Float {
    var sums = [Float](repeating: 0, count: 16)
    for at in 0..<count { sums[at % 16] += term(at) }
    for half in [8, 4, 2, 1] {
      for lane in 0..<half { sums[lane] += sums[lane + half] }
    }
    return sums[0]
  }
}
