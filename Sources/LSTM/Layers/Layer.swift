// SPDX-License-Identifier: Apache-2.0

/// An immutable description of a layer: what it wants, what it gives, which parameters it has, and
/// how to make the stage that computes it.
///
/// Input sizes are never part of it.
protocol Layer: Sendable {
  /// What it wants to be given.
  var consumption: Consumption { get }

  /// Whether what it gives at a step depends on later ones.
  var looksAhead: Bool { get }
  /// Whether what it gives stands on steps before the last one that no state has handed on to it.
  var looksBack: Bool { get }

  /// How many steps of what it is given become one.
  var stride: Int { get }

  /// How many numbers a row's state has that it can begin with; 0 where it has none.
  var stateColumns: Int { get }

  /// The type it gives for an input that its consumption allows; its steps are those of the input, or
  /// of an axis of their own where the stride is not 1, which the model sees to.
  func outputType(for input: FlowType) -> FlowType

  /// Its trained tensors, in the order of the slots that `makeStage` gets.
  func parameters(for input: FlowType) -> [ParameterSpec]

  /// The part that computes: keeps what the way back needs in planned buffers.
  func makeStage(_ site: Site) -> any Stage
}

extension Layer {
  var looksAhead: Bool { false }
  /// It does not.
  var looksBack: Bool { false }
  var stride: Int { 1 }
  var stateColumns: Int { 0 }
}

/// Where a layer stands in a model.
struct Site {
  /// The name that is unique in the model, such as `bilstm1`; keys its random numbers.
  let name: String
  /// What it is given.
  let input: FlowType
  /// What it gives.
  let output: FlowType
  /// Its parameters.
  let slots: [ParameterSlot]
  /// What an encoder hands to the decoder that it belongs to, or that it ends in; nil where there is none.
  var handover: Handover?

  /// - Parameter output: nil where nobody needs to know it.
  init(
    name: String, input: FlowType, output: FlowType? = nil, slots: [ParameterSlot],
    handover: Handover? = nil
  ) {
    self.name = name
    self.input = input
    self.output = output ?? input
    self.slots = slots
    self.handover = handover
  }
}

/// A layer at work.
protocol Stage: AnyObject {
  /// Makes room for all passes up to a size: those allocate nothing then.
  func plan(_ size: PassSize, _ memory: MemoryPlan)

  /// The output for an input; rows of a sequence stand as `BatchLayout` says. Both stay valid until
  /// the next pass.
  func forward(_ input: Matrix, _ pass: Pass) -> Matrix

  /// Adds the gradients of the parameters to the pass, and returns the gradient of the input for
  /// one of the output (which it may overwrite); nil where it reads an input of the data. Follows a
  /// `forward` of the same pass.
  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix?

  /// What it hands on to the next pass, a row for each row of the batch.
  var carried: [CarriedState] { get }

  /// The last of what it has inside that looks at what an encoder read; nil for none.
  var attention: MemoryAttentionStage? { get }

  /// What its gates, or its weights of the steps, were in the last pass, over a single row.
  func traces(of layer: String) -> [StepTrace]
}

extension Stage {
  func traces(of layer: String) -> [StepTrace] { [] }
  var carried: [CarriedState] { [] }
  var attention: MemoryAttentionStage? { nil }
}

/// A part of the state that goes on from one pass to the next, or that a decoder begins with: `columns`
/// numbers for each row.
struct CarriedState {
  let buffer: Buffer
  /// The gradient of the state that a pass began with, once it has gone back; nil where no encoder hands it
  /// over, and a decoder begins with zero.
  let gradient: Buffer?
  let columns: Int
}

/// What becomes of the state of recurrent layers from one pass to the next.
enum StateCarry {
  /// Every row begins with a state of zero.
  case none
  /// Every row begins with zero; its state after its last step is kept.
  case begin
  /// Every row goes on from the state that the last pass kept for it, and its state is kept again.
  case goOn
  /// Every row begins with the state that an encoder handed to it, and its gradient is given back.
  case handed

  /// Whether rows begin with a state that is there.
  var isGiven: Bool { self == .goOn || self == .handed }
  /// Whether the state after the last step is kept.
  var isKept: Bool { self == .begin || self == .goOn }
}

/// One way through a model, and back: the batch, the parameters, and what kind of pass it is.
///
/// It is gone before its batch is filled again, which would copy what is still in use.
struct Pass {
  let compute: Compute
  /// How the steps stand along the axis at hand.
  private(set) var batch: BatchLayout
  /// How they stand along each axis of the model.
  let layouts: [BatchLayout]
  /// What stands there: a block for each input of the model.
  let inputs: [Block]
  /// The parameters, at the offsets of their slots.
  let values: Buffer
  /// Where gradients are added; nil when only results count.
  let gradients: Gradients?
  /// What dropout draws from; nil outside of training, where nothing is dropped.
  let dropout: RandomSource?
  /// The number of the training step, from 0.
  let step: UInt32
  /// What becomes of the state of recurrent layers.
  private(set) var state: StateCarry
  /// A number that stands for the parameters as they are, while they are held.
  let held: Int?

  init(
    compute: Compute, layouts: [BatchLayout], inputs: [Block], values: Buffer,
    gradients: Gradients? = nil, dropout: RandomSource? = nil, step: UInt32 = 0,
    state: StateCarry = .none, held: Int? = nil
  ) {
    self.compute = compute
    batch = layouts[0]
    self.layouts = layouts
    self.inputs = inputs
    self.values = values
    self.gradients = gradients
    self.dropout = dropout
    self.step = step
    self.state = state
    self.held = held
  }

  /// The same pass with another axis at hand.
  func on(_ axis: Axis) -> Pass {
    var turned = self
    turned.batch = layouts[axis.number]
    return turned
  }

  /// The same pass through the layers of a decoder: rows begin with what the encoder hands to them, unless
  /// they go on.
  var decoding: Pass {
    var turned = self
    if state == .none { turned.state = .handed }
    return turned
  }

  /// A parameter as a matrix; a vector is one row.
  func value(_ slot: ParameterSlot) -> Matrix { slot.matrix(in: values) }

  /// The gradient of a parameter; in a table only rows that `gradients` knows to be touched count.
  func gradient(_ slot: ParameterSlot) -> Matrix? {
    gradients.map { slot.matrix(in: $0.values) }
  }

  /// Fills a dropout mask: 0 with probability `rate`, else 1 / (1 - rate).
  func fillMask(_ mask: Matrix, rate: Double, name: String) {
    guard let dropout else { return mask.fill(1) }
    compute.kernels.dropoutMask(
      mask.count, dropout.key(.dropout, name), step, UInt32(rate * 4_294_967_296),
      Float(1 / (1 - rate)), mask.base)
  }
}
