// SPDX-License-Identifier: Apache-2.0

/// The pointwise part of a step of an LSTM whose gates see its state, for `rows` rows and the units
/// `first ..< first + units`: i and f with a share of c, then c' = f ⊙ c + i ⊙ g, then o with a share
/// of c', and h = o ⊙ tanh(c').
///
/// The parameters are those of `lstmForward`, and
///
/// - Parameter peephole: `[3, hidden]`, what i, f and o multiply the state by.
public func peepholeForward(
  rows: Int, hidden: Int, first: Int, units: Int, peephole: UnsafePointer<Float>,
  gates: UnsafeMutablePointer<Float>, cellBefore: UnsafePointer<Float>?,
  cell: UnsafeMutablePointer<Float>, tanhCell: UnsafeMutablePointer<Float>,
  output: UnsafeMutablePointer<Float>, outputRow: Int, next: UnsafeMutablePointer<Float>?,
  nextRows: Int, mask: UnsafePointer<Float>?
) {
  let peeps = peephole + first
  for row in 0..<rows {
    let gate = gates + (row &* 4 &* hidden &+ first)
    let state = row &* hidden &+ first
    let out = output + (row &* outputRow &+ first)
    let handedOn = row < nextRows ? next.map { $0 + state } : nil
    if let cellBefore {
      @inline(__always)
      func look(_ at: Int, _ live: Int) {
        let before = load(cellBefore + (state &+ at), live)
        let i = load(gate + at, live).addingProduct(load(peeps + at, live), before)
        let f = load(gate + (hidden &+ at), live)
          .addingProduct(load(peeps + (hidden &+ at), live), before)
        store(i, gate + at, live)
        store(f, gate + (hidden &+ at), live)
      }
      forEachWholeVectorAndTail(units, look)
    }
    sigmoid(count: units, x: gate, y: gate)
    sigmoid(count: units, x: gate + hidden, y: gate + hidden)
    tanh(count: units, x: gate + 2 &* hidden, y: gate + 2 &* hidden)
    @inline(__always)
    func remember(_ at: Int, _ live: Int) {
      var c = load(gate + at, live) * load(gate + (2 &* hidden &+ at), live)
      if let cellBefore {
        c = c.addingProduct(
          load(gate + (hidden &+ at), live), load(cellBefore + (state &+ at), live))
      }
      let o = load(gate + (3 &* hidden &+ at), live)
        .addingProduct(load(peeps + (2 &* hidden &+ at), live), c)
      store(c, cell + (state &+ at), live)
      store(o, gate + (3 &* hidden &+ at), live)
    }
    forEachWholeVectorAndTail(units, remember)
    sigmoid(count: units, x: gate + 3 &* hidden, y: gate + 3 &* hidden)
    @inline(__always)
    func put(_ at: Int, _ live: Int) {
      let t = tanh(load(cell + (state &+ at), live))
      let h = load(gate + (3 &* hidden &+ at), live) * t
      store(t, tanhCell + (state &+ at), live)
      store(h, out + at, live)
      if let handedOn {
        store(mask.map { h * load($0 + (state &+ at), live) } ?? h, handedOn + at, live)
      }
    }
    forEachWholeVectorAndTail(units, put)
  }
}

/// The way back through `peepholeForward`; the parameters are those of `lstmBackward`.
public func peepholeBackward(
  rows: Int, hidden: Int, first: Int, units: Int, peephole: UnsafePointer<Float>,
  gates: UnsafeMutablePointer<Float>, cellBefore: UnsafePointer<Float>?,
  tanhCell: UnsafePointer<Float>, dOutput: UnsafePointer<Float>, dOutputRow: Int,
  dState: UnsafePointer<Float>, mask: UnsafePointer<Float>?, dCell: UnsafeMutablePointer<Float>
) {
  let peeps = peephole + first
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
      let dO = dh * t * (o * (1 - o))
      let dc = (load(dCell + (state &+ at), live) + dh * o * (1 - t * t))
        .addingProduct(dO, load(peeps + (2 &* hidden &+ at), live))
      let before = cellBefore.map { load($0 + (state &+ at), live) } ?? .zero
      let dI = dc * g * (i * (1 - i))
      let dF = dc * before * (f * (1 - f))
      store(dI, gate + at, live)
      store(dF, gate + (hidden &+ at), live)
      store(dc * i * (1 - g * g), gate + (2 &* hidden &+ at), live)
      store(dO, gate + (3 &* hidden &+ at), live)
      store(
        (dc * f).addingProduct(dI, load(peeps + at, live))
          .addingProduct(dF, load(peeps + (hidden &+ at), live)), dCell + (state &+ at), live)
    }
    forEachWholeVectorAndTail(units, step)
  }
}
