// SPDX-License-Identifier: Apache-2.0

/// What a network, or a baseline, answers for some rows, counted against what is right.
public struct Evaluation: Sendable {
  /// One of the targets.
  public struct Part: Sendable {
    /// The target, its values numbered as by its task.
    public let target: Target
    /// What was answered for each row.
    public let answers: any Answers
    /// What the figures are computed from.
    public let tallies: [any Tally]

    /// Counts answers for rows of a target.
    public init(_ target: Target, _ answers: any Answers, rows: [Int]) {
      self.target = target
      self.answers = answers
      tallies = target.task.tallies(any: answers, of: target, rows: rows)
    }

    /// A part with tallies that were kept.
    init(_ target: Target, _ answers: any Answers, tallies: [any Tally]) {
      self.target = target
      self.answers = answers
      self.tallies = tallies
    }

    /// What it means.
    public var task: any TargetTask { target.task }

    /// What was counted in one way; nil where its task counts otherwise.
    public func tally<Counted: Tally>(_: Counted.Type = Counted.self) -> Counted? {
      for tally in tallies { if let tally = tally as? Counted { return tally } }
      return nil
    }

    /// A figure by its name; nil where its task has none, or the rows do not define it.
    public func figure(_ metric: String) -> Double? {
      task.metric(metric).flatMap { $0.value(tallies) }
    }

    /// The mean loss, which may not be finite.
    public var loss: Double { tally(LossSum.self)?.mean ?? .nan }
  }

  /// The rows of the data set, in the order asked for.
  public let rows: [Int]
  /// The targets, the leading one first.
  public let parts: [Part]

  /// An evaluation of some targets, at least one.
  public init(rows: [Int], parts: [Part]) {
    self.rows = rows
    self.parts = parts
  }

  /// The leading target by itself.
  public var leading: Part { parts[0] }

  /// The sum of the mean losses of all targets.
  public var loss: Double {
    leading.loss + parts.dropFirst().reduce(0) { $0 + $1.loss }
  }

  /// A figure by its name: of a target that is named, else the sum of the losses, else of the leading
  /// target.
  public func figure(_ name: FigureName) -> Double? {
    guard let target = name.target else {
      guard name.metric == MetricCatalog.loss.name, parts.count > 1 else {
        return leading.figure(name.metric)
      }
      return loss.isFinite ? loss : nil
    }
    return parts.first { $0.target.name == target }?.figure(name.metric)
  }

  /// A figure of the leading target; a loss is the sum of all.
  public func figure(_ metric: MetricEntry) -> Double? { figure(FigureName(metric.name)) }

  /// The same with intervals of forecasts that are widened; of another target nothing changes.
  public func widened(by margins: ConformalMargins) -> Evaluation {
    Evaluation(
      rows: rows,
      parts: parts.map { part in
        (part.answers as? ForecastAnswers).map {
          Part(part.target, $0.widened(by: margins), rows: rows)
        } ?? part
      })
  }

  /// The same of the rows at some places, counted anew; the places are those in `rows`.
  public func picking(_ places: [Int]) -> Evaluation {
    let picked = places.map { rows[$0] }
    return Evaluation(
      rows: picked,
      parts: parts.map { Part($0.target, $0.answers.picking(places), rows: picked) })
  }

  /// One of the targets by itself.
  public func alone(_ part: Int) -> Evaluation { Evaluation(rows: rows, parts: [parts[part]]) }
}

extension [Target] {
  /// The metric of a figure; nil where there is no such target, or its task has no such metric.
  ///
  /// A name without a target is that of the leading one; a loss is the sum of all.
  public func metric(_ name: FigureName) -> Metric? {
    guard let target = name.target else { return first?.task.metric(name.metric) }
    return first { $0.name == target }?.task.metric(name.metric)
  }

  /// The figures that an epoch notes: those that each task watches, and one that is monitored.
  func watchedFigures(monitored: FigureName) -> [FigureName] {
    var names = (first?.task.leading.watched ?? []).map { FigureName($0.name) }
    if count > 1 {
      for target in self {
        names += target.task.leading.watched.map { FigureName(target: target.name, $0.name) }
      }
    }
    return names.contains(monitored) ? names : names + [monitored]
  }
}

extension Evaluation {
  /// What is counted of each row for the leading target; none where its task counts all rows together.
  public var rowTallies: [[any Tally]] {
    (leading.task as? any CountingRows)?
      .rowTallies(any: leading.answers, of: leading.target, rows: rows) ?? []
  }
}

extension Evaluation {
  /// The same with the plain transcripts of the most probable symbol at each step; nil where there are none.
  public var ofPlainTranscripts: Evaluation? {
    guard var answers = leading.answers as? TranscriptAnswers else { return nil }
    answers.written = answers.plain.map { [$0] }
    return Evaluation(rows: rows, parts: [Part(leading.target, answers, rows: rows)])
  }
}
