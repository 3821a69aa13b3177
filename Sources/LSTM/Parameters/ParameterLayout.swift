// SPDX-License-Identifier: Apache-2.0

/// One trained tensor as its layer declares it.
public struct ParameterSpec: Hashable, Sendable {
  /// The name within the layer: `forward.weight_hh`.
  public let name: String
  /// The shape, `[rows, columns]` or `[columns]`; weights are `[in, out]`.
  public let shape: [Int]
  /// How it is filled at the start.
  let initializer: Initializer
  /// Whether l1, l2 and weight decay act on it: weights yes, biases and embeddings no.
  let isRegularized: Bool
  /// Whether a pass reads single rows of it, so that only these have a gradient and are updated.
  let isTable: Bool
  /// Whether it stays as it was filled.
  let isFrozen: Bool
  /// Whether the rows of a table are those of characters instead of words.
  let isOfCharacters: Bool

  init(
    _ name: String, _ shape: [Int], _ initializer: Initializer, isRegularized: Bool,
    isTable: Bool = false, isFrozen: Bool = false, isOfCharacters: Bool = false
  ) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isRegularized = isRegularized
    self.isTable = isTable
    self.isFrozen = isFrozen
    self.isOfCharacters = isOfCharacters
  }

  /// The same, named as a part of something.
  func within(_ part: String) -> ParameterSpec {
    ParameterSpec("\(part).\(name)", shape, initializer, isRegularized: isRegularized)
  }

  /// The same, read as a whole in every pass.
  var dense: ParameterSpec {
    ParameterSpec(
      name, shape, initializer, isRegularized: isRegularized, isTable: false, isFrozen: isFrozen)
  }

  /// How many numbers it holds.
  public var count: Int { shape.reduce(1, *) }
  /// The rows of its matrix; a vector is one row.
  var rows: Int { shape.count > 1 ? shape[0] : 1 }
  /// The columns of its matrix.
  var columns: Int { shape.last ?? 0 }
}

/// A parameter's place in the flat buffer.
public struct ParameterSlot: Hashable, Sendable {
  /// The full name: `bilstm1.forward.weight_hh`.
  public let name: String
  /// What the layer declared.
  public let spec: ParameterSpec
  /// The index of its first number in the flat buffer.
  public let offset: Int

  /// The parameter as a matrix in a flat buffer; a vector is one row.
  func matrix(in buffer: Buffer) -> Matrix {
    Matrix(
      base: buffer.base + offset, rows: spec.rows, columns: spec.columns, stride: spec.columns)
  }
}

/// Where each parameter of a model stands in one flat buffer, so that clipping, optimizers and
/// model files are loops that know no layer.
///
/// Each begins at a multiple of 16 floats; the gaps are zero and stay zero.
public struct ParameterLayout: Hashable, Sendable {
  /// The parameters in order.
  public private(set) var slots: [ParameterSlot] = []
  /// The length of the flat buffer in floats, gaps included.
  public private(set) var count = 0

  /// How many numbers are trained, gaps excluded.
  public var parameterCount: Int { slots.reduce(0) { $0 + $1.spec.count } }

  /// Lets a table have a gradient in all its rows; returns its slot as it is then.
  mutating func makeDense(_ table: ParameterSlot) -> ParameterSlot {
    let slot = ParameterSlot(name: table.name, spec: table.spec.dense, offset: table.offset)
    for index in slots.indices where slots[index].offset == table.offset { slots[index] = slot }
    return slot
  }

  /// Places a layer's parameters, and returns their slots in the order declared.
  mutating func add(_ specs: [ParameterSpec], of layer: String) -> [ParameterSlot] {
    let added = specs.map { spec in
      let slot = ParameterSlot(name: "\(layer).\(spec.name)", spec: spec, offset: count)
      count += (spec.count + 15) / 16 * 16
      return slot
    }
    slots += added
    return added
  }
}
