// SPDX-License-Identifier: Apache-2.0

/// A score for each choice, softmax, cross-entropy; of tokens the scores may be made with the vectors of
/// the embedding (Press and Wolf 2017).
struct SoftmaxHead: Head {
  let shape: TargetShape
  /// These vectors; nil for weights of its own.
  var shared: ParameterSlot?

  var lossName: String { CrossEntropy().name }
  var width: Int { shape.count }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    DenseLayer(units: width, activation: .linear).parameters(for: input)
      .filter { shared == nil || $0.name == "bias" }
  }

  func makeStage(_ site: Site) -> any HeadStage {
    let scoring: any ScoringStage =
      if let shared {
        TiedStage(table: shared, bias: site.slots[0], input: site.input)
      } else {
        DenseStage(
          weight: site.slots[0], bias: site.slots[1], input: site.input, units: width,
          activation: .linear)
      }
    // A class goes by its probability, a tag by its score: where rounding makes two alike, the
    // first of these is taken.
    return ScoredStage(
      scoring, CrossEntropy(), shape.places == .rows ? .probability : .score, shape, site.input,
      width: width)
  }

  /// Whether the weights are shared; model files name it only where they are.
  static let tied = ArgumentKey.boolean(
    "tied", default: false,
    help:
      "whether the weights are the vectors of `embed`, which has as many units as come in here; "
      + "for language models")

  static let entry = HeadEntry(
    name: "softmax", arguments: [tied.spec],
    stray: { head, index in
      head == AdaptiveHead.name
        ? .adaptiveIsNotTied(index: index) : .tiedNeedsTokens(index: index)
    },
    suits: { if case .choice = $0.values { !$0.isTranscript } else { false } },
    make: { arguments, shape, place throws(StackProblem) in
      guard case .choice = shape.values else {
        throw .labelsNeedSigmoid(index: place.index, activation: "softmax")
      }
      let isTied = arguments[tied]
      return SoftmaxHead(shape: shape, shared: isTied ? try table(for: shape, place) : nil)
    })

  /// The vectors that the scores share with the embedding.
  private static func table(
    for shape: TargetShape, _ place: HeadPlace
  ) throws(StackProblem) -> ParameterSlot {
    guard shape.isFed else { throw .tiedNeedsTokens(index: place.index) }
    guard let table = place.table, table.spec.columns == place.input.features else {
      throw .cannotTie(
        index: place.index, features: place.input.features, units: place.table?.spec.columns)
    }
    if table.spec.isFrozen { throw .tiedNeedsTokens(index: place.index) }
    return table
  }
}
