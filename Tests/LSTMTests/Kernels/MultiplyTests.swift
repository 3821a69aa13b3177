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
  func goesThroughALongInnerDimensionInBlocks(kernels: KernelTable) {
    var random = RandomValues("blocks of the inner dimension")
    let k = 1000
    for (m, n) in [(1, 70), (2, 40), (13, 17), (100, 33)] {
      let (a, b) = (random.floats(m * k), random.floats(n * k))
      for isTransposed in [false, true] {
        let product = Product(m: m, n: n, k: k, isTransposed: isTransposed, accumulates: true)
        expectSameBits(
          product.run(Compute(threads: 1, kernels: kernels), a, b),
          product.run(Compute(threads: 1, kernels: .reference), a, b), "\(product)")
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func beginsWithABias(kernels: KernelTable) {
    var random = RandomValues("bias")
    let compute = Compute(threads: 2, kernels: kernels)
    for (m, n, k) in [(3, 18, 5), (40, 70, 200)] {
      let (a, b, c, bias) = (Buffer(), Buffer(), Buffer(), Buffer())
      a.copy(from: random.floats(m * k))
      b.copy(from: random.floats(k * n))
      bias.copy(from: random.floats(n))
      compute.multiply(
        a.matrix(m, k), b.matrix(k, n), from: .row(bias.base), into: c.matrix(m, n),
        scratch: Panels())
      let direct = c.matrix(m, n).contents
      c.matrix(m, n).setRows(to: bias.base)
      compute.multiply(
        a.matrix(m, k), b.matrix(k, n), from: .result, into: c.matrix(m, n), scratch: Panels())
      expectSameBits(direct, c.matrix(m, n).contents, "\(m)x\(k)x\(n)")
    }
  }

  @Test(arguments: KernelTable.available)
  func threadsShareLargeProducts(kernels: KernelTable) {
    var random = RandomValues("shared")
    // Rows are shared, then columns.
    let shapes = [(130, 70, 64, false), (5, 530, 128, false), (800, 50, 500, true)]
    for (m, n, k, isTransposed) in shapes {
      let (a, b) = (random.floats(m * k), random.floats(n * k))
      let product = Product(m: m, n: n, k: k, isTransposed: isTransposed, accumulates: true)
      let alone = product.run(Compute(threads: 1, kernels: kernels), a, b)
      for threads in 2...4 {
        expectSameBits(
          product.run(Compute(threads: threads, kernels: kernels), a, b), alone,
          "\(product), \(threads) threads")
      }
    }
  }

  /// Two left operands of one right operand, and its sums by column, in one go: few rows together, and
  /// more than share what is packed.
  @Test(arguments: KernelTable.available, [(9, 40), (210, 170), (500, 300)])
  func gradientsOfOneRightOperandAreThoseOneByOne(kernels: KernelTable, rows: (Int, Int)) {
    var random = RandomValues("gradients")
    let (depth, columns) = (400, 70)
    let (a, other, b) = (Buffer(), Buffer(), Buffer())
    a.copy(from: random.floats(depth * rows.0))
    other.copy(from: random.floats(depth * rows.1))
    b.copy(from: random.floats(depth * columns))
    let left = (a.matrix(depth, rows.0), other.matrix(depth, rows.1))
    let results = { (body: (_ c: Matrix, _ otherC: Matrix, _ sums: Matrix) -> Void) in
      let all = Buffer(count: (rows.0 + rows.1 + 1) * columns)
      let whole = all.matrix(rows.0 + rows.1 + 1, columns)
      whole.fill(0.25)
      body(whole.rows(0, rows.0), whole.rows(rows.0, rows.1), whole.rows(rows.0 + rows.1, 1))
      return whole.contents
    }
    let right = b.matrix(depth, columns)
    let plain = Compute(threads: 1, kernels: .reference)
    let expected = results { c, otherC, sums in
      plain.addProductOfTransposed(left.0, right, into: c)
      plain.addProductOfTransposed(left.1, right, into: otherC)
      plain.addColumnSums(right, to: sums)
    }
    for threads in 1...3 {
      let compute = Compute(threads: threads, kernels: kernels)
      let found = results { c, otherC, sums in
        compute.addProductOfTransposed(left.0, right, into: c, and: (left.1, otherC), sums: sums)
      }
      expectSameBits(found, expected, "\(threads) threads")
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
      plain.pack(matrix, for: compute)
      transposed.pack(turned.matrix(columns, rows), transposed: true, for: compute)
      #expect(transposed.rows == rows && transposed.columns == columns)
      let width = kernels.panelWidth
      let count = (columns + width - 1) / width * plain.panelStride
      expectSameBits(
        Array(UnsafeBufferPointer(start: transposed.panel(), count: count)),
        Array(UnsafeBufferPointer(start: plain.panel(), count: count)), "\(rows) x \(columns)")
    }
  }

  @Test(arguments: KernelTable.available)
  func packsBlocksOfColumnsEachByItself(kernels: KernelTable) {
    var random = RandomValues("blocks")
    let compute = Compute(threads: 2, kernels: kernels)
    let (rows, columns) = (7, 40)
    let values = Buffer()
    values.copy(from: random.floats(rows * 3 * columns))
    let matrix = values.matrix(rows, 3 * columns)
    let (whole, part) = (Panels(), Panels())
    whole.pack(matrix, blocks: 3, for: compute)
    for block in 0..<3 {
      part.pack(matrix.columns(block * columns, columns), for: compute)
      let count = (columns + kernels.panelWidth - 1) / kernels.panelWidth * part.panelStride
      expectSameBits(
        Array(UnsafeBufferPointer(start: whole.panel(block: block), count: count)),
        Array(UnsafeBufferPointer(start: part.panel(), count: count)), "block \(block)")
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
    let c = whole.columns(0, n)
    if isTransposed {
      if !accumulates { c.fill(0) }
      compute.addProductOfTransposed(left.matrix(k, m), right.matrix(k, n), into: c)
    } else {
      compute.multiply(
        left.matrix(m, k), right.matrix(k, n), from: accumulates ? .result : .zero, into: c,
        scratch: Panels())
    }
    return whole.contents
  }
}
