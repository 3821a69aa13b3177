// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What several runs, or evaluations, come to together.
extension Checker {
  // MARK: Ensembles

  mutating func checkEnsemble(
    _ name: Name, _ references: [Expression], at span: Span
  ) throws(Diagnostic) {
    var members: [(run: RunObject, span: Span)] = []
    var isKnown = true
    for reference in references {
      if let seeds = try several(reference) {
        members += seeds.trials.map { ($0.run, reference.span) }
      } else if let run = try object(reference, .run, as: RunObject.self) {
        members.append((run, reference.span))
      } else {
        isKnown = false
      }
    }
    guard isKnown, let first = members.first else {
      try define(name, .unknown(.anything))
      return
    }
    guard members.count > 1 else { throw .ensembleOfOne(first.run.name, at: first.span) }
    for (place, member) in members.enumerated() {
      let run = member.run
      if members[..<place].contains(where: { $0.run === run }) {
        throw .joinedTwice(run.name, at: member.span)
      }
      if let reason = run.reasonAgainstJoining {
        throw .cannotJoin(run.name, reason, at: member.span)
      }
      if run.targets != first.run.targets {
        throw .joinedTargetsDiffer(first.run, run, at: member.span)
      }
      guard run.text == first.run.text, run.numbers == first.run.numbers else {
        throw .joinedInputsDiffer(first.run.name, run.name, at: member.span)
      }
    }
    let ensemble = EnsembleObject(
      name: name.text, members: members.map(\.run), first: first.run)
    try define(name, .known(.object(ensemble)))
    add(.ensemble(ensemble, at: span))
  }

  /// The run that a reference names, or what stands for the runs of an ensemble.
  mutating func answering(_ reference: Expression) throws(Diagnostic) -> RunObject? {
    if case .name(let name) = reference.kind,
      case .known(.object(let object))? = evaluator.scope[name]?.value,
      let ensemble = object as? EnsembleObject
    {
      evaluator.scope.use(name)
      return ensemble.run
    }
    return try object(reference, .run, as: RunObject.self)
  }

  // MARK: Comparisons

  mutating func checkCompare(
    _ name: Name?, _ clause: CompareClause, _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`compare`", specs: ComparisonObject.options)
      .read(clause.options, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    let first = try object(clause.first, .evaluation, as: EvaluationObject.self)
    let second = try object(clause.second, .evaluation, as: EvaluationObject.self)
    let seed = randomSeed()
    guard let first, let second else {
      try finish(name, .unknown(.anything), at: statement.span)
      return
    }
    let task = try counted(first, at: clause.first.span)
    let other = try counted(second, at: clause.second.span)
    if let row = first.firstDifferingRow(from: second) {
      throw .rowsDiffer(first, second, row: row, at: clause.second.span)
    }
    guard task.countsLike(other) else {
      throw .countedDifferently(first.name, second.name, at: clause.second.span)
    }
    let comparison = ComparisonObject(
      name: name?.text ?? "\(first.name) and \(second.name)", first, second,
      metrics: try metrics(clause.metric, of: task),
      samples: Arguments(values, for: ComparisonObject.options)[ComparisonObject.samplesKey],
      seed: seed)
    try finish(name, .known(.object(comparison)), at: statement.span)
    add(.compare(comparison, at: statement.span))
  }

  /// The task of an evaluation whose rows are counted one by one.
  private func counted(
    _ evaluation: EvaluationObject, at span: Span
  ) throws(Diagnostic) -> any CountingRows {
    if case .runs(let runs) = evaluation.subject {
      throw .comparesSeveral(evaluation.name, runs.name, at: span)
    }
    guard let task = evaluation.task as? any CountingRows else {
      throw .notCountedByRow(
        evaluation.name, FaceCatalog.face(of: evaluation.task).classWords.many, at: span)
    }
    return task
  }

  /// The figure that is asked for, or all that are shown, the leading one first.
  private func metrics(
    _ reference: Expression?, of task: any CountingRows
  ) throws(Diagnostic) -> [MetricEntry] {
    let known = task.rowMetrics.map(\.entry)
    guard let reference else { return known }
    let word = reference.bareWord ?? Name("", reference.span)
    guard let metric = known.first(where: { $0.name == word.text }) else {
      throw .unknownFigure(word, known.map(\.name))
    }
    return [metric]
  }
}

extension RunObject {
  /// Why its answers cannot be joined to those of others; nil where they can be.
  fileprivate var reasonAgainstJoining: String? {
    if task is any SelfSupervised { return "is a language model" }
    if windows != nil { return "forecasts series" }
    guard let head = model.heads.first(where: { !$0.canBeJoined }) else { return nil }
    if head.shape.isTranscript { return "reads transcripts off the steps" }
    if head.scoresSequences { return "chooses the tags of a whole sequence with `output crf`" }
    if head.form != .point { return "predicts a distribution of its numbers" }
    return "ends in `output adaptive`"
  }
}

extension EvaluationObject {
  /// The number, from 1, of the first row that another evaluation does not have there; nil where both have
  /// the same rows.
  fileprivate func firstDifferingRow(from other: EvaluationObject) -> Int? {
    let (own, theirs) = (measuredRows, other.measuredRows)
    if own == theirs { return nil }
    return zip(own, theirs).enumerated().first { $0.element.0 != $0.element.1 }.map {
      $0.offset + 1
    }
      ?? min(own.count, theirs.count) + 1
  }

  /// What is read of each row that is measured, and what is right.
  private var measuredRows: [[String]] {
    let dataset = measuredData
    return dataset.splits[split].map { row in
      [dataset.title(of: row), face.text(of: dataset.target, row: row)]
    }
  }

  /// How many rows are measured.
  var rowCount: Int { measuredData.splits[split].count }
}
