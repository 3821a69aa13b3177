// SPDX-License-Identifier: Apache-2.0

/// Moves parameters against their gradient.
///
/// The state is one or two flat buffers beside the parameters.
protocol Optimizer: AnyObject {
  /// Called once before the stretches of a step.
  func beginStep()

  /// Updates the parameters `range` of the flat buffer.
  func update(
    _ range: Range<Int>, isRegularized: Bool, gradients: UnsafePointer<Float>,
    weights: UnsafeMutablePointer<Float>, _ kernels: KernelTable)
}

/// An optimizer as the language knows it.
public struct OptimizerEntry: Sendable {
  /// The word in a `train` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What can be set, `lr` first.
  public let arguments: [ArgumentSpec]
  let make: @Sendable (_ arguments: Arguments, _ count: Int) -> any Optimizer

  static func rate(_ value: Double) -> ArgumentSpec {
    ArgumentSpec("lr", .number(.above(0)), default: .number(value), help: "learning rate")
  }

  static let epsilon = ArgumentSpec(
    "eps", .number(.atLeast(1e-30)), default: .number(1e-8),
    help: "added to the root in the denominator")

  static func momentum(_ help: String) -> ArgumentSpec {
    ArgumentSpec("momentum", .number(.from(0, below: 1)), default: .number(0), help: help)
  }
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
