// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

extension KernelTable: CustomTestStringConvertible {
  /// The instruction set.
  public var testDescription: String { name }

  /// Those compiled for an instruction set.
  ///
  /// The plain reference is not held to allocate nothing.
  static var compiled: [KernelTable] { available.filter { $0.name != "reference" } }
}

/// The lengths at which a kernel has something to get wrong: around its vectors and its tails.
let tailLengths = [1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 100, 257]

/// All units of a layer, and the two halves that two threads take.
func unitRanges(_ hidden: Int) -> [(first: Int, units: Int)] {
  let half = hidden / 32 * 16
  return half > 0 ? [(0, hidden), (0, half), (half, hidden - half)] : [(0, hidden)]
}

/// Buffers of given values for a kernel to work on.
///
/// What stands after the last value of each is watched.
struct KernelCall {
  private let buffers: [Buffer]
  private let counts: [Int]
  private static let guardValue: Float = 77.25

  init(_ values: [[Float]]) {
    counts = values.map(\.count)
    buffers = values.map { values in
      let buffer = Buffer()
      buffer.copy(from: values + [Float](repeating: Self.guardValue, count: 16))
      return buffer
    }
  }

  /// The place of a buffer.
  subscript(index: Int) -> UnsafeMutablePointer<Float> { buffers[index].base }

  /// The contents of all buffers, with what stands after them.
  var contents: [Float] {
    zip(buffers, counts).flatMap { Array($0.contents.prefix($1 + 16)) }
  }

  /// Holds a call with some kernels to the same call with the reference, bit for bit in all buffers.
  static func compare(
    _ kernels: KernelTable, _ values: [[Float]], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ call: (KernelTable, KernelCall) -> [Float]
  ) {
    let results = [kernels, .reference].map { table in
      let buffers = KernelCall(values)
      return call(table, buffers) + buffers.contents
    }
    expectSameBits(
      results[0], results[1], "\(kernels.name) \(what)", sourceLocation: sourceLocation)
  }
}
