// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The value of an expression.
enum Value {
  case number(Double)
  case text(String)
  case boolean(Bool)
  case duration(seconds: Double)
  case list([Value])
  case object(any ScriptObject)

  /// The type.
  var type: ValueType {
    switch self {
    case .number: .number
    case .text: .text
    case .boolean: .boolean
    case .duration: .duration
    case .list: .list
    case .object(let object): .object(object.kind)
    }
  }

  /// As `print` and the prompt show it.
  var description: String {
    switch self {
    case .number(let number): FixedDecimal.plain(number)
    case .text(let text): text
    case .boolean(let flag): flag ? "yes" : "no"
    case .duration(let seconds): FixedDecimal.plain(seconds) + "s"
    case .list(let values): "[" + values.map(\.quoted).joined(separator: ", ") + "]"
    case .object(let object): object.title
    }
  }

  private var quoted: String {
    if case .text(let text) = self { "\"\(text)\"" } else { description }
  }

  /// Whether two values are of one type and the same.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.object(let a), .object(let b)): a === b
    case (.number, _), (.text, _), (.boolean, _), (.duration, _), (.list, _), (.object, _): false
    }
  }
}

/// The type of a value, known before it is computed.
enum ValueType: Hashable, Sendable {
  case number, text, boolean, duration, list
  case object(ObjectKind)
  /// Something else is wrong with it, and has been reported.
  case anything

  /// In the user's words.
  var description: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .boolean: "yes or no"
    case .duration: "a duration"
    case .list: "a list"
    case .object(let kind): kind.description
    case .anything: "a value"
    }
  }
}

/// The kinds of things that statements define.
public enum ObjectKind: String, Hashable, Sendable, CaseIterable, Codable {
  case data
  case split
  case vectors
  case model
  case run
  case evaluation
  case sweep
  case runs
  case crossValidation
  case ensemble
  case comparison

  /// In the user's words.
  public var description: String {
    switch self {
    case .data: "a data set"
    case .split: "a split of a data set"
    case .vectors: "vectors of words"
    case .model: "a model"
    case .run: "a run"
    case .evaluation: "an evaluation"
    case .sweep: "a grid or a search"
    case .runs: "a run from several seeds"
    case .crossValidation: "a cross-validation"
    case .ensemble: "an ensemble"
    case .comparison: "a comparison"
    }
  }
}

/// A value, or as much of it as is known before anything has run.
enum Evaluated {
  case known(Value)
  case unknown(ValueType)

  /// The type.
  var type: ValueType {
    switch self {
    case .known(let value): value.type
    case .unknown(let type): type
    }
  }
}

/// A field of an object, such as `accuracy` of an evaluation: what completion and the reference
/// show.
struct FieldSpec: Hashable, Sendable {
  /// The name after the dot.
  let name: String
  /// The type of its value.
  let type: ValueType
  /// One line of help.
  let summary: String
}

/// A thing that a statement defines: data, a model, a run, an evaluation.
///
/// Made when the script is checked, filled when it runs.
protocol ScriptObject: AnyObject {
  /// What kind of thing.
  var kind: ObjectKind { get }
  /// The name that the script gave it.
  var name: String { get }
  /// One line, such as `run r: kept epoch 6 of 10`.
  var title: String { get }
  /// What stands after the dot of a thing of this kind.
  static var fields: [FieldSpec] { get }
  /// What stands after the dot of this one.
  var fields: [FieldSpec] { get }
  /// What `show` takes beside the name of one, with a line of help each.
  static var facets: [(name: String, summary: String)] { get }
  /// What `show` takes beside the name of this one.
  var facets: [(name: String, summary: String)] { get }
  /// What `plot` draws of a thing of this kind, the first unless another one is named, with a line of
  /// help each.
  static var plots: [(name: String, summary: String)] { get }
  /// What `plot` draws of this one; none where there is nothing to draw.
  var plots: [(name: String, summary: String)] { get }
  /// Why this one lacks a field that others of its kind have; nil where it has it or will have it.
  func absence(of field: String) -> String?
  /// The value of one of the fields; nil before it is computed.
  func value(of field: String) -> Value?
  /// What `show` prints for some of the facets, or by default.
  func tables(facets: [String], full: Bool) -> [ResultTable]
  /// What one of the plots takes beside its name.
  static func options(ofPlot plot: String) -> [ArgumentSpec]
  /// Why one of its plots cannot be drawn with some settings, as far as that is known before anything
  /// runs; nil where it can.
  func reason(against plot: String, _ settings: Arguments) -> String?
  /// One of its plots; nil when there is nothing to draw in it.
  func chart(_ plot: String) -> Chart?
  /// The same with its settings.
  func chart(_ plot: String, _ settings: Arguments) -> Chart?
  /// The plots that several of this kind have in one picture.
  static var jointPlots: [String] { get }
  /// Why this one cannot stand beside others in one of them; nil where it can.
  var reasonAgainstJointPlot: String? { get }
  /// One of them; nil when there is nothing to draw in it.
  static func chart(_ plot: String, of objects: [any ScriptObject]) -> Chart?
}

extension ScriptObject {
  /// What stands after the dot.
  var fields: [FieldSpec] { Self.fields.filter { absence(of: $0.name) == nil } }
  /// Every thing of the kind has all fields.
  func absence(of field: String) -> String? { nil }
  /// What `show` takes beside the name, with a line of help each.
  var facets: [(name: String, summary: String)] { Self.facets }
  /// What `plot` draws, with a line of help each.
  var plots: [(name: String, summary: String)] { Self.plots }
  /// Things that have no picture.
  static var plots: [(name: String, summary: String)] { [] }
  /// No picture.
  func chart(_ plot: String) -> Chart? { nil }
  /// Nothing is against it.
  func reason(against plot: String, _ settings: Arguments) -> String? { nil }
  /// No settings.
  static func options(ofPlot plot: String) -> [ArgumentSpec] { [] }
  /// The one without settings.
  func chart(_ plot: String, _ settings: Arguments) -> Chart? { chart(plot) }
  /// Each has a picture of its own.
  static var jointPlots: [String] { [] }
  /// Nothing is against it.
  var reasonAgainstJointPlot: String? { nil }
  /// Nothing together.
  static func chart(_ plot: String, of objects: [any ScriptObject]) -> Chart? { nil }
}
