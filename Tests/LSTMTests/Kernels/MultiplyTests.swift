// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct MultiplyTests {
  private static let columns = [1, 2, 7, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65]
  private static let depths = [0, 1, 2, 9, 40]

  @Test func referenceIsOneChainOfFusedProducts() {
    var random = RandomValues("chain")
    let (m, n, k) = (3, 18, 11)
    let (a, b) = (random.floats(m * k), random.floats(n * k))
    let product = Product(m: m, n: n, k: k, isTransposed: false, accumulates: false)
    let c = product.run(Compute(threads: 1, kernels: .reference), a, b)
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        for at in 0..<k { sum = sum.addingProduct(a[row * k + at], b[at * n + column]) }
        #expect(c[row * product.stride + column] == sum)
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func agreesWithTheReferenceInEveryShape(kernels: KernelTable) {
    var random = RandomValues("shapes")
    let a = random.floats(33 * 40)
    let b = random.floats(65 * 40)
    let compute = Compute(threads: 1, kernels: kernels)
    let reference = Compute(threads: 1, kernels: .reference)
    for m in 1...33 {
      for n in Self.columns {
        for k in Self.depths {
          for variant in 0..<4 {
            let product = Product(
              m: m, n: n, k: k, isTransposed: variant & 1 == 1, accumulates: variant & 2 == 2)
            expectSameBits(
              product.run(compute, a, b), product.run(reference, a, b), "\(product)")
          }
        }
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func threadsShareLargeProducts(kernels: KernelTable) {
    var random = RandomValues("shared")
    // Rows are shared, then columns.
    for (m, n, k) in [(130, 70, 64), (5, 530, 128)] {
      let (a, b) = (random.floats(m * k), random.floats(n * k))
      let product = Product(m: m, n: n, k: k, isTransposed: false, accumulates: true)
      let alone = product.run(Compute(threads: 1, kernels: kernels), a, b)
      for threads in 2...4 {
        expectSameBits(
          product.run(Compute(threads: threads, kernels: kernels), a, b), alone,
          "\(product), \(threads) threads")
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func packsTheTransposeLikeTheMatrix(kernels: KernelTable) {
    var random = RandomValues("panels")
    let compute = Compute(threads: 1, kernels: kernels)
    for (rows, columns) in [(5, 3), (16, 32), (33, 65), (7, 100)] {
      let values = Buffer()
      values.copy(from: random.floats(rows * columns))
      let matrix = values.matrix(rows, columns)
      let turned = Buffer()
      for row in 0..<rows {
        for column in 0..<columns {
          turned.matrix(columns, rows).row(column)[row] = matrix.row(row)[column]
        }
      }
      let (plain, transposed) = (Panels(), Panels())
      plain.pack(matrix, transposed: false, for: compute)
      transposed.pack(turned.matrix(columns, rows), transposed: true, for: compute)
      #expect(transposed.rows == rows && transposed.columns == columns)
      let width = kernels.panelWidth
      let count = (columns + width - 1) / width * plain.panelStride
      expectSameBits(
        Array(UnsafeBufferPointer(start: transposed.base, count: count)),
        Array(UnsafeBufferPointer(start: plain.base, count: count)), "\(rows) x \(columns)")
    }
  }
}

/// A product of one shape; C stands in a wider matrix whose other columns must stay as they are.
private struct Product: CustomStringConvertible {
  let m: Int
  let n: Int
  let k: Int
  let isTransposed: Bool
  let accumulates: Bool

  var stride: Int { n + 3 }

  var description: String {
    "\(m)x\(k)x\(n)\(isTransposed ? " transposed" : "")\(accumulates ? " accumulating" : "")"
  }

  /// C with the columns beside it.
  func run(_ compute: Compute, _ a: [Float], _ b: [Float]) -> [Float] {
    let (left, right, result) = (Buffer(), Buffer(), Buffer())
    left.copy(from: Array(a.prefix(m * k)))
    right.copy(from: Array(b.prefix(k * n)))
    let whole = result.matrix(m, stride)
    whole.fill(0.75)
    compute.multiply(
      isTransposed ? left.matrix(k, m) : left.matrix(m, k), transposed: isTransposed,
      right.matrix(k, n), into: whole.columns(0, n), accumulate: accumulates, scratch: Panels())
    return whole.contents
  }
}
