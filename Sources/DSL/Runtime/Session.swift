// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A conversation with the engine: the names defined so far, and what runs statements.
///
/// One thread owns it.
public final class Session {
  /// What the user asks of a run that is under way.
  public enum Interruption: Sendable {
    /// Go on.
    case none
    /// Stop after the batch, with the best weights kept.
    case stopAfterBatch
    /// Stop as soon as possible.
    case abandon
  }

  /// The seeds that there are: whole numbers that a script can say exactly.
  public static let seeds = History.seeds

  private(set) var configuration: Configuration
  private let interruption: @Sendable () -> Interruption
  private let onEvent: (Event) -> Void
  /// Told what is to be told of an event; nil to leave it out.
  private var filter: (Event) -> Event? = { $0 }
  /// Told when the statements of the session have changed, or one of them has run.
  public var onChange: () -> Void = {}
  /// What the names stand for.
  var scope = Scope()
  /// What is remembered of the statements beside their names.
  var history: History
  /// The statements that were entered, and what can be taken back of them.
  var notebook = Notebook()
  var past: [Moment] = []
  /// Whether entries can be taken back: where a person types them.
  public var keepsPast = true
  /// The cell that the next entry belongs to, and comments that were entered before it.
  var heading: String?
  var preface = ""
  private let clock = Stopwatch()
  private var hasToldOfCache = false
  /// What was told, statement by statement, for pages of it.
  var journal = Journal()
  /// Whether what is told goes into the journal.
  var keepsJournal = false
  /// Whether it is kept as a file while something trains: not of a session inside of another one.
  private(set) lazy var keepsJournalFile = configuration.record != nil
  /// Where it is kept while something trains; nil before that, and where it cannot be.
  var journalFile: JournalFile?
  /// The script that is running; nil at the prompt.
  var journalSource: SourceText?
  /// The pages that the script wants to be written when it has ended.
  var reports: [ReportFile] = []
  /// The columns of files that completion has looked into.
  let columnCache = ColumnCache()
  /// Whether statements are entered one by one, so that another can follow.
  var isPrompt = false

  /// What notes runs; nil where none are noted.
  private(set) lazy var recorder = configuration.record.map { folder in
    RunRecorder(folder: folder, configuration) { [unowned self] reason in
      tell(.diagnostic(.recordUnusable(folder, reason: reason)))
    }
  }

  /// Kernels and threads; made when first needed, so that a session without training starts none.
  private(set) lazy var compute = Compute(threads: configuration.threads)

  /// How many threads compute: 0 for one a processor.
  ///
  /// No result depends on it.
  public var threads: Int {
    get { configuration.threads }
    set {
      configuration.threads = newValue
      compute = Compute(threads: newValue)
    }
  }

  /// How many threads compute: no more than the processors that this process may use, of which a
  /// container may have less than the machine.
  public var threadsInUse: Int { Compute.threadCount(configuration.threads) }

  /// A session.
  ///
  /// - Parameters:
  ///   - interruption: asked after every batch.
  ///   - onEvent: told everything that happens, in order.
  public init(
    configuration: Configuration, interruption: @escaping @Sendable () -> Interruption,
    onEvent: @escaping (Event) -> Void
  ) {
    self.configuration = configuration
    self.interruption = interruption
    self.onEvent = onEvent
    history = Self.newHistory(configuration)
  }

  /// A session of its own that is stopped as this one, and whose results are not told.
  func repeating(_ configuration: Configuration) -> Session {
    let inner = Session(configuration: configuration, interruption: interruption) {
      [unowned self] event in
      if !event.isResult { tell(event) }
    }
    inner.keepsJournalFile = false
    return inner
  }

  static func newHistory(_ configuration: Configuration) -> History {
    History(seed: UInt64(max(configuration.seed ?? 0, 0)))
  }

  /// Runs a file: checks all of it, then carries it out.
  ///
  /// Nothing runs while an error is left anywhere.
  public func run(_ source: SourceText) -> ExitStatus {
    let parsed = Parser.parse(source)
    return writingReports(of: source, parsed) { run(source, parsed) }
  }

