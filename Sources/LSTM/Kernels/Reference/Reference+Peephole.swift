// SPDX-License-Identifier: Apache-2.0

extension Reference {
  @Sendable
  static func peepholeForward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ peephole: ConstFloats,
    _ gates: Floats, _ cellBefore: ConstFloats?, _ cell: Floats, _ tanhCell: Floats,
    _ output: Floats, _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
  ) {
    for row in 0..<rows {
      let gate = gates + row * 4 * hidden
      for unit in first..<first + units {
        let at = row * hidden + unit
        if let before = cellBefore?[at] {
          gate[unit] = gate[unit].addingProduct(peephole[unit], before)
          gate[hidden + unit] = gate[hidden + unit].addingProduct(peephole[hidden + unit], before)
        }
        let i = sigmoid(gate[unit])
        let f = sigmoid(gate[hidden + unit])
        let g = tanh(gate[2 * hidden + unit])
        var c = i * g
        if let cellBefore { c = c.addingProduct(f, cellBefore[at]) }
        let o = sigmoid(gate[3 * hidden + unit].addingProduct(peephole[2 * hidden + unit], c))
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
  static func peepholeBackward(
    _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ peephole: ConstFloats,
    _ gates: Floats, _ cellBefore: ConstFloats?, _ tanhCell: ConstFloats, _ dOutput: ConstFloats,
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
        let dO = dh * t * (o * (1 - o))
        let dc = (dCell[at] + dh * o * (1 - t * t)).addingProduct(dO, peephole[2 * hidden + unit])
        let dI = dc * g * (i * (1 - i))
        let dF = dc * (cellBefore?[at] ?? 0) * (f * (1 - f))
        gate[unit] = dI
        gate[hidden + unit] = dF
        gate[2 * hidden + unit] = dc * i * (1 - g * g)
        gate[3 * hidden + unit] = dO
        dCell[at] = (dc * f).addingProduct(dI, peephole[unit])
          .addingProduct(dF, peephole[hidden + unit])
      }
    }
  }
}
