// SPDX-License-Identifier: Apache-2.0

/// The end of a network for one target, as an immutable description: which parameters it has, which
/// loss, and how to make the stage that computes it.
protocol Head: Sendable {
  /// The name of the loss.
  var lossName: String { get }

  /// The table of an embedding that its scores are made with; it has a gradient in all its rows then.
  var shared: ParameterSlot? { get }

  /// Scores at a place.
  var width: Int { get }

  /// What it answers for each number that it predicts; `point` where it predicts none.
  var form: NumberForm { get }

  /// Parts with parameters of their own, such as clusters of tokens.
  var parts: [HeadPart] { get }

  /// Whether it scores whole sequences, so that no single value can count more or be smoothed.
  var scoresSequences: Bool { get }

  /// Its trained tensors, in the order of the slots that `makeStage` gets.
  func parameters(for input: FlowType) -> [ParameterSpec]

  /// The part that computes.
  func makeStage(_ site: Site) -> any HeadStage

  /// Where the score of a choice stands among those of a place, and whether it is its opposite.
  func score(of choice: Int) -> (column: Int, sign: Float)

  /// Turns the scores of one place into the gradient of -ln of the probability of a choice.
  func differentiate(
    _ scores: UnsafeMutablePointer<Float>, choice: Int, _ kernels: KernelTable)
}

extension Head {
  var shared: ParameterSlot? { nil }
  var parts: [HeadPart] { [] }
  var form: NumberForm { .point }
  var scoresSequences: Bool { false }

  func score(of choice: Int) -> (column: Int, sign: Float) { (choice, 1) }

  func differentiate(
    _ scores: UnsafeMutablePointer<Float>, choice: Int, _ kernels: KernelTable
  ) {
    _ = kernels.softmax(width, scores, 1)
    scores[choice] -= 1
  }
}

/// A head at work; as a stage it turns features into scores, and back.
protocol HeadStage: Stage {
  /// Goes forward and back over features: writes the losses into `aim`, adds the gradients of the
  /// parameters to the pass, and returns the gradient of the features, valid until the next pass.
  func train(_ features: Matrix, _ aim: Block, _ order: HeadOrder, _ pass: Pass) -> Matrix

  /// How many losses the mean is taken over that trains.
  func lossCount(_ features: Matrix, _ aim: Block, _ pass: Pass) -> Int

  /// Answers for features: the values of the places, the choices where they are wanted, and the losses
  /// where an aim says what is right. Values of rows, and of what has losses, are probabilities.
  func answer(
    _ features: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block)
}

extension HeadStage {
  /// One for each place.
  func lossCount(_ features: Matrix, _ aim: Block, _ pass: Pass) -> Int { features.rows }
}

/// A head at work whose answers follow from its scores alone, place by place, so that those of several
/// networks can be joined.
protocol JoinableStage: HeadStage {
  /// Answers with scores that are there, in the place of those that it would make.
  func conclude(
    _ scores: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block)
}

/// What training asks of a head.
struct HeadOrder {
  /// What the gradient of each place's loss is multiplied by.
  let scale: Float
  /// How much each value counts.
  let emphasis: TargetEmphasis
}

/// A part of a head, such as a cluster of tokens.
public struct HeadPart: Hashable, Sendable {
  /// What stands before the names of its parameters.
  public let name: String
  /// Its choices.
  public let choices: Range<Int>
}

/// Where a head stands: what it is given, and which embedding it could share vectors with.
struct HeadPlace {
  /// What it is given.
  let input: FlowType
  /// The element of the stack that asks for it.
  let index: Int
  /// The table of the first embedding; nil for none.
  let table: ParameterSlot?
}

/// A head as the language knows it.
struct HeadEntry: Sendable {
  /// The word after `output`.
  let name: String
  /// What can be set beside that word.
  let arguments: [ArgumentSpec]
  /// What is wrong where another head is given one of these settings.
  let stray: @Sendable (_ head: String, _ index: Int) -> StackProblem
  /// Whether a target of a shape can have it.
  let suits: @Sendable (TargetShape) -> Bool
  /// The head for a target, at a place; throws what does not fit.
  let make: @Sendable (Arguments, TargetShape, HeadPlace) throws(StackProblem) -> any Head
}

/// A head of a model, with its parameters.
public struct ModelHead: Sendable {
  /// The name that is unique in the model: `output1`, `output1.intent`.
  public let name: String
  /// The column of its target; empty for the leading one.
  public let target: String
  /// What its target is like.
  public let shape: TargetShape
  /// What it is given.
  public let input: FlowType
  /// Its parameters.
  public let slots: [ParameterSlot]
  let head: any Head

  /// The name of its loss.
  public var lossName: String { head.lossName }
  /// What it hands on: its scores.
  public var output: FlowType {
    input.isSequence && shape.places != .rows
      ? .sequence(features: head.width) : .vector(features: head.width)
  }
  /// What it answers for each number that it predicts; `point` where it predicts none.
  public var form: NumberForm { head.form }
  /// Parts with parameters of their own.
  public var parts: [HeadPart] { head.parts }
  /// Whether it scores whole sequences, so that no single value can count more or be smoothed.
  public var scoresSequences: Bool { head.scoresSequences }
  /// How many numbers it trains.
  public var parameterCount: Int { slots.reduce(0) { $0 + $1.spec.count } }

  /// The parameters of a part of it.
  func slots(of part: HeadPart) -> [ParameterSlot] {
    slots.filter { $0.name.hasPrefix("\(name).\(part.name).") }
  }

  /// How many numbers a part of it trains.
  public func parameterCount(of part: HeadPart) -> Int {
    slots(of: part).reduce(0) { $0 + $1.spec.count }
  }

  /// The stage of the head.
  func makeStage() -> any HeadStage {
    head.makeStage(Site(name: name, input: input, slots: slots))
  }
}

extension ModelHead {
  /// Whether what several networks answer can be joined to the mean of it.
  public var canBeJoined: Bool { form == .point && makeStage() is any JoinableStage }
}
