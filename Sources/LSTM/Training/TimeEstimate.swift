// SPDX-License-Identifier: Apache-2.0

/// How long a run will take, roughly: what it computes, over what processors of this kind reach.
public struct TimeEstimate: Hashable, Sendable {
  /// Seconds for all epochs, unless the run stops before.
  public let seconds: Double

  /// What one thread computes of large products, in floating-point operations a second; that of
  /// AVX2 was measured, the others follow from their width.
  private static var rate: Double {
    switch KernelChoice.current.panelWidth {
    case 32: 75e9
    case 16: 50e9
    default: 20e9
    }
  }
  /// What a batch, and a step of a recurrent layer in it, cost beside their products, in seconds.
  private static let (batchCost, stepCost) = (1.5e-4, 6e-6)

  /// For training on some rows.
  public init(
    _ model: Model, _ examples: Examples, trainRows: [Int], validRows: [Int],
    options: TrainingOptions, threads: Int
  ) {
    let column = examples.leading
    let tokens = trainRows.reduce(0) { $0 + column.length(of: $1) }
    let validTokens = validRows.reduce(0) { $0 + column.length(of: $1) }
    let epoch = examples.batches(of: trainRows, options)
    // Rows in pieces go through the steps of all of them.
    let (batches, longest) = (epoch.count, epoch.size.steps * epoch.mostPieces)
    var (perToken, perRow, stepsPerBatch) = (0.0, 0.0, 0.0)
    let shares = model.axes.indices.map { 1 / Double(model.steps(toOneOf: Axis(number: $0))) }
    let places =
      model.layers.map { ($0.input, $0.slots) } + model.heads.map { ($0.input, $0.slots) }
    for (input, slots) in places {
      let weights = slots.reduce(0) { $0 + $1.weights }
      if let axis = input.axis {
        perToken += Double(weights) * shares[axis.number]
      } else {
        perRow += Double(weights)
      }
    }
    for layer in model.layers {
      let recurrent = layer.slots.count { $0.name.hasSuffix("weight_hh") }
      stepsPerBatch +=
        Double(recurrent * longest) * shares[layer.input.axis?.number ?? Axis.leading.number]
    }
    // A table that a head shares is multiplied at every place.
    for table in model.heads.compactMap(\.head.shared) { perToken += Double(table.spec.count) }
    let spared = Self.sparedWeights(model, examples, trainRows, tokens: tokens)
    // Two operations a weight forward, four on the way back; a decoder that chooses tokens goes forward twice.
    let training =
      (options.ownTokens > 0 ? 8 : 6)
      * (perToken * Double(tokens) + perRow * Double(trainRows.count) - spared)
    let watching =
      2 * (perToken * Double(validTokens) + perRow * Double(validRows.count))
    let parallel = Double(max(1, threads))
    let overhead =
      Double(batches) * (Self.batchCost + Self.stepCost * stepsPerBatch)
    seconds =
      Double(options.epochs) * ((training + watching) / (Self.rate * parallel) + overhead)
  }

  /// How often training passes a weight of a tail by, for a token that is in another cluster.
  private static func sparedWeights(
    _ model: Model, _ examples: Examples, _ rows: [Int], tokens: Int
  ) -> Double {
    let head = model.heads[0]
    return head.parts.reduce(0) { sum, part in
      var own = 0
      for row in rows {
        for token in examples.targets[0].values[row] where part.choices.contains(Int(token)) {
          own += 1
        }
      }
      let weights = head.slots(of: part).reduce(0) { $0 + $1.weights }
      return sum + Double(weights) * Double(tokens - own)
    }
  }
}

extension ParameterSlot {
  /// How many of its numbers are multiplied at every place.
  fileprivate var weights: Int { spec.isTable || spec.shape.count < 2 ? 0 : spec.count }
}
