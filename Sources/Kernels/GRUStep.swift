// SPDX-License-Identifier: Apache-2.0

/// The pointwise part of a GRU step for `rows` rows and the units `first ..< first + units`:
/// r = σ(·), z = σ(·), n = tanh(x_n + r ⊙ u_n), h' = (1 - z) ⊙ n + z ⊙ h.
///
/// - Parameters:
///   - hidden: the units of the layer, which is the stride of all that is dense.
///   - gates: `[rows, 3·hidden]`, in: the input's share of r z n; out: r z n.
///   - recurrent: `[rows, 3·hidden]`, the state's share h·U, with the bias of n in its third part.
///   - before: h, rows `beforeRow` apart; nil for a state of zero.
///   - output: h', rows `outputRow` apart.
///   - next: h' of the first `nextRows` rows as the next step's product reads it: dense, and
///     multiplied by `mask`, which is dense or nil.
public func gruForward(
  rows: Int, hidden: Int, first: Int, units: Int, gates: UnsafeMutablePointer<Float>,
  recurrent: UnsafePointer<Float>, before: UnsafePointer<Float>?, beforeRow: Int,
  output: UnsafeMutablePointer<Float>, outputRow: Int, next: UnsafeMutablePointer<Float>?,
  nextRows: Int, mask: UnsafePointer<Float>?
) {
  for row in 0..<rows {
    let gate = gates + (row &* 3 &* hidden &+ first)
    let share = recurrent + (row &* 3 &* hidden &+ first)
    let state = row &* hidden &+ first
    let out = output + (row &* outputRow &+ first)
    let handedOn = row < nextRows ? next.map { $0 + state } : nil
    @inline(__always)
    func step(_ at: Int, _ live: Int) {
      let r = sigmoid(load(gate + at, live) + load(share + at, live))
      let z = sigmoid(load(gate + (hidden &+ at), live) + load(share + (hidden &+ at), live))
      let u = load(share + (2 &* hidden &+ at), live)
      let n = tanh(load(gate + (2 &* hidden &+ at), live).addingProduct(r, u))
      var h = (1 - z) * n
      if let before {
        h = h.addingProduct(z, load(before + (row &* beforeRow &+ first &+ at), live))
      }
      store(r, gate + at, live)
      store(z, gate + (hidden &+ at), live)
      store(n, gate + (2 &* hidden &+ at), live)
      store(h, out + at, live)
      if let handedOn {
        store(mask.map { h * load($0 + (state &+ at), live) } ?? h, handedOn + at, live)
      }
    }
    forEachWholeVectorAndTail(units, step)
  }
}

/// The way back through `gruForward`.
///
/// - Parameters:
///   - gates: in: r z n; out: the gradient of the input's share.
///   - recurrent: in: the state's share; out: its gradient.
///   - dOutput: the gradient of h' from the layer above, rows `dOutputRow` apart.
///   - dState: the gradient of the state in the next step's product, dense; counts times `mask`.
///   - direct: in: the gradient of h' that passes by that product; out: that of h. Dense.
public func gruBackward(
  rows: Int, hidden: Int, first: Int, units: Int, gates: UnsafeMutablePointer<Float>,
  recurrent: UnsafeMutablePointer<Float>, before: UnsafePointer<Float>?, beforeRow: Int,
  dOutput: UnsafePointer<Float>, dOutputRow: Int, dState: UnsafePointer<Float>,
  mask: UnsafePointer<Float>?, direct: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let gate = gates + (row &* 3 &* hidden &+ first)
    let share = recurrent + (row &* 3 &* hidden &+ first)
    let state = row &* hidden &+ first
    let dAbove = dOutput + (row &* dOutputRow &+ first)
    @inline(__always)
    func step(_ at: Int, _ live: Int) {
      let r = load(gate + at, live)
      let z = load(gate + (hidden &+ at), live)
      let n = load(gate + (2 &* hidden &+ at), live)
      let u = load(share + (2 &* hidden &+ at), live)
      let h = before.map { load($0 + (row &* beforeRow &+ first &+ at), live) } ?? .zero
      var dNext = load(dState + (state &+ at), live)
      if let mask { dNext *= load(mask + (state &+ at), live) }
      let dh = load(dAbove + at, live) + dNext + load(direct + (state &+ at), live)
      let dn = dh * (1 - z) * (1 - n * n)
      let dz = dh * (h - n) * (z * (1 - z))
      let dr = dn * u * (r * (1 - r))
      store(dr, gate + at, live)
      store(dz, gate + (hidden &+ at), live)
      store(dn, gate + (2 &* hidden &+ at), live)
      store(dr, share + at, live)
      store(dz, share + (hidden &+ at), live)
      store(dn * r, share + (2 &* hidden &+ at), live)
      store(dh * z, direct + (state &+ at), live)
    }
    forEachWholeVectorAndTail(units, step)
  }
}
