// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// One layer by itself: its stage, its parameters and their gradients, fed with given numbers.
final class StageBench {
  /// Where the parameters stand.
  let layout: ParameterLayout
  private let values: Buffer
  private let gradients: Gradients
  private let stage: any Stage
  private let pass: Pass
  private let input: FlowType
  private let inputBuffer = Buffer()
  private let gradientBuffer = Buffer()

  /// A bench for rows of some falling lengths.
  convenience init(
    _ layer: any Layer, input: FlowType, lengths: [Int], tokens: [Int32] = [],
    compute: Compute = Compute(threads: 1), dropout: RandomSource? = nil, name: String = "layer"
  ) {
    self.init(
      layer.parameters(for: input), input: input, lengths: lengths, tokens: tokens,
      compute: compute, dropout: dropout, name: name, make: layer.makeStage)
  }

  /// A bench for a head.
  convenience init(
    head: any Head, input: FlowType, lengths: [Int], compute: Compute, name: String
  ) {
    self.init(
      head.parameters(for: input), input: input, lengths: lengths, tokens: [], compute: compute,
      dropout: nil, name: name, make: head.makeStage)
  }

  private init(
    _ parameters: [ParameterSpec], input: FlowType, lengths: [Int], tokens: [Int32],
    compute: Compute, dropout: RandomSource?, name: String, make: (Site) -> any Stage
  ) {
    self.input = input
    var layout = ParameterLayout()
    let slots = layout.add(parameters, of: name)
    self.layout = layout
    values = Buffer(count: layout.count)
    gradients = Gradients(layout)
    gradients.clear(compute)
    stage = make(Site(name: name, input: input, slots: slots))
    pass = Pass(
      compute: compute, layouts: [BatchLayout(sortedLengths: lengths)], inputs: [Block(tokens)],
      values: values, gradients: gradients, dropout: dropout)
  }

  /// The names of the parameters, as the layer declares them.
  var parameterNames: [String] { layout.slots.map(\.spec.name) }

  /// Fills parameters from a fixture that has them under the same names, after a prefix.
  func load(_ fixture: Fixture, prefix: String = "") throws {
    for slot in layout.slots {
      let numbers = try fixture.values(prefix + slot.spec.name)
      for (at, number) in numbers.enumerated() { values.base[slot.offset + at] = number }
    }
  }

  /// Fills all parameters at random.
  func randomize(_ random: inout RandomValues) {
    values.copy(from: random.floats(layout.count, bound: 0.7))
  }

  /// Fills a parameter with one number.
  func set(_ slot: ParameterSlot, to value: Float) { slot.matrix(in: values).fill(value) }

  /// The output for an input, rows as `BatchLayout` says.
  func forward(_ x: [Float]) -> [Float] { stage.forward(matrix(x, inputBuffer), pass).contents }

  /// The gradient of the input for one of the output.
  func backward(_ dy: [Float], columns: Int) -> [Float]? {
    gradientBuffer.copy(from: dy)
    let dy = Matrix(
      base: gradientBuffer.base, rows: dy.count / max(columns, 1), columns: columns,
      stride: columns)
    return stage.backward(dy, pass)?.contents
  }

  /// The gradient of a parameter, by the name in its layer.
  func gradient(_ name: String) -> [Float] {
    guard let slot = layout.slots.first(where: { $0.spec.name == name }) else { return [] }
    return Array(gradients.values.contents[slot.offset..<slot.offset + slot.spec.count])
  }

  private func matrix(_ x: [Float], _ buffer: Buffer) -> Matrix {
    buffer.copy(from: x)
    let columns = input.features
    return Matrix(
      base: buffer.base, rows: columns > 0 ? x.count / columns : 0, columns: columns,
      stride: columns)
  }
}
