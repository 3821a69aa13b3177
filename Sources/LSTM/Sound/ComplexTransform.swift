// SPDX-License-Identifier: Apache-2.0

/// The discrete Fourier transform of complex values, pairs of numbers, for any size.
struct ComplexTransform: Sendable {
  let size: Int
  /// Numbers that `run` needs to work with.
  let workspace: Int

  private let passes: [Pass]
  private let convolution: Convolution?

  /// One factor of the size.
  private struct Pass: Sendable {
    let factor: Int
    /// How many values lie beside one another that are transformed alike.
    let stride: Int
    /// The size that is left to be transformed, this factor included.
    let size: Int
    /// e^(-2πi jp / size): for each place p, j from 1 to factor - 1.
    let twiddles: [Double]
    /// e^(-2πi j / factor).
    let roots: [Double]
  }

  /// The largest prime that has a pass of its own.
  private static let largestFactor = 31

  /// A transform of at least one value.
  init(size: Int) {
    self.size = size
    var (rest, stride): (Int, Int) = (size, 1)
    var passes: [Pass] = []
    for factor in [4, 2, 3, 5] + Array(Swift.stride(from: 7, through: Self.largestFactor, by: 2)) {
      while rest % factor == 0 {
        let places = rest / factor
        let whole = rest
        passes.append(
          Pass(
            factor: factor, stride: stride, size: whole,
            twiddles: (0..<places).flatMap { p in
              (1..<factor).flatMap { unit($0 * p, of: whole) }
            },
            roots: (0..<factor).flatMap { unit($0, of: factor) }))
        stride *= factor
        rest = places
      }
    }
    self.passes = rest == 1 ? passes : []
    convolution = rest == 1 ? nil : Convolution(size)
    workspace = convolution?.workspace ?? 2 * size + 2 * Self.largestFactor
  }

  /// Transforms `values` in place.
  ///
  /// - Parameter work: room for `workspace` numbers.
  func run(_ values: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>) {
    if let convolution { return convolution.run(values, work) }
    var (from, to) = (values, work)
    for pass in passes {
      switch pass.factor {
      case 4: Self.four(pass, from, to)
      case 2: Self.two(pass, from, to)
      default: Self.any(pass, from, to, work + 2 * size)
      }
      swap(&from, &to)
    }
    if from != values { values.update(from: from, count: 2 * size) }
  }

  private static func two(
    _ pass: Pass, _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) {
    let (places, stride) = (pass.size / 2, pass.stride)
    pass.twiddles.withUnsafeBufferPointer { turn in
      for p in 0..<places {
        let (cosine, sine) = (turn[2 * p], turn[2 * p + 1])
        let a = x + 2 * stride * p
        let b = a + 2 * stride * places
        let out = y + 4 * stride * p
        for q in Swift.stride(from: 0, to: 2 * stride, by: 2) {
          let (real, imaginary) = (a[q] - b[q], a[q + 1] - b[q + 1])
          out[q] = a[q] + b[q]
          out[q + 1] = a[q + 1] + b[q + 1]
          out[q + 2 * stride] = real * cosine - imaginary * sine
          out[q + 2 * stride + 1] = real * sine + imaginary * cosine
        }
      }
    }
  }

  private static func four(
    _ pass: Pass, _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) {
    let (places, stride) = (pass.size / 4, pass.stride)
    pass.twiddles.withUnsafeBufferPointer { turn in
      for p in 0..<places {
        let (c1, s1) = (turn[6 * p], turn[6 * p + 1])
        let (c2, s2) = (turn[6 * p + 2], turn[6 * p + 3])
        let (c3, s3) = (turn[6 * p + 4], turn[6 * p + 5])
        let a = x + 2 * stride * p
        let b = a + 2 * stride * places
        let c = b + 2 * stride * places
        let d = c + 2 * stride * places
        let out = y + 8 * stride * p
        for q in Swift.stride(from: 0, to: 2 * stride, by: 2) {
          let (sumReal, sumImaginary) = (a[q] + c[q], a[q + 1] + c[q + 1])
          let (gapReal, gapImaginary) = (a[q] - c[q], a[q + 1] - c[q + 1])
          let (otherReal, otherImaginary) = (b[q] + d[q], b[q + 1] + d[q + 1])
          // -i (b - d)
          let (turnedReal, turnedImaginary) = (b[q + 1] - d[q + 1], d[q] - b[q])
          out[q] = sumReal + otherReal
          out[q + 1] = sumImaginary + otherImaginary
          var (real, imaginary) = (gapReal + turnedReal, gapImaginary + turnedImaginary)
          out[q + 2 * stride] = real * c1 - imaginary * s1
          out[q + 2 * stride + 1] = real * s1 + imaginary * c1
          (real, imaginary) = (sumReal - otherReal, sumImaginary - otherImaginary)
          out[q + 4 * stride] = real * c2 - imaginary * s2
          out[q + 4 * stride + 1] = real * s2 + imaginary * c2
          (real, imaginary) = (gapReal - turnedReal, gapImaginary - turnedImaginary)
          out[q + 6 * stride] = real * c3 - imaginary * s3
          out[q + 6 * stride + 1] = real * s3 + imaginary * c3
        }
      }
    }
  }

