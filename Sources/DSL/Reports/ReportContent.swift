// SPDX-License-Identifier: Apache-2.0

/// What a page shows, in its order: the journal of a session, put beside its statements.
///
/// All forms of a page are written from it, and nothing else.
struct ReportContent {
  /// What is known of the session beside what it told.
  struct Facts: Codable {
    /// Something that is known, and its name.
    struct Fact: Hashable, Codable {
      let name: String
      let value: String

      init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    /// What the page is called: the script without its folder, or `session`.
    let title: String
    /// The line that gives the same results, such as `lstm run demo.lstm -p epochs=3`.
    let command: String
    /// What made it: the program and the version of its numbers.
    let versions: [Fact]
    /// How the script ended; nil while it runs or where it was killed, and at the prompt.
    var status: ExitStatus?
    /// Whether statements are entered one by one.
    var isPrompt = false
    /// What the clock and the machine say; only where it is asked for.
    var stamp: [Fact] = []
  }

  /// A part of the script below one `#%%` line.
  struct Section {
    /// Where a link leads.
    let anchor: String
    /// The heading; empty for what stands before the first one.
    let title: String
    var entries: [Entry] = []
  }

  /// A statement with what it has told.
  struct Entry {
    let number: Int
    /// Paragraphs that stand above it.
    let prose: [String]
    /// The statement; empty for prose alone.
    let code: String
    let blocks: [Journal.Block]
    let state: State
  }

  /// How a statement stands.
  enum State: Hashable {
    case done, refuted, interrupted, failed, diverged
    /// Something that it stands on has changed since it ran.
    case stale
    /// It has not run.
    case waiting
    /// It began, and nothing is known of its end.
    case unfinished

    /// In words; nil where there is nothing to say.
    var words: String? {
      switch self {
      case .done: nil
      case .refuted: "does not hold"
      case .interrupted: "interrupted"
      case .failed: "failed"
      case .diverged: "diverged"
      case .stale: "stale: what it stands on has changed since it ran"
      case .waiting: "not run"
      case .unfinished: "not finished"
      }
    }
  }

  let facts: Facts
  let parameters: [Journal.Parameter]
  let data: [Record]
  /// What was found that belongs to no statement.
  let loose: [Journal.Block]
  let sections: [Section]

  /// What a page of a journal shows.
  ///
  /// - Parameter stale: the numbers of statements that are not up to date.
  init(_ journal: Journal, _ facts: Facts, stale: Set<Int> = []) {
    self.facts = facts
    parameters = journal.parameters
    data = journal.data
    var findings = facts.isPrompt ? [] : journal.findings
    var sections: [Section] = []
    for entry in journal.entries {
      let own = findings.filter { entry.holds($0) }
      findings.removeAll { entry.holds($0) }
      let (titles, prose) = Prose.parts(entry)
      for title in titles where sections.isEmpty || title != sections.last?.title {
        sections.append(Section(anchor: "section-\(sections.count + 1)", title: title))
      }
      if sections.isEmpty { sections.append(Section(anchor: "section-1", title: "")) }
      let answer = journal.answers[entry.id]
      sections[sections.count - 1].entries.append(
        Entry(
          number: entry.id, prose: prose.above, code: prose.code,
          blocks: own.map(\.block) + journal.blocks(of: entry.id),
          state: Self.state(answer, isStale: stale.contains(entry.id))))
    }
    self.sections = sections
    loose = findings.map(\.block)
  }

  private static func state(_ answer: Journal.Answer?, isStale: Bool) -> State {
    guard let answer else { return .waiting }
    switch answer.outcome {
    case .done?: return isStale ? .stale : .done
    case .refuted?: return .refuted
    case .interrupted?: return .interrupted
    case .failed?: return .failed
    case .diverged?: return .diverged
    case nil: return .unfinished
    }
  }

  /// All statements that are to be shown.
  var entries: [Entry] { sections.flatMap(\.entries) }

  /// The numbers of the statements that are not up to date.
  var stale: [Int] { entries.filter { $0.state == .stale }.map(\.number) }

  /// In one or two words how it ended.
  var verdict: (words: String, isGood: Bool) {
    let states = entries.map(\.state)
    switch facts.status {
    case .success?: return ("finished", true)
    case .assertionFailed?: return ("an assertion does not hold", false)
    case .invalidScript?: return ("does not check", false)
    case .diverged?: return ("training diverged", false)
    case .interrupted?, .terminated?: return ("interrupted", false)
    case .runtimeFailure?, .usage?: return ("failed", false)
    case nil:
      if !facts.isPrompt { return ("broken off", false) }
      if states.contains(.failed) || states.contains(.diverged) { return ("failed", false) }
      return states.contains(.stale) ? ("not up to date", false) : ("up to date", true)
    }
  }
}

extension EntryText {
  /// Whether a finding is of one of its lines.
  fileprivate func holds(_ finding: Journal.Finding) -> Bool {
    finding.source == source && (line..<(line + lineCount)).contains(finding.line)
  }
}

/// What comments say, without their signs.
enum Prose {
  /// The titles of the cells that begin with an entry, and its text in two parts: the paragraphs of the
  /// comments above the statement, and the statement with the comments in it.
  static func parts(_ entry: EntryText) -> (
    titles: [String], text: (above: [String], code: String)
  ) {
    var titles: [String] = []
    var comments: [String] = []
    for line in entry.preface.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(CellMark.sign) {
        titles.append(CellMark.title(of: String(line)))
      } else {
        comments.append(String(line))
      }
    }
    if let title = entry.title { titles.append(title) }
    var code = entry.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let first = code.first, first.isComment || first.isBlank {
      comments.append(first)
      code.removeFirst()
    }
    return (titles, (paragraphs(comments), code.joined(separator: "\n")))
  }

  /// The paragraphs of lines of comments: an empty line or a `#` alone stands between two.
  static func paragraphs(_ lines: [String]) -> [String] {
    var paragraphs: [[String]] = [[]]
    for line in lines {
      let text = line.withoutCommentSign
      if text.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(text)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map(joined)
  }
}

extension Prose {
  /// Lines as one text, but where one begins an item of a list; Chinese is joined without a blank.
  private static func joined(_ lines: [String]) -> String {
    lines.dropFirst().reduce(into: lines.first ?? "") { text, line in
      let isItem = ["- ", "* ", "• "].contains { line.hasPrefix($0) }
      let isWide =
        (text.last.map { DisplayWidth.of($0) } ?? 0) > 1
        && (line.first.map { DisplayWidth.of($0) } ?? 0) > 1
      text += (isItem ? "\n" : isWide ? "" : " ") + line
    }
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" } }

  fileprivate var isComment: Bool { first { $0 != " " && $0 != "\t" } == "#" }

  /// A line of a comment without the sign and the blanks around it.
  fileprivate var withoutCommentSign: String {
    var text = self[...].drop { $0 == " " || $0 == "\t" }
    text = text.drop { $0 == "#" }
    text = text.drop { $0 == " " }
    while let last = text.last, last == " " || last == "\r" || last == "\t" { text.removeLast() }
    return String(text)
  }
}
