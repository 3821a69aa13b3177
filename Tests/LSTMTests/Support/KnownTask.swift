// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A task of each entry of the catalog, over a few values.
enum KnownTask {
  /// In the order of the catalog.
  static let all: [any TargetTask] = [
    ClassTask(.numbered(3)), TagsTask(.numbered(3)), LabelsTask(.numbered(3)), PhrasesTask(),
    number(["x", "y"], unit: 2), ForecastTask(columns: ["x"], horizon: 3, season: 2),
    text(["a", "b"]), transcript(["a", "b"]), NextTask(tokens: LayerCase.vocabulary),
  ]

  /// Texts of some words.
  static func text(_ words: [String]) -> TextTask {
    var options = TextOptions(tokens: "blank")
    options.framing = .rows
    let vocabulary = Vocabulary(fitting: [[Vocabulary.mark] + words])
    guard let transform = try? TextTransform(options: options, vocabulary: vocabulary) else {
      preconditionFailure("the tokenizer is known")
    }
    return TextTask(transform, bound: LengthBound(slope: 1, extra: 2))
  }

  /// Transcripts of some words.
  static func transcript(_ words: [String]) -> TranscriptTask {
    let vocabulary = Vocabulary(fitting: [words])
    guard
      let transform = try? TextTransform(
        options: TextOptions(tokens: "blank", lower: false), vocabulary: vocabulary)
    else { preconditionFailure("the tokenizer is known") }
    return TranscriptTask(transform)
  }

  /// A transcript for each row of a column, of at most a third of its steps.
  static func transcripts(along column: TokenColumn, of task: TranscriptTask) -> Target {
    var random = RandomValues("transcripts")
    var values = TokenColumn()
    for row in 0..<column.rowCount {
      values.append(
        random.classes(column.length(of: row) / 3, below: task.shape.count - 1).map { $0 + 1 })
    }
    return Target(
      task, values: values,
      facts: TextFacts(
        references: (0..<column.rowCount).map {
          task.transform.vocabulary.decode(values[$0]).joined(separator: " ")
        },
        sources: [], sourceTransform: nil))
  }

  /// A text for each of so many rows, as a decoder reads and writes it.
  static func texts(_ rows: Int, of task: TextTask) -> Target {
    var random = RandomValues("texts")
    let (mark, count) = (task.transform.mark ?? 0, task.shape.count)
    var (feed, values) = (TokenColumn(), TokenColumn())
    for row in 0..<rows {
      let own = random.classes(row % 4, below: count)
      feed.append([mark] + own)
      values.append(own + [mark])
    }
    (feed.hasOwnSteps, feed.vocabulary) = (true, count)
    return Target(
      task, values: values, feed: feed,
      facts: TextFacts(
        references: (0..<rows).map { "text \($0)" }, sources: [], sourceTransform: nil))
  }

  /// The same with others of the same entries.
  static let varied: [any TargetTask] =
    all + [
      ClassTask(Labels(fitting: ["no", "yes", "yes"])), LabelsTask(.numbered(2)),
      TagsTask(Labels(fitting: ["B-X", "I-X", "O"]), scheme: .bio),
      TagsTask(Labels(fitting: ["B-X", "I-X", "O"]), scheme: .iob1), number(["x", "y"], unit: 3),
      number(["x"], unit: 2), text(["a", "c"]), transcript(["c"]),
      NextTask(tokens: 4),
    ]

  /// So many windows of a series of random numbers.
  private static func windows(_ count: Int, _ task: ForecastTask) -> WindowInput {
    var role = WindowRole(history: 2, horizon: task.horizon)
    role.targets = task.columns.map { WindowRole.Target(NumberRole.Column($0)) }
    var random = RandomValues("a series")
    let numbers = random.floats(count + 1 + task.horizon, bound: 3)
    let table = try? Table(columns: task.columns, rows: numbers.map { ["\($0)"] })
    guard let table, let grid = try? SeriesGrid(table, role) else {
      preconditionFailure("the series is sound")
    }
    return WindowInput(
      grid, (0..<count).map { SeriesWindow(series: 0, origin: $0 + 1) }, role,
      fitting: Array(0..<count))
  }

  private static func number(_ columns: [String], unit: Double) -> NumberTask {
    NumberTask(
      columns: columns, scalings: columns.map { _ in Scaling(center: 1, unit: unit) })
  }

  /// A target of a task whose rows are as long as those of a column, with random values.
  static func target(of task: any TargetTask, along column: TokenColumn) -> Target {
    let (rows, count) = (0..<column.rowCount, task.shape.count)
    var random = RandomValues("a target of \(task.entry.name)")
    if let task = task as? NumberTask {
      let values = random.floats(column.rowCount * count, bound: 3).map { Double($0) }
      let numbers = RawNumbers(vectors: values, names: task.columns)
      return Target(
        task, name: "", numbers: task.scaled(numbers), facts: NumberFacts(numbers: numbers),
        reading: nil)
    }
    if let task = task as? TextTask { return texts(column.rowCount, of: task) }
    if let task = task as? TranscriptTask { return transcripts(along: column, of: task) }
    if let task = task as? ForecastTask { return task.target(of: windows(rows.count, task)) }
    var values = TokenColumn()
    for row in rows {
      switch (task.shape.places, task.shape.values) {
      case (_, .choices): values.append((0..<row % (count + 1)).map { Int32($0) })
      case (.rows, _): values.append(random.classes(1, below: count))
      case (.steps, _), (.own, _):
        values.append(random.classes(column.length(of: row), below: count))
      }
    }
    return Target(task, values: values)
  }
}
