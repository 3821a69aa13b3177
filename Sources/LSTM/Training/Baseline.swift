// SPDX-License-Identifier: Apache-2.0

/// What can be had without learning: the figure that every evaluation stands beside.
public struct BaselineEntry: Sendable {
  /// The word in a `baseline` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// How it is had for each kind of target that it is for.
  private let ways: [Way]
  /// How it ranks words, where it does.
  public private(set) var ranking: KeywordRanking?
  /// What can be set of it.
  public let options: [ArgumentSpec]
  /// What is set of it.
  public private(set) var settings: Arguments

  /// How a baseline answers for one kind of target.
  struct Way: Sendable {
    let task: TaskEntry
    /// Whether it looks at words, or at numbers.
    let reads: Reads
    let answers: @Sendable (Dataset, Target, SplitName, Arguments) -> any Answers

    /// What it looks at of a row.
    enum Reads: Sendable {
      case nothing, text, numbers
    }

    /// A baseline of the targets of a task.
    static func of<Task: TargetTask>(
      _: Task.Type, reading reads: Reads = .nothing,
      _ answers: @escaping @Sendable (Dataset, Target, SplitName) -> Task.Gathered
    ) -> Way {
      Way(task: Task.entry, reads: reads) { data, target, split, _ in
        answers(data, target, split)
      }
    }

    /// The same with what is set of it.
    static func of<Task: TargetTask>(
      _: Task.Type,
      setting answers: @escaping @Sendable (Dataset, Target, SplitName, Arguments) -> Task.Gathered
    ) -> Way {
      Way(task: Task.entry, reads: .nothing, answers: answers)
    }

    func suits(_ target: Target, of data: Dataset) -> Bool {
      guard target.task.entry == task else { return false }
      return switch reads {
      case .nothing: true
      case .text: data.text != nil
      case .numbers: data.numbers != nil
      }
    }
  }

  init(name: String, summary: String, options: [ArgumentSpec] = [], _ ways: Way...) {
    self.name = name
    self.summary = summary
    self.options = options
    settings = Arguments(for: options)
    self.ways = ways
  }

  /// The same with other settings.
  public func setting(_ values: [String: ArgumentValue]) -> BaselineEntry {
    var copy = self
    copy.settings = Arguments(values, for: options)
    return copy
  }

  /// Its name with the settings that are not the usual ones: `seasonal(168)`.
  public var title: String {
    let given = options.compactMap { option -> String? in
      guard let value = settings[option], value != option.defaultValue,
        case .integer(let number) = value
      else { return nil }
      return String(number)
    }
    return given.isEmpty ? name : "\(name)(\(given.joined(separator: ", ")))"
  }

  /// A baseline that takes the words of the highest ranks as phrases.
  init(name: String, summary: String, ranking: KeywordRanking) {
    self.init(
      name: name, summary: summary,
      .of(PhrasesTask.self, reading: .text) { data, _, split in ranking.answers(data, split) })
    self.ranking = ranking
  }

  /// The same with other settings of its ranking.
  public func ranking(_ ranking: KeywordRanking) -> BaselineEntry {
    BaselineEntry(name: name, summary: summary, ranking: ranking)
  }

  /// The tasks that it is for.
  public var tasks: [TaskEntry] { ways.map(\.task) }

  /// Whether it can be had for the leading target of a data set.
  public func suits(_ data: Dataset) -> Bool { way(for: data.target, of: data) != nil }

  private func way(for target: Target, of data: Dataset) -> Way? {
    ways.first { $0.suits(target, of: data) }
  }

  /// Whether it answers for all targets of a data set, else for the leading one alone.
  public func coversAll(of data: Dataset) -> Bool {
    data.targets.allSatisfy { way(for: $0, of: data) != nil }
  }

  /// The figures that it has on one split of a data set, whose leading target it suits.
  public func evaluate(_ data: Dataset, _ split: SplitName) -> Evaluation {
    let rows = data.splits[split]
    let targets = coversAll(of: data) ? data.targets : [data.target]
    return Evaluation(
      rows: rows,
      parts: targets.compactMap { target in
        way(for: target, of: data).map {
          Evaluation.Part(target, $0.answers(data, target, split, settings), rows: rows)
        }
      })
  }
}

