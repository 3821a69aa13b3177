// SPDX-License-Identifier: Apache-2.0

/// The functions that a dense layer may end in.
public enum Activation: String, CaseIterable, Hashable, Sendable {
  /// x
  case linear
  /// tanh x
  case tanh
  /// 1 / (1 + e^-x)
  case sigmoid
  /// max(x, 0)
  case relu
  /// x for x > 0, else 0.01·x
  case leakyReLU = "leaky_relu"
  /// x for x > 0, else e^x - 1
  case elu
  /// x·σ(x), also called swish
  case silu
  /// x·Φ(x) by its tanh approximation (Hendrycks and Gimpel 2016)
  case gelu
}

extension Activation {
  private static let geluRoot: Float = 0.797_884_56  // √(2/π)
  private static let geluCube: Float = 0.044_715

  /// y = f(x), element by element; `x` keeps its values.
  func apply(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int,
    _ kernels: KernelTable
  ) {
    switch self {
    case .linear:
      for at in 0..<count { y[at] = x[at] }
    case .tanh:
      kernels.tanh(count, x, y)
    case .sigmoid:
      kernels.sigmoid(count, x, y)
    case .relu:
      for at in 0..<count { y[at] = x[at] <= 0 ? 0 : x[at] }
    case .leakyReLU:
      for at in 0..<count { y[at] = x[at] > 0 ? x[at] : 0.01 * x[at] }
    case .elu:
      kernels.exp(count, x, y)
      for at in 0..<count { y[at] = x[at] > 0 ? x[at] : y[at] - 1 }
    case .silu:
      kernels.sigmoid(count, x, y)
      for at in 0..<count { y[at] *= x[at] }
    case .gelu:
      geluGate(x, y, count, kernels)
      for at in 0..<count { y[at] *= x[at] }
    }
  }

  /// d = d ⊙ f'(x), element by element; `y` is f(x) and may be overwritten.
  func applyDerivative(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ d: UnsafeMutablePointer<Float>,
    _ count: Int, _ kernels: KernelTable
  ) {
    switch self {
    case .linear:
      break
    case .tanh:
      for at in 0..<count { d[at] *= 1 - y[at] * y[at] }
    case .sigmoid:
      for at in 0..<count { d[at] *= y[at] * (1 - y[at]) }
    case .relu:
      for at in 0..<count where !(x[at] > 0) { d[at] = 0 }
    case .leakyReLU:
      for at in 0..<count where !(x[at] > 0) { d[at] *= 0.01 }
    case .elu:
      for at in 0..<count where !(x[at] > 0) { d[at] *= y[at] + 1 }
    case .silu:
      kernels.sigmoid(count, x, y)
      for at in 0..<count { d[at] *= y[at] * (1 + x[at] * (1 - y[at])) }
    case .gelu:
      geluGate(x, y, count, kernels)
      for at in 0..<count {
        let slope = 2 * Self.geluRoot * (1 + 3 * Self.geluCube * x[at] * x[at])
        d[at] *= y[at] + x[at] * y[at] * (1 - y[at]) * slope
      }
    }
  }

  /// ½·(1 + tanh u) with u = √(2/π)·(x + 0.044715·x³), as σ(2u): exact in both tails.
  private func geluGate(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int,
    _ kernels: KernelTable
  ) {
    for at in 0..<count {
      y[at] = 2 * Self.geluRoot * (x[at] + Self.geluCube * x[at] * x[at] * x[at])
    }
    kernels.sigmoid(count, y, y)
  }
}
