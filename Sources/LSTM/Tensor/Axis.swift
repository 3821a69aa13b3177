// SPDX-License-Identifier: Apache-2.0

/// Whose steps the rows of a sequence are: an axis of a model, by its number there.
///
/// Each row of a batch has a length along every axis, so a layer may change the number of steps.
public struct Axis: Hashable, Sendable {
  /// Its number in the model.
  public let number: Int

  /// The steps of the leading input, by whose lengths the rows of a batch are sorted.
  public static let leading = Axis(number: 0)
}

/// Whose lengths the rows of a batch have along an axis.
enum AxisSpec: Hashable, Sendable {
  /// Those of the leading input.
  case leading
  /// One step for each `every` steps of another axis, and one for what is left over.
  case derived(from: Axis, every: Int)
  /// So many steps for each row.
  case fixed(Int)
  /// Those of what a decoder is fed: of the input that has steps of its own, by its number.
  case fed(input: Int)
}