  /// A factor by its definition: the square of the factor in products.
  private static func any(
    _ pass: Pass, _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    _ room: UnsafeMutablePointer<Double>
  ) {
    let factor = pass.factor
    let (places, stride) = (pass.size / factor, pass.stride)
    pass.twiddles.withUnsafeBufferPointer { turn in
      pass.roots.withUnsafeBufferPointer { roots in
        for p in 0..<places {
          for q in 0..<stride {
            for j in 0..<factor {
              let from = 2 * (q + stride * (p + places * j))
              room[2 * j] = x[from]
              room[2 * j + 1] = x[from + 1]
            }
            for k in 0..<factor {
              var (real, imaginary, root) = (0.0, 0.0, 0)
              for j in 0..<factor {
                let (cosine, sine) = (roots[2 * root], roots[2 * root + 1])
                real += room[2 * j] * cosine - room[2 * j + 1] * sine
                imaginary += room[2 * j] * sine + room[2 * j + 1] * cosine
                root += k
                if root >= factor { root -= factor }
              }
              let to = 2 * (q + stride * (factor * p + k))
              if k > 0 {
                let at = 2 * ((factor - 1) * p + k - 1)
                let (cosine, sine) = (turn[at], turn[at + 1])
                (real, imaginary) = (
                  real * cosine - imaginary * sine, real * sine + imaginary * cosine
                )
              }
              y[to] = real
              y[to + 1] = imaginary
            }
          }
        }
      }
    }
  }
}

/// A transform of any size as a convolution with a chirp (Bluestein), by transforms whose size is a
/// power of two.
private final class Convolution: Sendable {
  let workspace: Int
  private let size: Int
  private let inner: ComplexTransform
  /// e^(-πi k² / size).
  private let chirp: [Double]
  /// The spectrum of its conjugate, laid around 0, divided by the size of the inner transform.
  private let spectrum: [Double]

  init(_ size: Int) {
    let inner = ComplexTransform(size: SoundRecipe.powerOfTwo(2 * size - 1))
    let chirp = (0..<size).flatMap { unit($0 * $0 % (2 * size), of: 2 * size) }
    var around = [Double](repeating: 0, count: 2 * inner.size)
    for k in 0..<size {
      for place in [k, (inner.size - k) % inner.size] {
        around[2 * place] = chirp[2 * k] / Double(inner.size)
        around[2 * place + 1] = -chirp[2 * k + 1] / Double(inner.size)
      }
    }
    var work = [Double](repeating: 0, count: inner.workspace)
    around.withUnsafeMutableBufferPointer { values in
      work.withUnsafeMutableBufferPointer { work in
        if let values = values.baseAddress, let work = work.baseAddress { inner.run(values, work) }
      }
    }
    (self.size, self.inner, self.chirp, spectrum) = (size, inner, chirp, around)
    workspace = 2 * inner.size + inner.workspace
  }

  func run(_ values: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>) {
    let room = work + 2 * inner.size
    for k in 0..<size {
      let (a, b, c, d) = (values[2 * k], values[2 * k + 1], chirp[2 * k], chirp[2 * k + 1])
      work[2 * k] = a * c - b * d
      work[2 * k + 1] = a * d + b * c
    }
    for k in 2 * size..<2 * inner.size { work[k] = 0 }
    inner.run(work, room)
    for k in 0..<inner.size {
      let (a, b, c, d) = (work[2 * k], work[2 * k + 1], spectrum[2 * k], spectrum[2 * k + 1])
      work[2 * k] = a * c - b * d
      // The conjugate, so that the same transform leads back.
      work[2 * k + 1] = -(a * d + b * c)
    }
    inner.run(work, room)
    for k in 0..<size {
      let (a, b, c, d) = (work[2 * k], -work[2 * k + 1], chirp[2 * k], chirp[2 * k + 1])
      values[2 * k] = a * c - b * d
      values[2 * k + 1] = a * d + b * c
    }
  }
}
