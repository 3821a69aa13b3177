// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Tags of tokens, and the entities that they mark.
struct TagsFace: Face {
  let task: TagsTask

  init(_ task: TagsTask) { self.task = task }

  private var labels: [String] { task.labels.names }

  // MARK: Evaluations

  static let facets = ClassFace.facets
  static let plots = ClassFace.plots.filter { ["confusion", "classes"].contains($0.name) }

  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String {
    guard metric.name == "f1" else { return metric.name }
    guard let entities = part?.tally(EntityCounts.self) else { return "macro F1" }
    guard entities.types.allSatisfy(\.isEmpty) else { return "entity F1" }
    return labels.contains("O") ? "chunk F1" : "word F1"
  }

  /// The types of entities that the tags tell apart, in the order of their bytes; nil for tags of
  /// another meaning.
  private var types: [String]? {
    task.meanings.map { tags in
      Set(tags.filter { $0.position != .outside }.map(\.type))
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// What tables call entities of tags without types.
  private static func typeName(_ type: String) -> String { type.isEmpty ? "any" : type }

  var classNames: [String] { types.map { $0.map(Self.typeName) } ?? labels }

  var classWords: (one: String, many: String) {
    types == nil ? ("tag", "tags") : ("type of entity", "types of entities")
  }

  func classFigures(_ part: Evaluation.Part) -> [ClassFigures] {
    if let types, let entities = part.tally(EntityCounts.self) {
      return types.enumerated().map { index, type in
        ClassFigures(Self.typeName(type), index, entities.byType[type] ?? EntityCounts.Count())
      }
    }
    return part.tally(ConfusionMatrix.self)?.figures(labels) ?? []
  }

  func table(_ facet: String, _ part: FacePart<TagsTask>, full: Bool) -> ResultTable? {
    switch facet {
    case "classes":
      guard let entities = part.part.tally(EntityCounts.self) else {
        return .classes(part.name, classFigures(part.part))
      }
      return .counts(
        "\(part.name): entities, right when type and both ends are", column: "type",
        rows: entities.types.map {
          ResultTable.row(Self.typeName($0), entities.byType[$0] ?? EntityCounts.Count())
        } + [ResultTable.row("all", entities.all)])
    case "confusion":
      return part.part.tally(ConfusionMatrix.self).map { .confusion(part.name, labels, $0) }
    default: return .tagErrors(part, part.answers.tags, of: labels)
    }
  }

  func chart(_ plot: String, _ part: FacePart<TagsTask>) -> Chart? {
    plot == "classes"
      ? .classes(part.place, classFigures(part.part))
      : part.part.tally(ConfusionMatrix.self).map { .confusion(part.title, labels, $0) }
  }

  // MARK: Predictions

  var columns: [String] { ["tags"] }

  var cutsWords: Bool { TaggedText.isSegmented(labels) }

  func answer(_ answers: TagAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let text = TaggedText(context, row, answers.tags[row], of: labels)
    return FaceAnswer(label: text.marked, cells: [.text(text.tagLine)], tags: text.tags)
  }

  /// The texts with what is marked in them.
  func table(_ answers: TagAnswers, _ context: AnswerContext) -> ResultTable {
    let isOfSteps = context.transform == nil
    return ResultTable(
      columns: (isOfSteps ? [context.rowName] : []) + ["prediction"],
      alignments: isOfSteps ? [.left, .left] : [.left],
      rows: context.texts.indices.map { row in
        (isOfSteps ? [context.texts[row]] : [])
          + [TaggedText(context, row, answers.tags[row], of: labels).marked]
      })
  }

  // MARK: Explanations

  /// The first token that has another tag than `O`, else the last.
  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    .tag(question, (question.answers as? TagAnswers)?.tags.first ?? [], of: labels)
  }

  func facts(column: String) -> [[String]] {
    [["target", "\(column) tags"], ["classes", labels.counted]]
  }
}

extension TaggedText {
  /// A text that was answered, with its tags by their numbers.
  init(_ context: AnswerContext, _ row: Int, _ tags: [Int32], of labels: [String]) {
    self.init(
      context.texts[row],
      tags: tags.map { labels.indices.contains(Int($0)) ? labels[Int($0)] : "" },
      context.transform, of: labels)
  }
}

extension ExplanationSubject {
  /// The first tag that is not `O`, else the last.
  static func tag(
    _ question: ExplanationQuestion, _ tags: [Int32], of labels: [String]
  ) -> ExplanationSubject? {
    let last = question.steps - 1
    let step = tags.firstIndex { labels[Int($0)] != "O" } ?? last
    let tag = tags.indices.contains(step) ? Int(tags[step]) : 0
    guard labels.indices.contains(tag), question.tokens.indices.contains(step) else { return nil }
    return ExplanationSubject(
      choice: tag, step: step, text: "\(labels[tag]) at `\(question.tokens[step])`")
  }
}

extension ResultTable {
  /// The sequences with the most wrong tags, as they should be and as they were found.
  static func tagErrors<Task>(
    _ part: FacePart<Task>, _ tags: [[Int32]], of labels: [String]
  ) -> ResultTable {
    let own = part.truth.labels.names
    let truths = part.rows.map { row in
      part.truth.values[row].map { own.indices.contains(Int($0)) ? own[Int($0)] : "" }
    }
    let found = tags.map { tags in
      tags.map { labels.indices.contains(Int($0)) ? labels[Int($0)] : "" }
    }
    let wrong = zip(truths, found).map { zip($0, $1).count { $0 != $1 } }
    let worst = wrong.indices.filter { wrong[$0] > 0 }
      .sorted { (wrong[$1], $0) < (wrong[$0], $1) }.prefix(5)
    return ResultTable(
      title: "\(part.name): \(wrong.count { $0 > 0 }) of \(part.rows.count) rows have a wrong tag",
      columns: ["wrong", "", "text"], alignments: [.right, .left, .left],
      rows: worst.flatMap { index -> [[String]] in
        let text = part.data.title(of: part.rows[index])
        let marked = { TaggedText(text, tags: $0, part.data.text?.transform, of: own).marked }
        return [
          [String(wrong[index]), "true", marked(truths[index])],
          ["", "found", marked(found[index])],
        ]
      })
  }
}
