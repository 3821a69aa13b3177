// SPDX-License-Identifier: Apache-2.0

/// Predicted numbers, some at each place: each a linear function of the features, or a distribution
/// whose parameters are made of such functions.
struct RegressionHead: Head {
  let shape: TargetShape
  /// How far off a prediction is.
  let loss: any NumberLoss

  var lossName: String { loss.name }
  var form: NumberForm { loss.form }
  var width: Int { shape.count * form.parameters }

  /// Scores that are made at once: those of a row, or after a decoder those of one of its steps.
  private func units(of input: FlowType) -> Int {
    shape.places == .rows && input.isSequence ? width / shape.horizon : width
  }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: units(of: input), activation: .linear).parameters(for: input)
  }

  func makeStage(_ site: Site) -> any HeadStage {
    if shape.places == .rows, site.input.isSequence {
      let units = units(of: site.input)
      return HorizonStage(
        DenseStage(
          weight: site.slots[0], bias: site.slots[1], input: site.input, units: units,
          activation: .linear),
        loss, shape, units: units)
    }
    return ScoredStage(
      DenseStage(
        weight: site.slots[0], bias: site.slots[1], input: site.input, units: width,
        activation: .linear),
      loss, .nothing, shape, site.input, width: width, form: form)
  }

  /// The score that moves a whole number.
  func score(of choice: Int) -> (column: Int, sign: Float) {
    let middle = (loss as? QuantileLoss)?.middle ?? 0
    return (choice * form.parameters + middle, 1)
  }

  /// The gradient of the number itself: nothing is chosen that could be more or less probable.
  func differentiate(
    _ scores: UnsafeMutablePointer<Float>, choice: Int, _ kernels: KernelTable
  ) {
    let column = score(of: choice).column
    for at in 0..<width { scores[at] = at == column ? 1 : 0 }
  }
}

/// The losses of numbers as the language knows them.
extension RegressionHead {
  /// From which size on an error is large.
  ///
  /// Model files name it only where it is not 1.
  static let delta = ArgumentKey.number(
    "delta", .above(0), default: 1,
    help: "huber: from which size on an error counts by its size instead of by its square")

  /// The levels of predicted quantiles.
  ///
  /// Model files name them only where they are given.
  static let levels = ArgumentKey.numbers(
    "quantiles", .inside, or: "auto",
    help: "the levels at which numbers are predicted, which rise, as in [0.1, 0.5, 0.9]; auto: "
      + "each tenth from 0.1 to 0.9, for `output quantiles`")

  /// The word of the head that predicts quantiles, which their levels ask for by themselves.
  static let quantiles = "quantiles"

  /// The losses by their words, the first for targets that are told no other.
  static let entries = [
    entry("mse") { _, _ in SquaredError() },
    entry("huber", [delta.spec]) { arguments, _ in HuberLoss(delta: arguments[delta]) },
    entry("mae") { _, _ in AbsoluteError() },
    entry("gaussian") { _, _ in GaussianLoss() },
    entry("student") { _, _ in StudentLoss() },
    entry(
      quantiles, [levels.spec], stray: { .levelsNeedQuantiles(index: $0) },
      loss: { arguments, index throws(StackProblem) in
        try QuantileLoss(levels: checked(arguments, index))
      }),
    entry("negative_binomial") { _, _ in NegativeBinomialLoss() },
  ]

  private static func entry(
    _ name: String, _ arguments: [ArgumentSpec] = [],
    stray: @escaping @Sendable (_ index: Int) -> StackProblem = { .deltaNeedsHuber(index: $0) },
    loss: @escaping @Sendable (Arguments, _ index: Int) throws(StackProblem) -> any NumberLoss
  ) -> HeadEntry {
    HeadEntry(
      name: name, arguments: arguments,
      stray: { _, index in stray(index) },
      suits: { $0.isOfNumbers },
      make: { arguments, shape, place throws(StackProblem) in
        guard shape.isOfNumbers else {
          throw .regressionNeedsNumbers(index: place.index, activation: name)
        }
        return RegressionHead(shape: shape, loss: try loss(arguments, place.index))
      })
  }

  private static func checked(
    _ arguments: Arguments, _ index: Int
  ) throws(StackProblem) -> [Double] {
    guard case .numbers(let given) = arguments[levels] else {
      return (1...9).map { Double($0) / 10 }
    }
    let rise = zip(given, given.dropFirst()).allSatisfy { $0 < $1 }
    let count = 1...QuantileLoss.mostLevels
    guard rise, given.allSatisfy(Interval.inside.contains), count.contains(given.count) else {
      throw .wrongLevels(index: index, most: QuantileLoss.mostLevels)
    }
    return given
  }
}