/// The baselines; one line each.
public enum BaselineCatalog {
  /// All of them.
  public static let entries: [BaselineEntry] = [
    BaselineEntry(
      name: "constant",
      summary: "always the most frequent class, tag, labels or transcript of the training rows",
      .of(ClassTask.self) { ClassGuess($0, $1).constant($2) },
      .of(TagsTask.self) { UnigramTagger($0, $1, knowsWords: false).answers($0, $1, $2) },
      .of(LabelsTask.self) { LabelGuess($0, $1).constant($2) },
      .of(PhrasesTask.self) { UnigramTagger($0, $1, knowsWords: false).answers($0, $1, $2) },
      .of(TranscriptTask.self) { TranscriptAnswers.constant($0, $1, $2) }),
    BaselineEntry(
      name: "random",
      summary: "a class, or labels, at random, as often as they occur in the training rows",
      .of(ClassTask.self) { ClassGuess($0, $1).random($2) },
      .of(LabelsTask.self) { LabelGuess($0, $1).random($2) }),
    BaselineEntry(
      name: "bayes", summary: "naive Bayes over the words of a text, without their order",
      .of(ClassTask.self, reading: .text) { NaiveBayes($0, $1).answers($0, $1, $2) }),
    BaselineEntry(
      name: "unigram", summary: "the tag that each word most often has in the training rows",
      .of(TagsTask.self, reading: .text) { UnigramTagger($0, $1).answers($0, $1, $2) },
      .of(PhrasesTask.self) { UnigramTagger($0, $1).answers($0, $1, $2) }),
    BaselineEntry(
      name: "mean", summary: "the mean of the training rows at every row",
      .of(NumberTask.self) { NumberGuess($0, $1, $2).mean() }),
    BaselineEntry(
      name: "median", summary: "the median of the training rows at every row",
      .of(NumberTask.self) { NumberGuess($0, $1, $2).median() }),
    BaselineEntry(
      name: "last",
      summary:
        "the last number of the input of the same name as the target, else of the first input",
      .of(NumberTask.self, reading: .numbers) { NumberGuess($0, $1, $2).last() },
      .of(ForecastTask.self) { ForecastGuess($0, $1, $2).last() }),
    BaselineEntry(
      name: "seasonal", summary: "the number one season before",
      options: [ForecastGuess.season.spec],
      .of(ForecastTask.self, setting: { ForecastGuess($0, $1, $2).seasonal($3) })),
    BaselineEntry(
      name: "drift", summary: "a line from the first number of a series to the last, drawn on",
      .of(ForecastTask.self) { ForecastGuess($0, $1, $2).drift() }),
    BaselineEntry(
      name: "average", summary: "the mean of the last numbers of a series",
      options: [ForecastGuess.steps.spec],
      .of(ForecastTask.self, setting: { ForecastGuess($0, $1, $2).average($3) })),
    BaselineEntry(
      name: "linear",
      summary:
        "a line through mean, deviation and last number of each input, or the length of a text; of "
        + "forecasts through the numbers of the window (ridge)",
      .of(NumberTask.self) { NumberGuess($0, $1, $2).linear() },
      .of(ForecastTask.self) { ForecastGuess($0, $1, $2).linear() }),
    BaselineEntry(
      name: "copy", summary: "the text that is read, as it stands",
      .of(TextTask.self, reading: .text) { TextGuess($0, $1, $2).copy() }),
    BaselineEntry(
      name: "lead",
      summary:
        "the first sentence of the text that is read, cut to the mean length of those to write",
      .of(TextTask.self, reading: .text) { TextGuess($0, $1, $2).lead() }),
    BaselineEntry(
      name: "tfidf", summary: "the words of a text that are frequent in it and rare in others",
      ranking: KeywordRanking(.frequency)),
    BaselineEntry(
      name: "textrank", summary: "the words of a text that stand near to its important words",
      ranking: KeywordRanking(.graph)),
    BaselineEntry(
      name: "frequency", summary: "each token as probable as it is frequent in the training text",
      .of(NextTask.self) { data, _, split in NGrams(order: 1, of: data).answers(data, split) }),
    BaselineEntry(
      name: "bigram",
      summary:
        "each token by the one before it in the training text, smoothed as by Witten and Bell",
      .of(NextTask.self) { data, _, split in NGrams(order: 2, of: data).answers(data, split) }),
    BaselineEntry(
      name: "trigram",
      summary:
        "each token by the two before it in the training text, smoothed as by Witten and Bell",
      .of(NextTask.self) { data, _, split in NGrams(order: 3, of: data).answers(data, split) }),
  ]

  /// Those that stand beside every evaluation on a data set, the simplest first.
  public static func naives(for data: Dataset) -> [BaselineEntry] {
    guard let task = data.task as? ForecastTask else {
      return entries.first { $0.suits(data) }.map { [$0] } ?? []
    }
    let names = task.season > 1 ? ["last", "seasonal", "linear"] : ["last", "linear"]
    return names.compactMap(entry)
  }

  /// The baseline of a name.
  public static func entry(_ name: String) -> BaselineEntry? {
    entries.first { $0.name == name }
  }
}
