// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

extension Labels {
  /// So many names.
  static func numbered(_ count: Int) -> Labels { Labels(fitting: (0..<count).map { "L\($0)" }) }
}

extension NamedShape {
  /// A class a row, of so many.
  static func classes(_ count: Int, name: String = "") -> NamedShape {
    NamedShape(name: name, ClassTask(.numbered(count)).shape)
  }

  /// A tag a token, of so many that are none of entities.
  static func tags(_ count: Int) -> NamedShape {
    NamedShape(name: "", TagsTask(.numbered(count)).shape)
  }

  /// Labels of rows, of so many.
  static func labels(_ count: Int) -> NamedShape {
    NamedShape(name: "", LabelsTask(.numbered(count)).shape)
  }

  /// The next token, of so many.
  static func next(_ count: Int) -> NamedShape {
    NamedShape(name: "", NextTask(tokens: count).shape)
  }
}

extension Model {
  /// A model of one target.
  init(
    _ elements: [StackElement], input: FlowType, target: NamedShape
  ) throws(StackProblem) {
    try self.init(elements, input: input, targets: [target])
  }

  /// A model of a class a row.
  init(_ elements: [StackElement], input: FlowType, classes: Int) throws(StackProblem) {
    try self.init(elements, input: input, target: .classes(classes))
  }

  /// How many classes, tags or tokens the leading head chooses from.
  var choices: Int { heads[0].shape.count }
}

extension Examples {
  /// Rows with one target.
  init(_ tokens: TokenColumn, _ target: Target) { self.init([tokens], [target]) }

  /// Rows with a class each, of so many.
  init(_ tokens: TokenColumn, classes: [Int32], of count: Int) {
    self.init(tokens, Target(ClassTask(.numbered(count)), values: TokenColumn(classes)))
  }

  /// Streams of tokens for a language model.
  init(streams: [[Int32]], vocabulary: Int) {
    let next = NextTokens(streams: streams)
    self.init(
      [next.inputs], [Target(NextTask(tokens: vocabulary), values: next.outputs)], isStream: true)
  }

  /// What is right for the leading target.
  var values: TokenColumn { targets[0].values }
}

extension DatasetBuilder {
  /// A builder for a column of texts and one of what is to be predicted.
  init(
    textColumn: String, targetColumn: String, task: TaskEntry = ClassTask.entry,
    _ settings: [String: ArgumentValue] = [:], options: TextOptions = TextOptions(),
    split: SplitKind, groupColumn: String? = nil
  ) {
    self.init(
      textColumn: textColumn, targets: [TargetRole(targetColumn, task, settings)],
      options: options, split: split, groupColumn: groupColumn)
  }
}

extension FigureName: ExpressibleByStringLiteral {
  /// A name as scripts write it.
  public init(stringLiteral text: String) { self.init(text) }
}
