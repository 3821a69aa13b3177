// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct FourierTransformTests {
  private func power(_ samples: [Double]) -> [Double] {
    let transform = FourierTransform(size: samples.count)
    var values = samples + [0, 0]
    var work = [Double](repeating: 0, count: transform.workspace)
    values.withUnsafeMutableBufferPointer { values in
      work.withUnsafeMutableBufferPointer { work in
        if let values = values.baseAddress, let work = work.baseAddress {
          transform.power(values, work)
        }
      }
    }
    return Array(values[...(samples.count / 2)])
  }

  /// Sizes of each kind of factor, odd and even, and primes beyond the largest factor.
  @Test(
    arguments: Array(1...40) + [
      64, 81, 100, 125, 128, 200, 242, 256, 300, 331, 343, 400, 441, 512, 514, 1024, 1031,
    ])
  func equalsItsDefinition(size: Int) {
    var random = RandomSource(seed: 1).sequence(.sample, "fft", step: UInt32(size))
    let samples = (0..<size).map { _ in random.normal() }
    for (k, found) in power(samples).enumerated() {
      var (real, imaginary) = (0.0, 0.0)
      for (n, sample) in samples.enumerated() {
        let angle = -2 * Double.pi * Double(n * k % size) / Double(size)
        real += sample * cos(angle)
        imaginary += sample * sin(angle)
      }
      let expected = real * real + imaginary * imaginary
      #expect(abs(found - expected) <= 1e-11 * Double(size) * (1 + expected), "\(size), \(k)")
    }
  }
}
