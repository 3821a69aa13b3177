// SPDX-License-Identifier: Apache-2.0

/// Phrases to find in the text, such as its keywords: tags of BIO that mark them.
public struct PhrasesTask: Tagged {
  /// The names of its values.
  public let labels: Labels

  /// The scheme of the tags.
  public let scheme: TagScheme? = .bio

  /// The task of the tags of BIO.
  public init() { labels = Labels(fitting: Phrases.tagNames) }

  /// The tags as entities have them.
  private var tags: TagsTask { TagsTask(labels, scheme: .bio) }

  /// What a network knows of it.
  public var shape: TargetShape { tags.shape }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    [Metric.of(MetricCatalog.accuracy, ConfusionMatrix.self, \.accuracy)]
    + PhraseCounts.averagedMetrics + [.loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics { .ofClasses(monitored: MetricCatalog.f1) }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> TagAnswers { TagAnswers(rows: rows) }

  /// Beside the tokens and the places that are marked, the set of phrases of each row.
  public func tallies(_ answers: TagAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    var counts = PhraseCounts()
    if let phrases = target.facts as? Phrases, let meanings = tags.meanings {
      for (place, row) in rows.enumerated() {
        let ranges =
          answers.ranges?[place]
          ?? Entity.all(in: answers.tags[place].map { meanings[Int($0)] }).map(\.range)
        counts.add(phrases.count(ranges, of: row))
      }
    }
    return [counts] + tags.tallies(answers, of: target, rows: rows)
  }

  /// What tells the values of a row from those of others.
  public func trace(of row: Int, in target: Target) -> [Int32]? {
    let own = target.values[row]
    var trace = [Int32(truncatingIfNeeded: own.count)] + own
    if let phrases = target.facts as? Phrases {
      trace.append(Int32(truncatingIfNeeded: phrases.missing[row]))
      trace += phrases.words[row]
      for place in phrases.places[row] {
        trace += [place.lowerBound, place.upperBound].map { Int32(truncatingIfNeeded: $0) }
      }
    }
    return trace
  }

  /// Factors of the loss by which each value counts the same.
  public func balancedWeights(of target: Target, rows: [Int]) -> [Float] {
    TargetEmphasis.balanced(target.counts(of: rows))
  }

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "phrases", summary: "phrases to find in the text, such as its keywords", plural: "tags",
    cells: .several, isPerStep: true, needsText: true, options: [TargetCells.separator.spec],
    read: { source, settings throws(DataError) in
      PhrasesReading(source: source, sets: try TargetCells(settings).sets(of: source))
    })
}

extension PhrasesTask: Codable {
  /// Loads nothing: there is one such task.
  public init(from decoder: any Decoder) throws { self.init() }
  /// Saves nothing.
  public func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: Key.self) }
  private enum Key: CodingKey {}
}

/// The phrases of documents before they are found in their tokens.
private struct PhrasesReading: TargetReading {
  let source: TargetSource
  let sets: [[String]]

  /// The phrases of all rows, marked in their tokens; throws `noPhrase`.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    guard let text = inputs.text else { throw source.error(.noPhrase) }
    var (values, words) = (TokenColumn(), TokenColumn())
    var (places, missing): ([[Range<Int>]], [Int]) = ([], [])
    for row in sets.indices {
      let own = text.corpus.words(of: row)
      var known: [PhraseFinder.Phrase] = []
      var unknown = 0
      for phrase in sets[row] {
        let numbers = text.corpus.numbers(of: phrase, text.pipeline)
        guard let numbers, !PhraseFinder.starts(of: numbers, in: own).isEmpty else {
          unknown += 1
          continue
        }
        if !known.contains(numbers) { known.append(numbers) }
      }
      let found = PhraseFinder.find(known, in: own)
      places.append(found.places)
      missing.append(unknown)
      // A text without tokens is one that is unknown, and in no phrase.
      values.append(own.isEmpty ? [2] : found.tags)
      words.append(own.isEmpty ? [-1] : own)
    }
    guard places.contains(where: { !$0.isEmpty }) else { throw source.error(.noPhrase) }
    return Target(
      PhrasesTask(), name: source.column, values: values,
      facts: Phrases(words: words, places: places, missing: missing), reading: self)
  }
}
