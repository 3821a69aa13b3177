// SPDX-License-Identifier: Apache-2.0

extension Reference {
  @Sendable
  static func lstmForward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
    _ cellBefore: ConstFloats?, _ cell: Floats, _ tanhCell: Floats, _ output: Floats,
    _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
  ) {
    for row in 0..<rows {
      let gate = gates + row * 4 * hidden
      for unit in first..<first + units {
        let at = row * hidden + unit
        let i = sigmoid(gate[unit])
        let f = sigmoid(gate[hidden + unit])
        let g = tanh(gate[2 * hidden + unit])
        let o = sigmoid(gate[3 * hidden + unit])
        var c = i * g
        if let cellBefore { c = c.addingProduct(f, cellBefore[at]) }
        let t = tanh(c)
        gate[unit] = i
        gate[hidden + unit] = f
        gate[2 * hidden + unit] = g
        gate[3 * hidden + unit] = o
        cell[at] = c
        tanhCell[at] = t
        output[row * outputRow + unit] = o * t
        if row < nextRows, let next { next[at] = (mask?[at] ?? 1) * (o * t) }
      }
    }
  }

  @Sendable
  static func lstmBackward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
    _ cellBefore: ConstFloats?, _ tanhCell: ConstFloats, _ dOutput: ConstFloats,
    _ dOutputRow: Int, _ dState: ConstFloats, _ mask: ConstFloats?, _ dCell: Floats
  ) {
    for row in 0..<rows {
      let gate = gates + row * 4 * hidden
      for unit in first..<first + units {
        let at = row * hidden + unit
        let i = gate[unit]
        let f = gate[hidden + unit]
        let g = gate[2 * hidden + unit]
        let o = gate[3 * hidden + unit]
        let t = tanhCell[at]
        let dh = dOutput[row * dOutputRow + unit] + dState[at] * (mask?[at] ?? 1)
        let dc = dCell[at] + dh * o * (1 - t * t)
        gate[unit] = dc * g * (i * (1 - i))
        gate[hidden + unit] = dc * (cellBefore?[at] ?? 0) * (f * (1 - f))
        gate[2 * hidden + unit] = dc * i * (1 - g * g)
        gate[3 * hidden + unit] = dh * t * (o * (1 - o))
        dCell[at] = dc * f
      }
    }
  }

  @Sendable
  static func gruForward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
    _ recurrent: ConstFloats, _ before: ConstFloats?, _ beforeRow: Int, _ output: Floats,
    _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
  ) {
    for row in 0..<rows {
      let gate = gates + row * 3 * hidden
      let share = recurrent + row * 3 * hidden
      for unit in first..<first + units {
        let at = row * hidden + unit
        let r = sigmoid(gate[unit] + share[unit])
        let z = sigmoid(gate[hidden + unit] + share[hidden + unit])
        let n = tanh(gate[2 * hidden + unit].addingProduct(r, share[2 * hidden + unit]))
        var h = (1 - z) * n
        if let before { h = h.addingProduct(z, before[row * beforeRow + unit]) }
        gate[unit] = r
        gate[hidden + unit] = z
        gate[2 * hidden + unit] = n
        output[row * outputRow + unit] = h
        if row < nextRows, let next { next[at] = (mask?[at] ?? 1) * h }
      }
    }
  }

  @Sendable
  static func gruBackward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats, _ recurrent: Floats,
    _ before: ConstFloats?, _ beforeRow: Int, _ dOutput: ConstFloats, _ dOutputRow: Int,
    _ dState: ConstFloats, _ mask: ConstFloats?, _ direct: Floats
  ) {
    for row in 0..<rows {
      let gate = gates + row * 3 * hidden
      let share = recurrent + row * 3 * hidden
      for unit in first..<first + units {
        let at = row * hidden + unit
        let r = gate[unit]
        let z = gate[hidden + unit]
        let n = gate[2 * hidden + unit]
        let h = before?[row * beforeRow + unit] ?? 0
        let dh = dOutput[row * dOutputRow + unit] + dState[at] * (mask?[at] ?? 1) + direct[at]
        let dn = dh * (1 - z) * (1 - n * n)
        let dz = dh * (h - n) * (z * (1 - z))
        let dr = dn * share[2 * hidden + unit] * (r * (1 - r))
        gate[unit] = dr
        gate[hidden + unit] = dz
        gate[2 * hidden + unit] = dn
        share[unit] = dr
        share[hidden + unit] = dz
        share[2 * hidden + unit] = dn * r
        direct[at] = dh * z
      }
    }
  }
}
