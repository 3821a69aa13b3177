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
    /// The epochs of a run; what follows of its details has them, too.
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
    case .note(let text): add(.note(text.trimmed))
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
      current = id
      answers[id] = Answer()
    case .ended(let id, let outcome):
      endPiece()
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
    if record.kind != "end", let remark = record.remark { add(.note(remark.trimmed)) }
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

  private mutating func add(_ details: ResultDetails) {
    endPiece()
    guard let current else { return }
    answers[current, default: Answer()].blocks.removeAll {
      if case .epochs(details.name, _) = $0 { true } else { false }
    }
    answers[current, default: Answer()].blocks.append(.details(details))
  }

  private mutating func add(_ report: EpochReport) {
    guard let current else { return }
    var blocks = answers[current]?.blocks ?? []
    var report = report
    (report.seconds, report.rowsPerSecond) = (0, 0)
    if case .epochs(report.run, let earlier)? = blocks.last {
      blocks[blocks.count - 1] = .epochs(
        run: report.run, earlier.filter { $0.epoch < report.epoch } + [report])
    } else {
      blocks.append(.epochs(run: report.run, [report]))
    }
    answers[current, default: Answer()].blocks = blocks
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

  /// Lists the statements that are in force.
  mutating func list(_ entries: [EntryText]) { self.entries = entries }

  /// Notes that the script begins anew: a problem that was found before is none of this one's.
  mutating func beginAnew() { findings = [] }
}

extension String {
  /// The text without the blanks and line ends around it.
  fileprivate var trimmed: String {
    let idle: Set<Character> = [" ", "\n", "\r", "\t"]
    var text = self[...].drop { idle.contains($0) }
    while let last = text.last, idle.contains(last) { text.removeLast() }
    return String(text)
  }
}
