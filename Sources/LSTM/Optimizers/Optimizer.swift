// SPDX-License-Identifier: Apache-2.0

/// Moves parameters against their gradient.
///
/// The state is one or two flat buffers beside the parameters. A row of a table is updated in the
/// steps that touch it, and its state moves in these alone. Where a zero gradient would change
/// nothing, with sgd without momentum and with adagrad, that is the update of a dense parameter;
/// with the others it is their lazy variant, as in PyTorch's SparseAdam: a word that a batch does
/// not contain keeps its vector, and Adam's correction counts all steps.
protocol Optimizer: AnyObject {
  /// The state beside the weights, each as long as they are; always in the same order.
  var buffers: [Buffer] { get }
  /// What else goes on from step to step, for a checkpoint.
  var numbers: [Double] { get set }

  /// Called once before the stretches of a step.
  ///
  /// - Parameter rateFactor: what the schedule makes of the learning rate in this step.
  func beginStep(rateFactor: Double)

  /// Updates a stretch of the weights; threads may update others at the same time.
  ///
  /// - Parameter scale: what the gradients are multiplied by first, to clip their norm.
  func update(
    _ stretch: Stretch, of weights: Buffer, by gradients: Buffer, scale: Float,
    _ kernels: KernelTable)
}

extension Optimizer {
  var numbers: [Double] {
    get { [] }
    set {}
  }

  /// Begins a step at the full learning rate.
  func beginStep() { beginStep(rateFactor: 1) }
}

/// An optimizer as the language knows it.
public struct OptimizerEntry: Sendable {
  /// The word in a `train` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What can be set, `lr` first.
  public let arguments: [ArgumentSpec]
  /// How many numbers it keeps for each weight.
  let copies: @Sendable (_ arguments: Arguments) -> Int
  let make: @Sendable (_ arguments: Arguments, _ count: Int) -> any Optimizer

  /// The learning rate, which all of them have.
  public static let rate = ArgumentKey.number(
    "lr", .above(0), default: 1e-3, help: "learning rate")

  static let epsilon = ArgumentKey.number(
    "eps", .atLeast(1e-30), default: 1e-8, help: "added to the root in the denominator")

  /// What is left of the last step, of those that have momentum.
  public static let momentum = ArgumentKey.number(
    "momentum", .from(0, below: 1), default: 0, help: "the share of the last step that goes on")

  /// Nesterov's variant, of those that have it.
  public static let nesterov = ArgumentKey.boolean(
    "nesterov", default: false, help: "look ahead along the momentum")
}

/// The optimizers of `train`.
public enum OptimizerCatalog {
  /// All of them; the first is the default.
  public static let entries: [OptimizerEntry] = [
    Adam.entry, Adam.decoupledEntry, SGD.entry, RMSprop.entry, Adagrad.entry,
  ]

  /// The optimizer of a name.
  public static func entry(_ name: String) -> OptimizerEntry? {
    entries.first { $0.name == name }
  }
}
