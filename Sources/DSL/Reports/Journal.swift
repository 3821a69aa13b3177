// SPDX-License-Identifier: Apache-2.0

/// What a session has told, statement by statement: all that a page of it is made from.
///
/// It keeps what is the same whenever the statements run; progress, times and what came from the
/// cache are left out.
struct Journal: Codable {
  /// A piece of what a statement has told.
  enum Block: Hashable, Codable {
    /// Lines of a result.
    case text(String)
    /// A remark.
    case note(String)
    case table(ResultTable)
    case chart(Chart)
    case assertion(AssertionResult)
    /// A warning or an error, rendered.
    case problem(isError: Bool, code: String, text: String)
    /// What stands beside a result.
    case details(ResultDetails)
    /// The epochs of a run of which no more is known.
    case epochs(run: String, [EpochReport])
  }

  /// What a statement has told, and how it ended.
  struct Answer: Codable {
    var blocks: [Block] = []
    /// Nil while it runs, or where it was killed.
    var outcome: EntryOutcome?
  }

  /// A parameter in force.
  struct Parameter: Hashable, Codable {
    let name: String
    var value: String
    var isGiven: Bool
  }

  /// A problem that was found before any statement ran, and where.
  struct Finding: Hashable, Codable {
    let source: String
    let line: Int
    let block: Block
  }

  /// The statements of the script, or those in force when they were listed last.
  private(set) var entries: [EntryText] = []
  /// What each of them has told when it ran last.
  private(set) var answers: [Int: Answer] = [:]
  private(set) var parameters: [Parameter] = []
  /// What was read, as the records of data tell it, by name.
  private(set) var data: [Record] = []
  /// What was found before anything ran.
  private(set) var findings: [Finding] = []
  private var current: Int?
  private var piece = ""
  /// The epochs of the run that is under way.
  private var epochs: [EpochReport] = []

  /// A journal in which nothing stands yet.
  init() {}

  /// Notes an event.
  mutating func note(_ event: Event) {
    switch event {
    case .entry(let event): note(event)
    case .text(let text): add(.text(text))
    case .piece(let text): piece += text
    case .table(let table): add(.table(table))
    case .chart(let chart): add(.chart(chart))
    case .note(let text): add(.note(text.trimmingBlanks()))
    case .assertion(let result): add(.assertion(result))
    case .details(let details): add(details)
    case .epoch(let report): if !report.isOfMany { add(report) }
    case .record(let record): note(record)
    case .diagnostic(let diagnostic): note(diagnostic)
    case .progress, .batch, .earlier: break
    }
  }

  private mutating func note(_ event: EntryEvent) {
    switch event {
    case .listed(let list): entries = list
    case .begun(let id):
      (current, epochs) = (id, [])
      answers[id] = Answer()
    case .ended(let id, let outcome):
      endPiece()
      endEpochs()
      answers[id, default: Answer()].outcome = outcome
      current = nil
    case .parameter(let name, let value, let isGiven):
      let found = Parameter(name: name, value: value, isGiven: isGiven)
      if let index = parameters.firstIndex(where: { $0.name == name }) {
        parameters[index] = found
      } else {
        parameters.append(found)
      }
    }
  }

  private mutating func note(_ record: Record) {
    if record.kind == "data" {
      let name = record.fields.first { $0.name == "name" }?.value
      data.removeAll { $0.fields.contains { $0.name == "name" && $0.value == name } }
      data.append(record)
    }
    // How a run ended is told by its details, without the cache.
    if record.kind != "end", let remark = record.remark { add(.note(remark.trimmingBlanks())) }
  }

  private mutating func note(_ diagnostic: Diagnostic) {
    let block = Block.problem(
      isError: diagnostic.severity == .error, code: diagnostic.code.rawValue,
      text: DiagnosticRenderer(width: 96).render(diagnostic))
    guard current == nil else { return add(block) }
    let line = diagnostic.source.flatMap { source in
      diagnostic.span.map { source.position(of: $0.start).line }
    }
    findings.append(
      Finding(source: diagnostic.source?.name ?? "", line: line ?? 0, block: block))
  }

  /// Notes what stands beside a result; that of a run has its epochs.
  private mutating func add(_ details: ResultDetails) {
    if epochs.last?.run == details.name { epochs = [] }
    add(.details(details))
  }

  private mutating func add(_ report: EpochReport) {
    if epochs.last?.run != report.run { endEpochs() }
    // An epoch that is trained again supersedes what was known from there on.
    while let last = epochs.last, last.epoch >= report.epoch { epochs.removeLast() }
    epochs.append(report)
    (epochs[epochs.count - 1].seconds, epochs[epochs.count - 1].rowsPerSecond) = (0, 0)
  }

  private mutating func add(_ block: Block) {
    endPiece()
    guard let current else { return }
    answers[current, default: Answer()].blocks.append(block)
  }

  /// What came piece by piece is one text.
  private mutating func endPiece() {
    guard !piece.isEmpty, let current else { return }
    let text = piece
    piece = ""
    answers[current, default: Answer()].blocks.append(.text(text))
  }

  /// Keeps the epochs of a run that ended without a word.
  private mutating func endEpochs() {
    guard let run = epochs.last?.run else { return }
    add(.epochs(run: run, epochs))
    epochs = []
  }

  /// What a statement has told, as far as it has come.
  func blocks(of entry: Int) -> [Block] {
    let told = answers[entry]?.blocks ?? []
    guard entry == current, let run = epochs.last?.run else { return told }
    return told + [.epochs(run: run, epochs)]
  }

  /// Lists the statements that are in force.
  mutating func list(_ entries: [EntryText]) { self.entries = entries }

  /// Notes that the script begins anew: a problem that was found before is none of this one's.
  mutating func beginAnew() { findings = [] }
}
