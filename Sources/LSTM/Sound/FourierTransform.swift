// SPDX-License-Identifier: Apache-2.0

/// The spectrum of real samples, for any size.
///
/// It is our own rather than FFTW's or pocketfft's: those choose their way by the processor, with
/// fused operations where there are any, and the bits of a feature would depend on the machine. This
/// one has one order of sums and products, and twiddles by `cosine`; the frames of speech are short
/// enough that files take longer to read. Sizes are divided into factors of 4, 2, 3, 5 and other
/// primes up to 31 (Stockham's order, so that nothing is turned round at the end); a larger prime
/// goes through a convolution whose size is a power of two (Bluestein).
struct FourierTransform: Sendable {
  /// How many samples.
  let size: Int
  /// Complex values that `power` needs to work with, as pairs of numbers.
  let workspace: Int

  /// An even size is a complex transform of half of it.
  private let complex: ComplexTransform
  /// e^(-2πik / size) for the step from a transform of half the size.
  private let twiddles: [Double]

  /// A transform of at least one sample.
  init(size: Int) {
    self.size = size
    let isHalved = size % 2 == 0
    complex = ComplexTransform(size: isHalved ? size / 2 : size)
    twiddles = isHalved ? (0...size / 4).flatMap { unit($0, of: size) } : []
    workspace = 2 * complex.size + complex.workspace
  }

  /// Replaces `samples` by |X|² of the places 0 … size / 2; there is room for `size` + 2 numbers.
  ///
  /// - Parameter work: room for `workspace` numbers.
  func power(_ samples: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>) {
    guard size % 2 == 0 else { return oddPower(samples, work) }
    let half = size / 2
    complex.run(samples, work)
    let (firstReal, firstImaginary) = (samples[0], samples[1])
    samples[2 * half] = firstReal
    samples[2 * half + 1] = firstImaginary
    // The spectra of the even and the odd samples come apart by symmetry. Places k and half - k are
    // made of the same two values; `work` keeps the results, since these are needed in place.
    twiddles.withUnsafeBufferPointer { turn in
      for k in 0...half / 2 {
        let (a, b) = (samples[2 * k], samples[2 * k + 1])
        let (c, d) = (samples[2 * (half - k)], samples[2 * (half - k) + 1])
        let (evenReal, evenImaginary) = ((a + c) / 2, (b - d) / 2)
        let (oddReal, oddImaginary) = ((b + d) / 2, (c - a) / 2)
        let (cosine, sine) = (turn[2 * k], turn[2 * k + 1])
        let real = oddReal * cosine - oddImaginary * sine
        let imaginary = oddReal * sine + oddImaginary * cosine
        let (x, y) = (evenReal + real, evenImaginary + imaginary)
        let (u, v) = (evenReal - real, imaginary - evenImaginary)
        work[k] = x * x + y * y
        work[half - k] = u * u + v * v
      }
    }
    for k in 0...half { samples[k] = work[k] }
  }

  private func oddPower(
    _ samples: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>
  ) {
    let values = work
    for k in 0..<size {
      values[2 * k] = samples[k]
      values[2 * k + 1] = 0
    }
    complex.run(values, work + 2 * size)
    for k in 0...size / 2 {
      samples[k] = values[2 * k] * values[2 * k] + values[2 * k + 1] * values[2 * k + 1]
    }
  }
}

/// e^(-2πi k / size) as a pair of numbers.
func unit(_ k: Int, of size: Int) -> [Double] {
  let angle = 2 * Double.pi * Double(k % size) / Double(size)
  return [cosine(angle), cosine(angle + .pi / 2)]
}
