// SPDX-License-Identifier: Apache-2.0

/// Why a stack does not fit together.
///
/// `index` counts the elements from 0 as they are written, with those in parentheses and those behind
/// `+`.
public enum StackProblem: Error, Hashable, Sendable {
  /// The element cannot take what comes from its left; `insert` is a layer that would make it fit.
  case mismatch(index: Int, wants: Consumption, gets: FlowType, insert: String?)
  /// There is no `output` at the end.
  case missingOutput
  /// `output` stands before the end.
  case earlyOutput(index: Int)
  /// `output sigmoid` for more than two classes.
  case sigmoidNeedsTwoClasses(index: Int, classes: Int)
  /// `output crf` for a target without tags.
  case crfNeedsTags(index: Int)
  /// An activation for one of several, where each label stands by itself.
  case labelsNeedSigmoid(index: Int, activation: String)
  /// A threshold for scores of which the largest counts.
  case thresholdNeedsSigmoid(index: Int)
  /// One vector a row, where a tag for each token, or the next one, is wanted.
  case tagsNeedSequence(index: Int)
  /// The layer reads what is to be predicted.
  case looksAhead(index: Int)
  /// `output tied=yes` without an embedding, or with one of another length than its input has.
  case cannotTie(index: Int, features: Int, units: Int?)
  /// `output tied=yes` with an embedding that does not learn, or for another target than tokens.
  case tiedNeedsTokens(index: Int)
  /// `output adaptive` for another target than tokens.
  case adaptiveNeedsTokens(index: Int)
  /// `output adaptive tied=yes`.
  case adaptiveIsNotTied(index: Int)
  /// The settings of clusters without `output adaptive`.
  case clustersNeedAdaptive(index: Int)
  /// Cutoffs that do not rise in whole numbers to less than the vocabulary.
  case wrongCutoffs(index: Int, tokens: Int)
  /// The element cannot be repeated.
  case notRepeatable(index: Int)
  /// It gives one vector a row and the first of those beside it one a step, or the other way.
  case unlikeBranches(index: Int, gives: FlowType, first: FlowType)
  /// `chars` inside of `chars`.
  case charactersOfCharacters(index: Int)
  /// `chars` in a model of the next token.
  case charactersOfNext(index: Int)
  /// Nothing in the parentheses of `chars`.
  case emptyStack(index: Int)
  /// More parameters than this machine could ever hold.
  case tooLarge(index: Int)
}

/// A stack whose types fit from the input to the task: layers, names and the layout of the
/// parameters.
///
/// It holds no weights.
public struct Model: Sendable {
  /// What a row is at the start.
  public let input: FlowType
  /// The layers in order, implied ones included.
  public let layers: [ModelLayer]
  /// Where the parameters stand.
  public let layout: ParameterLayout
  /// What the target means.
  public let task: TargetTask
  /// What else is said of a row, in the order of the targets.
  public let classTasks: [ClassTask]

  /// The largest number of parameters a model may have.
  static let parameterLimit = 1 << 31

  /// Runs the types along a stack.
  ///
  /// - Parameters:
  ///   - target: what is to be predicted, which says whether there is an output at every step.
  ///   - classes: how many classes or tags there are.
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], input: FlowType, target: Target.Kind = .class, classes: Int
  ) throws(StackProblem) {
    try self.init(elements, input: input, target: TargetShape(target, classes: classes))
  }

  /// Runs the types along a stack for a target.
  ///
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], input: FlowType, target: TargetShape
  ) throws(StackProblem) {
    var builder = ModelBuilder(input: input, target: target)
    let perStep = target.kind.isPerStep
    for (index, element) in elements.enumerated() {
      try builder.add(
        element, isLast: index == elements.count - 1,
        keepsSequence: perStep || elements[(index + 1)...].contains(where: \.wantsSequence))
    }
    guard let task = builder.task else { throw .missingOutput }
    self.input = input
    self.task = task
    classTasks = builder.classTasks
    layers = builder.layers
    layout = builder.layout
  }

  /// What its embeddings take from vectors that were trained elsewhere.
  public var pretrained: [PretrainedRows] {
    layout.slots.compactMap { slot in
      if case .pretrained(let rows) = slot.spec.initializer { rows } else { nil }
    }
  }

  /// The names of the layers that have parameters, of joined ones each; `freeze` goes by them.
  public var trainedLayers: [String] {
    layers.flatMap { $0.layer is JoinLayer ? $0.parts : [$0] }
      .filter { $0.parameterCount > 0 }.map(\.name)
  }

  /// The clusters of its output behind the first, with the numbers of their tokens; empty where the
  /// scores of all stand side by side.
  public var tails: [(name: String, tokens: Range<Int>)] {
    (output?.clusters?.tails ?? []).enumerated().map { (OutputLayer.tail($0), $1.tokens) }
  }

  /// Its layers with those inside of them, each before the one that it is in.
  public var allLayers: [ModelLayer] { layers.flatMap(\.withParts) }
}
