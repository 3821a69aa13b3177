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

  private static func stack(
    _ output: [String: ArgumentValue] = [:], units: Int = 6
  ) -> [StackElement] {
    [
      stackElement("embed", units), stackElement("lstm", units), stackElement("output", output),
    ]
  }

  /// A case of a task, with what is right, and perhaps further targets.
  private init(
    _ name: String, _ task: any TargetTask, _ values: TokenColumn,
    output: [String: ArgumentValue] = [:], others: [Target] = []
  ) throws {
    self.name = name
    let targets = [Target(task, values: values)] + others
    model = try Model(
      Self.stack(output), input: .tokens(vocabulary: Self.vocabulary), targets: targets.shapes)
    examples = Examples([Self.data.column], targets)
  }

  /// A case of transcripts.
  private init(_ name: String, _ target: Target) throws {
    self.name = name
    model = try Model(
      Self.stack(), input: .tokens(vocabulary: Self.vocabulary), targets: [target].shapes)
    examples = Examples([Self.data.column], [target])
  }

  /// A case of texts that a decoder writes.
  private init(texts name: String, _ decoder: [StackElement], output: [String: ArgumentValue] = [:])
    throws
  {
    self.name = name
    let target = KnownTask.texts(Self.data.rows.count, of: KnownTask.text(["a", "b", "c"]))
    model = try Model(
      [stackElement("embed", 6), stackElement("bilstm", 3), PairCase.layer("=>")]
        + [stackElement("embed", 6)] + decoder + [stackElement("output", output)],
      inputs: [
        InputShape(.tokens(vocabulary: Self.vocabulary)),
        .fed(vocabulary: target.task.shape.count),
      ], targets: [target].shapes)
    examples = Examples([Self.data.column] + [target.feed].compactMap { $0 }, [target])
  }

  /// The classes of the rows, of so many.
  private static func classes(_ count: Int32) -> TokenColumn {
    TokenColumn(data.classes.map { $0 % count })
  }

  /// Every task and every loss.
  static func all() throws -> [TaskCase] {
    let data = data
    var (tags, sets) = (TokenColumn(), TokenColumn())
    for row in data.rows {
      tags.append(data.column[row].map { $0 % 3 })
      sets.append((0..<3).filter { (data.classes[row] + $0) % 2 == 0 })
    }
    let others = [
      Target(ClassTask(.numbered(3)), name: "intent", values: classes(3)),
      Target(ClassTask(.numbered(2)), name: "mood", values: classes(2)),
    ]
    let (softmax, crf) = (
      ["activation": ArgumentValue.word("softmax")], ["activation": ArgumentValue.word("crf")]
    )
    let plain = TagsTask(.numbered(3))
    let next = NextTask(tokens: vocabulary)
    return [
      try TaskCase("class softmax", ClassTask(.numbered(3)), classes(3)),
      try TaskCase("class sigmoid", ClassTask(.numbered(2)), classes(2)),
      try TaskCase("labels", LabelsTask(.numbered(3)), sets),
      try TaskCase("tags softmax", plain, tags, output: softmax),
      try TaskCase("tags crf", plain, tags, output: crf),
      try TaskCase("phrases", PhrasesTask(), tags, output: crf),
      try TaskCase("joint softmax", plain, tags, output: softmax, others: others),
      try TaskCase("joint crf", plain, tags, output: crf, others: others),
      try TaskCase(
        "transcript",
        KnownTask.transcripts(along: data.column, of: KnownTask.transcript(["a", "b", "c"]))),
      try TaskCase("next", next, data.column),
      try TaskCase("next tied", next, data.column, output: ["tied": .boolean(true)]),
      try TaskCase("next adaptive", next, data.column, output: LanguageCase.clusters),
      try TaskCase(texts: "text", [stackElement("lstm", 6), PairCase.layer("attend")]),
      try TaskCase(
        texts: "text tied", [stackElement("gru", 6)], output: ["tied": .boolean(true)]),
    ]
  }
}
