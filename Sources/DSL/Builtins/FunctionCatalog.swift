// SPDX-License-Identifier: Apache-2.0

/// A function of the expression library, with all that help, checking and running need.
struct FunctionEntry: Sendable {
  /// The result of a call.
  enum Outcome {
    case value(Value)
    /// An object in the arguments has not run yet.
    case unknownYet
    case failure(String)
  }

  /// The name.
  let name: String
  /// One line of help.
  let summary: String
  /// The types of the arguments; the last repeats.
  let parameters: [ValueType]
  /// How many arguments there may be.
  let counts: ClosedRange<Int>
  /// The type of the result.
  let result: ValueType
  /// A call and what it gives, run as a test; nil for calls on objects.
  let example: (call: String, result: String)?
  /// Computes the result for arguments of the declared types.
  let apply: @Sendable ([Value]) -> Outcome
}

/// The functions of the expression library; one line each.
enum FunctionCatalog {
  static let entries: [FunctionEntry] =
    NumberFunctions.all + TextFunctions.all + ClassFunctions.all
    + VectorFunctions.all

  /// The function of a name.
  static func entry(_ name: String) -> FunctionEntry? {
    entries.first { $0.name == name }
  }
}
