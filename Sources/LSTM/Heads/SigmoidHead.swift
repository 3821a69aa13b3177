// SPDX-License-Identifier: Apache-2.0

/// Probabilities that each stand by themselves, logistic, binary cross-entropy: one for the second of
/// two classes, or one for each label.
struct SigmoidHead: Head {
  let shape: TargetShape
  /// The probability from which on a label, or the second of two classes, is predicted.
  let threshold: Float

  private var isOfLabels: Bool { if case .choices = shape.values { true } else { false } }
  private var loss: any Loss { isOfLabels ? LabelCrossEntropy() : BinaryCrossEntropy() }

  var lossName: String { loss.name }
  var width: Int { isOfLabels ? shape.count : 1 }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: width, activation: .linear).parameters(for: input)
  }

  func makeStage(_ site: Site) -> any HeadStage {
    ScoredStage(
      DenseStage(
        weight: site.slots[0], bias: site.slots[1], input: site.input, units: width,
        activation: .linear),
      loss, isOfLabels ? .each(threshold: threshold) : .second(threshold: threshold), shape,
      site.input, width: width)
  }

  func score(of choice: Int) -> (column: Int, sign: Float) {
    isOfLabels ? (choice, 1) : (0, choice == 0 ? -1 : 1)
  }

  func differentiate(
    _ scores: UnsafeMutablePointer<Float>, choice: Int, _ kernels: KernelTable
  ) {
    let probability = { (score: Float) in Float(1 / (1 + exponential(-Double(score)))) }
    if isOfLabels {
      let slope = probability(scores[choice]) - 1
      for at in 0..<width { scores[at] = at == choice ? slope : 0 }
    } else {
      scores[0] = probability(scores[0]) - Float(choice)
    }
  }

  /// From which probability on a label, or the second of two classes, is predicted.
  ///
  /// Model files name it only where it is not 0.5.
  static let threshold = ArgumentKey.number(
    "threshold", .from(0, below: 1), default: 0.5,
    help: "the probability from which on a label, or the second of two classes, is predicted")

  static let entry = HeadEntry(
    name: "sigmoid", arguments: [threshold.spec],
    stray: { _, index in .thresholdNeedsSigmoid(index: index) },
    suits: { $0.places == .rows && $0.values == .choice(2) || isOfLabels($0) },
    make: { arguments, shape, place throws(StackProblem) in
      guard isOfLabels(shape) || shape.places == .rows && shape.count == 2 else {
        throw .sigmoidNeedsTwoClasses(index: place.index, classes: shape.count)
      }
      return SigmoidHead(shape: shape, threshold: Float(arguments[threshold]))
    })

  private static func isOfLabels(_ shape: TargetShape) -> Bool {
    if case .choices = shape.values { true } else { false }
  }
}
