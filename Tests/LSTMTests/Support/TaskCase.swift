// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A task with an output for it, and rows to train it on: one case for each way to a loss.
struct TaskCase: CustomTestStringConvertible {
  let name: String
  let model: Model
  let examples: Examples

  var testDescription: String { name }
  /// All rows in order.
  var rows: [Int] { Array(0..<Self.data.rows.count) }

  private static let data = TinyData(
    "tasks", lengths: (0..<15).map { $0 * 5 % 9 + 1 }, classes: 3)
  private static let vocabulary = LayerCase.vocabulary

  func network() -> Network { Network(model, seed: 5, compute: Compute(threads: 1)) }

  private static func labels(_ count: Int) -> Labels {
    Labels(fitting: (0..<count).map { "L\($0)" })
  }

  private static func stack(
    _ output: [String: ArgumentValue] = [:], units: Int = 6
  ) -> [StackElement] {
    [
      stackElement("embed", units), stackElement("lstm", units), stackElement("output", output),
    ]
  }

  /// A case with as many classes, whose outputs are told by `values`.
  private init(
    _ name: String, _ task: TargetTask, _ values: TokenColumn,
    output: [String: ArgumentValue] = [:], others: [(name: String, count: Int)] = []
  ) throws {
    self.name = name
    var task = task
    task.others = others.map { ClassShape(name: $0.name, classes: $0.count) }
    model = try Model(
      Self.stack(output), input: .tokens(vocabulary: Self.vocabulary), target: task)
    let further = others.map { name, count in
      var target = Target(
        .class, labels: Self.labels(count),
        values: TokenColumn(Self.data.classes.map { $0 % Int32(count) }))
      target.name = name
      return target
    }
    examples = Examples(
      Self.data.column,
      Target(
        task.kind, labels: Self.labels(task.kind == .next ? 0 : task.classes), values: values),
      others: further)
  }

  /// Every task and every loss.
  static func all() throws -> [TaskCase] {
    let data = data
    var (tags, sets) = (TokenColumn(), TokenColumn())
    for row in data.rows {
      tags.append(data.column[row].map { $0 % 3 })
      sets.append((0..<3).filter { (data.classes[row] + $0) % 2 == 0 })
    }
    let classes = { (count: Int32) in TokenColumn(data.classes.map { $0 % count }) }
    let others = [(name: "intent", count: 3), (name: "mood", count: 2)]
    let (softmax, crf) = (
      ["activation": ArgumentValue.word("softmax")], ["activation": ArgumentValue.word("crf")]
    )
    let next = TargetTask(.next, classes: vocabulary)
    return [
      try TaskCase("class softmax", TargetTask(classes: 3), classes(3)),
      try TaskCase("class sigmoid", TargetTask(classes: 2), classes(2)),
      try TaskCase("labels", TargetTask(.labels, classes: 3), sets),
      try TaskCase("tags softmax", TargetTask(.tags, classes: 3), tags, output: softmax),
      try TaskCase("tags crf", TargetTask(.tags, classes: 3), tags, output: crf),
      try TaskCase("phrases", TargetTask(.phrases, classes: 3), tags, output: crf),
      try TaskCase(
        "joint softmax", TargetTask(.tags, classes: 3), tags, output: softmax, others: others),
      try TaskCase("joint crf", TargetTask(.tags, classes: 3), tags, output: crf, others: others),
      try TaskCase("next", next, data.column),
      try TaskCase("next tied", next, data.column, output: ["tied": .boolean(true)]),
      try TaskCase("next adaptive", next, data.column, output: LanguageCase.clusters),
    ]
  }
}
