// SPDX-License-Identifier: Apache-2.0

/// Scores of Bahdanau and others (2015): v·tanh(q + k), with q = h·Q of a step of the decoder and k = m·K + b of
/// one of the encoder.
final class AdditiveScore {
  let units: Int
  private let vector: ParameterSlot
  private let key: DenseStage
  private let keyRows = Buffer()
  private let keyGradient = Buffer()
  private let keyBack = Buffer()
  private let vectorGradients = Buffer()

  init(key: ParameterSlot, bias: ParameterSlot, vector: ParameterSlot, memory: FlowType, units: Int)
  {
    self.units = units
    self.vector = vector
    self.key = DenseStage(
      weight: key, bias: bias, input: memory, units: units, activation: .linear)
  }

  /// Makes room for passes over so many steps of an encoder.
  func plan(_ size: PassSize, _ read: AxisSize, _ memory: MemoryPlan) {
    let own = PassSize(
      rows: size.rows, steps: read.steps, total: read.total, isTraining: size.isTraining)
    key.plan(own, memory)
    for buffer in [keyRows, keyGradient, keyBack] { memory.reserve(buffer, read.total * units) }
    memory.reserve(vectorGradients, size.rows * units)
  }

  /// Takes the keys of all steps of an encoder, row by row.
  func takeKeys(_ places: [Int], of signal: Matrix, _ pass: Pass) {
    keyRows.matrix(places.count, units).gather(places, of: key.forward(signal, pass))
  }

  /// What threads share of a pass.
  func work(_ pass: Pass) -> AdditiveWork {
    AdditiveWork(
      units: units, keys: keyRows.base, vector: UnsafePointer(pass.value(vector).base),
      dKeys: keyGradient.base, dVectors: vectorGradients.base)
  }

  /// Clears the gradients of the keys, and of the vector of each row.
  func beginBackward(keys: Int, rows: Int) {
    keyGradient.matrix(keys, units).fill(0)
    vectorGradients.matrix(rows, units).fill(0)
  }

  /// Adds the gradients of the parameters, and that of the signal.
  func finishBackward(_ places: [Int], rows: Int, to gradient: Matrix, _ pass: Pass) {
    if let sums = pass.gradient(vector) {
      pass.compute.addColumnSums(vectorGradients.matrix(rows, units), to: sums)
    }
    let back = keyBack.matrix(places.count, units)
    keyGradient.matrix(places.count, units).scatter(places, to: back)
    if let own = key.backward(back, pass) { gradient.add(own) }
  }
}

/// The scores of a pass, row by row of the encoder.
struct AdditiveWork {
  let units: Int
  let keys: UnsafeMutablePointer<Float>
  let vector: UnsafePointer<Float>
  let dKeys: UnsafeMutablePointer<Float>
  /// The gradient of the vector by row of the encoder, so that the order of its sum is that of the rows.
  let dVectors: UnsafeMutablePointer<Float>

  /// Writes the scores of the queries of a row.
  ///
  /// - Parameter hidden: room for `units` numbers.
  func score(
    _ queries: Matrix, _ range: Range<Int>, _ keys: Range<Int>, into scores: Matrix,
    _ hidden: UnsafeMutablePointer<Float>, _ kernels: KernelTable
  ) {
    for (at, query) in range.enumerated() {
      for (place, key) in keys.enumerated() {
        open(queries.row(query), key, hidden, kernels)
        scores.row(at)[place] = kernels.dot(units, hidden, vector)
      }
    }
  }

  /// Goes back from the gradients of the scores of a row, whose number is that of its vector's gradient.
  ///
  /// - Parameter hidden: room for `units` numbers.
  func scoreBack(
    _ slopes: Matrix, _ queries: Matrix, _ range: Range<Int>, _ row: Int, _ keys: Range<Int>,
    _ dQueries: Matrix, _ hidden: UnsafeMutablePointer<Float>, _ kernels: KernelTable
  ) {
    let dVector = dVectors + row * units
    for (at, query) in range.enumerated() {
      let dQuery = dQueries.row(query)
      dQuery.update(repeating: 0, count: units)
      for (place, key) in keys.enumerated() {
        open(queries.row(query), key, hidden, kernels)
        let (slope, dKey) = (slopes.row(at)[place], dKeys + key * units)
        for unit in 0..<units {
          let u = hidden[unit]
          dVector[unit] += slope * u
          let back = slope * vector[unit] * (1 - u * u)
          dQuery[unit] += back
          dKey[unit] += back
        }
      }
    }
  }

  /// tanh(q + k).
  private func open(
    _ query: UnsafePointer<Float>, _ key: Int, _ hidden: UnsafeMutablePointer<Float>,
    _ kernels: KernelTable
  ) {
    let own = keys + key * units
    for unit in 0..<units { hidden[unit] = query[unit] + own[unit] }
    kernels.tanh(units, hidden, hidden)
  }
}
