// SPDX-License-Identifier: Apache-2.0

/// A table to show: columns, rows and how to align them.
public struct ResultTable: Hashable, Sendable, Codable {
  /// How the cells of a column stand.
  public enum Alignment: String, Hashable, Sendable, Codable {
    case left, right
  }

  /// The heading over the table; nil for none.
  public var title: String?
  /// The names of the columns; may be all empty for a table without a header.
  public var columns: [String]
  /// One alignment a column.
  public var alignments: [Alignment]
  /// The cells, row by row.
  public var rows: [[String]]
  /// Lines under the table.
  public var footnotes: [String]

  /// A table.
  public init(
    title: String? = nil, columns: [String], alignments: [Alignment], rows: [[String]],
    footnotes: [String] = []
  ) {
    self.title = title
    self.columns = columns
    self.alignments = alignments
    self.rows = rows
    self.footnotes = footnotes
  }
}

/// Where a training run stands after a batch.
public struct BatchProgress: Hashable, Sendable {
  /// The run's name.
  public var run: String
  /// The epoch, from 1.
  public var epoch: Int
  /// How many epochs there will be at most.
  public var epochs: Int
  /// Batches done in this epoch.
  public var batch: Int
  /// Batches in an epoch.
  public var batches: Int
  /// Mean training loss of the epoch so far.
  public var loss: Double
  /// The monitored metric of the last finished epoch: its name and value.
  public var metric: NamedValue?
  /// Training rows a second in this epoch.
  public var rowsPerSecond: Double
  /// What is counted: rows, or the tokens of a stream.
  public var unit = "rows"
  /// Seconds left of the whole run, as estimated.
  public var secondsLeft: Double

  /// Progress after a batch.
  public init(
    run: String, epoch: Int, epochs: Int, batch: Int, batches: Int, loss: Double,
    metric: NamedValue?, rowsPerSecond: Double, secondsLeft: Double
  ) {
    self.run = run
    self.epoch = epoch
    self.epochs = epochs
    self.batch = batch
    self.batches = batches
    self.loss = loss
    self.metric = metric
    self.rowsPerSecond = rowsPerSecond
    self.secondsLeft = secondsLeft
  }
}

/// `valid.loss 0.412`.
public struct NamedValue: Hashable, Sendable, Codable {
  /// The name as scripts write it.
  public var name: String
  /// The value.
  public var value: Double

  /// A name and its value.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// The result of one epoch.
public struct EpochReport: Hashable, Sendable, Codable {
  /// The run's name.
  public var run: String
  /// The epoch, from 1.
  public var epoch: Int
  /// How many epochs there will be at most.
  public var epochs: Int
  /// `train.loss`, `valid.loss`, `valid.accuracy` …, in the order to show.
  public var values: [NamedValue]
  /// True when these are the best weights so far.
  public var isBest: Bool
  /// Seconds that the epoch took; shown on a terminal, never written to a result.
  public var seconds: Double
  /// Training rows a second.
  public var rowsPerSecond: Double
  /// What is counted: rows, or the tokens of a stream.
  public var unit = "rows"
  /// The learning rate of its last step; nil where there is none to tell.
  public var learningRate: Double?
  /// True for a run of a grid, a search, several seeds or folds: a log notes its epochs, a person
  /// is told of the run alone.
  public var isOfMany: Bool

  /// The report of an epoch.
  public init(
    run: String, epoch: Int, epochs: Int, values: [NamedValue], isBest: Bool, seconds: Double,
    rowsPerSecond: Double, isOfMany: Bool = false
  ) {
    self.run = run
    self.isOfMany = isOfMany
    self.epoch = epoch
    self.epochs = epochs
    self.values = values
    self.isBest = isBest
    self.seconds = seconds
    self.rowsPerSecond = rowsPerSecond
  }
}

/// One condition of an `assert`, with the values that were compared.
public struct AssertionResult: Hashable, Sendable, Codable {
  /// The condition as written.
  public var condition: String
  /// Whether it holds.
  public var holds: Bool
  /// The values of the names in it, such as `test.accuracy = 0.84`.
  public var values: [String]

  /// The result of a condition.
  public init(condition: String, holds: Bool, values: [String]) {
    self.condition = condition
    self.holds = holds
    self.values = values
  }
}

/// Something that a log for programs notes, and what a person is told of it.
public struct Record: Hashable, Sendable, Codable {
  /// What a field can hold.
  public enum Field: Hashable, Sendable, Codable {
    case text(String)
    case number(Double)
    case texts([String])
    /// Names and their values as scripts write them, such as `units` and `64`.
    case settings([Setting])
  }

  /// What a run of several is tried with.
  public struct Setting: Hashable, Sendable, Codable {
    /// The name of an option, or of a parameter of the model.
    public var name: String
    /// The value as a script writes it.
    public var text: String

    /// A name and its value.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What happened: `data`, `model`, `start`, `end`, `eval` or `artefact`.
  public var kind: String
  /// The facts, in the order to write them.
  public var fields: [(name: String, value: Field)] {
    get { Array(zip(names, values)).map { (name: $0, value: $1) } }
    set { (names, values) = (newValue.map(\.name), newValue.map(\.value)) }
  }
  /// What a person is told; nil where a table says it.
  public var remark: String?
  private var names: [String]
  private var values: [Field]

  /// A record.
  public init(_ kind: String, _ fields: [(name: String, value: Field)], remark: String? = nil) {
    self.kind = kind
    self.remark = remark
    (names, values) = (fields.map(\.name), fields.map(\.value))
  }
}

/// What running a script tells the outside, in order.
///
/// Renderers turn it into text; nothing in DSL prints.
public enum Event: Hashable, Sendable {
  /// A result line (or lines): `print`, a value at the prompt.
  case text(String)
  /// The next piece of a text that is written while it comes; what follows belongs to the same line,
  /// unless it ends in a line feed.
  case piece(String)
  /// A result in rows and columns.
  case table(ResultTable)
  /// A result as a picture.
  case chart(Chart)
  /// A remark on a result, the same whenever the script runs.
  case note(String)
  /// A remark on how work goes, which the next run of the script need not tell: what is taken from the
  /// cache, where a run goes on.
  case progress(String)
  /// Data was read, a run begins or ends, a figure was measured, a file was written.
  case record(Record)
  /// A batch is done. Many a second; a renderer shows them on a terminal only.
  case batch(BatchProgress)
  /// Epochs that a run has from before: it comes from the cache, or goes on. Who draws curves has all of them.
  case earlier([EpochReport])
  /// An epoch is done.
  case epoch(EpochReport)
  /// A condition of an `assert` was evaluated.
  case assertion(AssertionResult)
  /// A warning or an error.
  case diagnostic(Diagnostic)
  /// Which statement events belong to.
  case entry(EntryEvent)
  /// What a page shows beside a result; a person is shown what was asked for alone.
  case details(ResultDetails)

  /// Whether it is a result of the script, and no progress or problem.
  public var isResult: Bool {
    switch self {
    case .text, .piece, .table, .chart, .assertion: true
    case .note, .progress, .record, .batch, .earlier, .epoch, .diagnostic, .entry, .details: false
    }
  }
}