  private func run(_ source: SourceText, _ parsed: ParseResult) -> ExitStatus {
    let checker = checked(parsed, source)
    tell(.entry(.listed(Self.entryTexts(of: source, parsed))))
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return .invalidScript }
    history = checker.history
    var interpreter = Interpreter(source, session: self, scope: Scope())
    defer { scope = interpreter.evaluator.scope }
    let steps = Dictionary(grouping: checker.steps, by: \.statement)
    for index in checker.records.indices {
      let status = carryOut(steps[index] ?? [], of: index + 1, with: &interpreter)
      if status != .success { return status }
    }
    return .success
  }

  /// Runs one cell of a file, counted from 1, after what it stands on in other cells, of which only
  /// the progress is told.
  ///
  /// All of the file is checked first.
  public func run(_ source: SourceText, cell number: Int) -> ExitStatus {
    let parsed = Parser.parse(source)
    return writingReports(of: source, parsed) { run(source, parsed, cell: number) }
  }

  private func run(_ source: SourceText, _ parsed: ParseResult, cell number: Int) -> ExitStatus {
    let checker = checked(parsed, source)
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return .invalidScript }
    let cells = Cell.cells(of: source, parsed)
    tell(.entry(.listed(Self.entryTexts(of: source, parsed))))
    guard cells.indices.contains(number - 1) else { return .usage }
    var notebook = Notebook()
    let ids = notebook.add(cells.flatMap(\.parts), records: checker.records)
    let first = cells[..<(number - 1)].reduce(0) { $0 + $1.parts.count }
    let wanted = Set(ids[first..<(first + cells[number - 1].parts.count)])
    let needed = notebook.foundations(of: wanted)
    history = checker.history
    var interpreter = Interpreter(source, session: self, scope: Scope())
    for (index, id) in ids.enumerated() where wanted.contains(id) || needed.contains(id) {
      filter = wanted.contains(id) ? { $0 } : { $0.isResult ? nil : $0 }
      defer { filter = { $0 } }
      let status = carryOut(
        checker.steps.filter { $0.statement == index }, of: index + 1, with: &interpreter)
      if status != .success { return status }
    }
    return .success
  }

  /// The titles of the cells of a file, empty where a cell has none.
  public static func cells(of source: SourceText) -> [String] {
    Cell.cells(of: source, Parser.parse(source)).map(\.title)
  }

  /// The problems of a file, without running it: syntax, data, names, options, types.
  public func check(_ source: SourceText) -> [Diagnostic] {
    report(source).diagnostics
  }

  /// The problems of a file, and what its runs will take.
  public func report(_ source: SourceText) -> CheckReport {
    let parsed = Parser.parse(source)
    let checker = checked(parsed, source, samplesTexts: true)
    let diagnostics = sorted(parsed.diagnostics + checker.diagnostics)
    let isRight = !diagnostics.contains { $0.severity == .error }
    return CheckReport(
      diagnostics: diagnostics,
      estimates: isRight
        ? checker.steps.compactMap { RunEstimate($0.action, threads: threadsInUse) } : [])
  }

  /// What is wrong with the variable of the environment that names kernels; nil when nothing is.
  public static var kernelProblem: String? { KernelChoice.problem }

  /// Whether a text is the beginning of something, and a prompt should read another line.
  public static func isIncomplete(_ text: String) -> Bool {
    Parser.parse(SourceText(name: "<prompt>", text: text)).isIncomplete
  }

  /// The names that are defined.
  public var names: [String] { scope.names }

  /// Tells what is wrong; false when nothing may run.
  func tellProblems(_ problems: [Diagnostic]) -> Bool {
    let problems = sorted(problems)
    for problem in problems { tell(.diagnostic(problem)) }
    guard !problems.contains(where: { $0.severity == .error }) else { return false }
    if !Compute.isAccelerated { tell(.progress(Self.slowMachine)) }
    return true
  }

  private static let slowMachine =
    "this processor has neither AVX2 with FMA nor NEON: the plain reference computes, slowly"

  /// Checks a file.
  private func checked(
    _ parsed: ParseResult, _ source: SourceText, samplesTexts: Bool = false
  ) -> Checker {
    isPrompt = false
    var checker = checker(
      of: source, in: configuration.baseDirectory, scope: Scope(),
      history: Self.newHistory(configuration), samplesTexts: samplesTexts)
    configuration.onChecking(true)
    defer { configuration.onChecking(false) }
    checker.check(parsed)
    return checker
  }

  /// What checks statements whose relative paths start from a folder.
  func checker(
    of source: SourceText, in directory: String, scope: Scope, history: History,
    samplesTexts: Bool = false, redefining: Bool = false
  ) -> Checker {
    let context = Checker.Context(
      baseDirectory: directory, outputDirectory: configuration.outputDirectory,
      parameters: configuration.parameters, seed: configuration.seed, samplesTexts: samplesTexts,
      allowsRedefinition: redefining,
      shouldStop: { [interruption] in
        if case .none = interruption() { false } else { true }
      }, record: configuration.record, compute: { [unowned self] in compute },
      sounds: SessionSounds(self))
    return Checker(source, context: context, scope: scope, history: history)
  }

  private func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // The files in the order in which they were met, in each the places.
    var ranks: [String: Int] = [:]
    for diagnostic in diagnostics {
      let name = diagnostic.source?.name ?? ""
      ranks[name] = ranks[name] ?? ranks.count
    }
    let keyed = diagnostics.enumerated().map { offset, diagnostic in
      (rank: ranks[diagnostic.source?.name ?? ""] ?? 0, offset: offset, diagnostic: diagnostic)
    }
    return keyed.sorted {
      ($0.rank, $0.diagnostic.start, $0.offset) < ($1.rank, $1.diagnostic.start, $1.offset)
    }.map(\.diagnostic)
  }

  // MARK: For the interpreter

  func tell(_ event: Event) {
    guard let event = filter(event) else { return }
    if keepsJournal {
      journal.note(event)
      keepJournal(after: event)
    }
    onEvent(event)
  }

  var shouldStop: Bool {
    if let limit = configuration.maxSeconds, clock.seconds >= limit { return true }
    return if case .none = interruption() { false } else { true }
  }

  var isInterrupted: Bool { shouldStop }

  // MARK: The cache

  /// Whether runs are kept, so that they can go on.
  var keepsRuns: Bool { configuration.cache != nil && !hasToldOfCache }
  /// Whether runs that are kept are to be trained anew.
  var isFresh: Bool { configuration.isFresh }

  /// A run that is kept.
  func cached(_ key: String) -> Checkpoint? {
    configuration.cache?.find(key) { reason in
      tell(.progress("a run of the cache is of no use: \(reason); it is trained again"))
    }
  }

  /// The figures of a language model, or of chained forecasts, from the cache where it has them.
  func evaluation<Failure: Error>(
    _ key: EvaluationKey?, of rows: [Int], _ target: Target,
    _ make: () throws(Failure) -> Evaluation?
  ) throws(Failure) -> Evaluation? {
    guard let cache = configuration.cache, let key = key?.text else { return try make() }
    if !isFresh, let kept = cache.evaluation(key, of: rows, target) { return kept }
    let made = try make()
    if let made { cache.store(made, key: key) }
    return made
  }

  /// Keeps a run as it stands; says so once when that is not possible.
  func keep(_ trainer: Trainer, key: String, title: String) {
    guard let cache = configuration.cache else { return }
    do {
      try cache.store(trainer, key: key, title: title)
      cache.evict(keeping: key)
    } catch {
      guard !hasToldOfCache else { return }
      hasToldOfCache = true
      tell(.diagnostic(.cacheUnusable(cache.folder, reason: error.reason)))
    }
  }
}
