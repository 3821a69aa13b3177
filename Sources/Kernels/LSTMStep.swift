// SPDX-License-Identifier: Apache-2.0

/// The pointwise part of an LSTM step for `rows` rows and the units `first ..< first + units`:
/// i f g o from their sums, then c' = f ⊙ c + i ⊙ g and h = o ⊙ tanh(c').
///
/// - Parameters:
///   - hidden: the units of the layer, which is the stride of all that is dense.
///   - gates: `[rows, 4·hidden]`, in: the sums before the activation, gate by gate; out: i f g o.
///   - cellBefore: c, dense `[rows, hidden]`; nil for a state of zero. cell: c', dense.
///   - tanhCell: tanh(c'), dense, for the way back.
///   - output: h, rows `outputRow` apart.
///   - next: h of the first `nextRows` rows as the next step's product reads it: dense, and
///     multiplied by `mask`, which is dense or nil.
public func lstmForward(
  rows: Int, hidden: Int, first: Int, units: Int, gates: UnsafeMutablePointer<Float>,
  cellBefore: UnsafePointer<Float>?, cell: UnsafeMutablePointer<Float>,
  tanhCell: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>, outputRow: Int,
  next: UnsafeMutablePointer<Float>?, nextRows: Int, mask: UnsafePointer<Float>?
) {
  for row in 0..<rows {
    let gate = gates + (row &* 4 &* hidden &+ first)
    let state = row &* hidden &+ first
    let out = output + (row &* outputRow &+ first)
    let handedOn = row < nextRows ? next.map { $0 + state } : nil
    // Each gate by itself: short chains, of which many are on their way at once.
    sigmoid(count: units, x: gate, y: gate)
    sigmoid(count: units, x: gate + hidden, y: gate + hidden)
    tanh(count: units, x: gate + 2 &* hidden, y: gate + 2 &* hidden)
    sigmoid(count: units, x: gate + 3 &* hidden, y: gate + 3 &* hidden)
    @inline(__always)
    func step(_ at: Int, _ live: Int) {
      let i = load(gate + at, live)
      let f = load(gate + (hidden &+ at), live)
      let g = load(gate + (2 &* hidden &+ at), live)
      let o = load(gate + (3 &* hidden &+ at), live)
      var c = i * g
      if let cellBefore { c = c.addingProduct(f, load(cellBefore + (state &+ at), live)) }
      let t = tanh(c)
      let h = o * t
      store(c, cell + (state &+ at), live)
      store(t, tanhCell + (state &+ at), live)
      store(h, out + at, live)
      if let handedOn {
        store(mask.map { h * load($0 + (state &+ at), live) } ?? h, handedOn + at, live)
      }
    }
    forEachOverlappingVector(units, step)
  }
}

/// The way back through `lstmForward`.
///
/// - Parameters:
///   - gates: in: i f g o; out: the gradient of their sums.
///   - dOutput: the gradient of h from the layer above, rows `dOutputRow` apart.
///   - dState: the gradient of the state that was handed on, dense; counts times `mask`.
///   - dCell: in: the gradient of c' from the next step; out: the gradient of c. Dense.
public func lstmBackward(
  rows: Int, hidden: Int, first: Int, units: Int, gates: UnsafeMutablePointer<Float>,
  cellBefore: UnsafePointer<Float>?, tanhCell: UnsafePointer<Float>,
  dOutput: UnsafePointer<Float>, dOutputRow: Int, dState: UnsafePointer<Float>,
  mask: UnsafePointer<Float>?, dCell: UnsafeMutablePointer<Float>
) {
  for row in 0..<rows {
    let gate = gates + (row &* 4 &* hidden &+ first)
    let state = row &* hidden &+ first
    let dAbove = dOutput + (row &* dOutputRow &+ first)
    @inline(__always)
    func step(_ at: Int, _ live: Int) {
      let i = load(gate + at, live)
      let f = load(gate + (hidden &+ at), live)
      let g = load(gate + (2 &* hidden &+ at), live)
      let o = load(gate + (3 &* hidden &+ at), live)
      let t = load(tanhCell + (state &+ at), live)
      var dNext = load(dState + (state &+ at), live)
      if let mask { dNext *= load(mask + (state &+ at), live) }
      let dh = load(dAbove + at, live) + dNext
      let dc = load(dCell + (state &+ at), live) + dh * o * (1 - t * t)
      let before = cellBefore.map { load($0 + (state &+ at), live) } ?? .zero
      store(dc * g * (i * (1 - i)), gate + at, live)
      store(dc * before * (f * (1 - f)), gate + (hidden &+ at), live)
      store(dc * i * (1 - g * g), gate + (2 &* hidden &+ at), live)
      store(dh * t * (o * (1 - o)), gate + (3 &* hidden &+ at), live)
      store(dc * f, dCell + (state &+ at), live)
    }
    forEachWholeVectorAndTail(units, step)
  }
}
