// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Phrases of texts.
struct PhrasesFace: Face {
  let task: PhrasesTask

  init(_ task: PhrasesTask) { self.task = task }

  private var labels: [String] { task.labels.names }

  // MARK: Data

  func notes(_ target: Target) -> [String] {
    guard let phrases = target.facts as? Phrases else { return [] }
    let all = phrases.foundCount + phrases.missingCount
    return ["phrases: \(all), of which \(phrases.missingCount) do not stand in their texts"]
  }

  // MARK: Evaluations

  static let facets = ClassFace.facets
  static let plots = ClassFace.plots.filter { $0.name == "confusion" }

  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String {
    metric.name == "f1" ? "phrase F1" : metric.name
  }

  var classWords: (one: String, many: String) { ("phrase", "phrases") }

  func table(_ facet: String, _ part: FacePart<PhrasesTask>, full: Bool) -> ResultTable? {
    switch facet {
    case "classes":
      guard let phrases = part.part.tally(PhraseCounts.self),
        let places = part.part.tally(EntityCounts.self)
      else { return nil }
      return .counts(
        "\(part.name): phrases, of each text once, and the places that are marked", column: "",
        rows: [ResultTable.row("phrases", phrases.all), ResultTable.row("places", places.all)])
    case "confusion":
      return part.part.tally(ConfusionMatrix.self).map { .confusion(part.name, labels, $0) }
    default: return .tagErrors(part, part.answers.tags, of: labels)
    }
  }

  func chart(_ plot: String, _ part: FacePart<PhrasesTask>) -> Chart? {
    part.part.tally(ConfusionMatrix.self).map { .confusion(part.title, labels, $0) }
  }

  // MARK: Predictions

  var columns: [String] { ["tags"] }

  func answer(_ answers: TagAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let text = TaggedText(context, row, answers.tags[row], of: labels)
    return FaceAnswer(
      label: context.joined(text.phrases), cells: [.text(text.tagLine)], tags: text.tags)
  }

  func table(_ answers: TagAnswers, _ context: AnswerContext) -> ResultTable {
    ResultTable(
      columns: ["text", "phrases"], alignments: [.left, .left],
      rows: context.texts.indices.map { row in
        let text = TaggedText(context, row, answers.tags[row], of: labels)
        return [context.texts[row], text.phrases.joined(separator: ", ")]
      })
  }

  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    .tag(question, (question.answers as? TagAnswers)?.tags.first ?? [], of: labels)
  }

  func facts(column: String) -> [[String]] {
    [["target", "\(column) phrases"], ["classes", labels.counted]]
  }
}
