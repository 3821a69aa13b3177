// SPDX-License-Identifier: Apache-2.0

/// Predicted numbers, some at each place, each a linear function of the features.
struct RegressionHead: Head {
  let shape: TargetShape
  /// How far off a prediction is.
  let loss: any NumberLoss

  var lossName: String { loss.name }
  var width: Int { shape.count }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: width, activation: .linear).parameters(for: input)
  }

  func makeStage(_ site: Site) -> any HeadStage {
    ScoredStage(
      DenseStage(
        weight: site.slots[0], bias: site.slots[1], input: site.input, units: width,
        activation: .linear),
      loss, .nothing, shape, site.input, width: width)
  }

  /// The gradient of the number itself: nothing is chosen that could be more or less probable.
  func differentiate(
    _ scores: UnsafeMutablePointer<Float>, choice: Int, _ kernels: KernelTable
  ) {
    for at in 0..<width { scores[at] = at == choice ? 1 : 0 }
  }

  /// From which size on an error is large.
  ///
  /// Model files name it only where it is not 1.
  static let delta = ArgumentKey.number(
    "delta", .above(0), default: 1,
    help: "huber: from which size on an error counts by its size instead of by its square")

  /// Its losses by their words, the first for targets that are told no other.
  static let entries = [
    entry("mse") { _ in SquaredError() },
    entry("huber", [delta.spec]) { HuberLoss(delta: $0[delta]) },
    entry("mae") { _ in AbsoluteError() },
  ]

  private static func entry(
    _ name: String, _ arguments: [ArgumentSpec] = [],
    loss: @escaping @Sendable (Arguments) -> any NumberLoss
  ) -> HeadEntry {
    HeadEntry(
      name: name, arguments: arguments,
      stray: { _, index in .deltaNeedsHuber(index: index) },
      suits: { $0.isOfNumbers },
      make: { arguments, shape, place throws(StackProblem) in
        guard shape.isOfNumbers else {
          throw .regressionNeedsNumbers(index: place.index, activation: name)
        }
        return RegressionHead(shape: shape, loss: loss(arguments))
      })
  }
}
