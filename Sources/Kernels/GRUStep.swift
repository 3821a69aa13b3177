// SPDX-License-Identifier: Apache-2.0

/// The pointwise part of a GRU step for `rows` rows:
/// r = σ(·), z = σ(·), n = tanh(x_n + r ⊙ u_n), h' = (1 - z) ⊙ n + z ⊙ h.
///
/// - Parameters:
///   - gates: `[rows, 3·hidden]`, in: the input's share of r z n; out: r z n.
///   - recurrent: `[rows, 3·hidden]`, the state's share h·U, with the bias of n in its third part.
///   - before: h, dense; nil for a state of zero.
///   - output: h', rows `outputRow` apart.
public func gruForward(
  rows: Int, hidden: Int, gates: UnsafeMutablePointer<Float>, recurrent: UnsafePointer<Float>,
  before: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>, outputRow: Int
) {
  for row in 0..<rows {
    let gate = gates + row &* 3 &* hidden
    let state = recurrent + row &* 3 &* hidden
    let out = output + row &* outputRow
    forEachVector(hidden) { at, live in
      let r = sigmoid(load(gate + at, live) + load(state + at, live))
      let z = sigmoid(load(gate + (hidden &+ at), live) + load(state + (hidden &+ at), live))
      let u = load(state + (2 &* hidden &+ at), live)
      let n = tanh(load(gate + (2 &* hidden &+ at), live).addingProduct(r, u))
      var h = (1 - z) * n
      if let before { h = h.addingProduct(z, load(before + (row &* hidden &+ at), live)) }
      store(r, gate + at, live)
      store(z, gate + (hidden &+ at), live)
      store(n, gate + (2 &* hidden &+ at), live)
      store(h, out + at, live)
    }
  }
}

/// The way back through `gruForward`.
///
/// - Parameters:
///   - gates: in: r z n; out: the gradient of the input's share.
///   - recurrent: in: the state's share; out: its gradient.
///   - dOutput: in: the gradient of h'; out: what of it reaches h directly (dh' ⊙ z). Dense.
public func gruBackward(
  rows: Int, hidden: Int, gates: UnsafeMutablePointer<Float>,
  recurrent: UnsafeMutablePointer<Float>, before: UnsafePointer<Float>?,
  dOutput: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let gate = gates + row &* 3 &* hidden
    let state = recurrent + row &* 3 &* hidden
    forEachVector(hidden) { at, live in
      let r = load(gate + at, live)
      let z = load(gate + (hidden &+ at), live)
      let n = load(gate + (2 &* hidden &+ at), live)
      let u = load(state + (2 &* hidden &+ at), live)
      let h = before.map { load($0 + (row &* hidden &+ at), live) } ?? .zero
      let dh = load(dOutput + (row &* hidden &+ at), live)
      let dn = dh * (1 - z) * (1 - n * n)
      let dz = dh * (h - n) * (z * (1 - z))
      let dr = dn * u * (r * (1 - r))
      store(dr, gate + at, live)
      store(dz, gate + (hidden &+ at), live)
      store(dn, gate + (2 &* hidden &+ at), live)
      store(dr, state + at, live)
      store(dz, state + (hidden &+ at), live)
      store(dn * r, state + (2 &* hidden &+ at), live)
      store(dh * z, dOutput + (row &* hidden &+ at), live)
    }
  }
}
