// SPDX-License-Identifier: Apache-2.0

/// A score for each frequent token and for each cluster of rarer ones, softmax over each cluster,
/// cross-entropy (Grave and others 2017).
struct AdaptiveHead: Head {
  let shape: TargetShape
  /// The clusters of the tokens, of which there are several.
  let clusters: TokenClusters

  var lossName: String { CrossEntropy().name }
  var width: Int { shape.count }
  var parts: [HeadPart] {
    clusters.tails.enumerated().map { HeadPart(name: Self.tail($0), choices: $1.tokens) }
  }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    let dense = { (units: Int) in DenseLayer(units: units, activation: .linear) }
    return dense(clusters.headWidth).parameters(for: input)
      + clusters.tails.enumerated().flatMap { index, tail in
        let weights = dense(tail.tokens.count).parameters(for: .vector(features: tail.units))
        let projection = ParameterSpec(
          "projection", [input.features, tail.units], .glorot(blocks: 1), isRegularized: true)
        return ([projection] + weights).map { $0.within(Self.tail(index)) }
      }
  }

  func makeStage(_ site: Site) -> any HeadStage {
    ScoredStage(
      AdaptiveSoftmaxStage(clusters, slots: site.slots, input: site.input), CrossEntropy(),
      .score, shape, site.input, width: clusters.headWidth)
  }

  /// The name of a tail, by its number from 0.
  private static func tail(_ index: Int) -> String { "tail\(index + 1)" }

  /// The word after `output`.
  static let name = "adaptive"

  /// Where the clusters end.
  static let cutoffs = ArgumentKey.numbers(
    "cutoffs", .atLeast(2), or: "auto",
    help: "adaptive: how many of the most frequent tokens end each cluster but the last; auto: a "
      + "fifteenth and a fifth of the vocabulary, and one cluster for fewer than 1000 tokens")

  /// How many times fewer features each tail has than the one before.
  static let divValue = ArgumentKey.number(
    "div_value", .atLeast(1), default: 4,
    help: "adaptive: how many times fewer features each cluster is given than the one before")

  static let entry = HeadEntry(
    name: name, arguments: [cutoffs.spec, divValue.spec],
    stray: { _, index in .clustersNeedAdaptive(index: index) },
    suits: { $0.isFed },
    make: { arguments, shape, place throws(StackProblem) in
      if case .choices = shape.values {
        throw .labelsNeedSigmoid(index: place.index, activation: name)
      }
      guard shape.isFed else { throw .adaptiveNeedsTokens(index: place.index) }
      guard !arguments[SoftmaxHead.tied] else {
        throw .adaptiveIsNotTied(index: place.index)
      }
      // So few tokens that one cluster is enough are told apart as others are.
      guard let clusters = try clusters(arguments, shape, place) else {
        return SoftmaxHead(shape: shape)
      }
      return AdaptiveHead(shape: shape, clusters: clusters)
    })

  private static func clusters(
    _ arguments: Arguments, _ shape: TargetShape, _ place: HeadPlace
  ) throws(StackProblem) -> TokenClusters? {
    let tokens = shape.count
    let ends: [Int]
    var areWhole = true
    switch arguments[cutoffs] {
    case .word: ends = TokenClusters.cutoffs(tokens: tokens)
    case .numbers(let given):
      ends = given.compactMap { Int(exactly: $0) }
      areWhole = ends.count == given.count
    }
    let rises = zip(ends, ends.dropFirst() + [tokens]).allSatisfy { $0 < $1 }
    guard rises, areWhole else {
      throw .wrongCutoffs(index: place.index, tokens: tokens)
    }
    guard !ends.isEmpty else { return nil }
    return TokenClusters(
      cutoffs: ends, tokens: tokens, features: place.input.features,
      division: arguments[divValue])
  }
}
