// SPDX-License-Identifier: Apache-2.0

/// A layer as the language knows it: from this one declaration come check, help, completion and
/// reference.
public struct LayerEntry: Sendable {
  /// The name in a stack.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What can be set, positional values first.
  public let arguments: [ArgumentSpec]
  /// Whether layers of its own stand after its name in parentheses.
  public let takesStack: Bool
  /// A layer as it may stand in a stack.
  public let example: String
  /// Makes the layer; nil for `output`, which becomes a head for each target.
  let make: (@Sendable (Arguments) -> any Layer)?

  init(
    name: String, summary: String, arguments: [ArgumentSpec], takesStack: Bool = false,
    example: String, make: (@Sendable (Arguments) -> any Layer)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.arguments = arguments
    self.takesStack = takesStack
    self.example = example
    self.make = make
  }
}

extension LayerEntry {
  /// What it wants to be given.
  func consumption(_ arguments: Arguments) -> Consumption {
    make.map { $0(arguments).consumption } ?? .vector
  }
}
