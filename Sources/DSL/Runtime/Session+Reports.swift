// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The session as a page that others can open.
extension Session {
  /// Does what there is to do about a script, and writes its pages however it ends.
  func writingReports(
    of source: SourceText, _ parsed: ParseResult, _ work: () -> ExitStatus
  ) -> ExitStatus {
    let asks = parsed.script.statements.contains {
      if case .report = $0.kind { true } else { false }
    }
    let trains = parsed.script.statements.contains(where: \.trains)
    keepsJournal = asks || configuration.report != nil || keepsJournalFile && trains
    journalSource = source
    guard keepsJournal else { return work() }
    journal.beginAnew()
    reports = configuration.report.map { [ReportFile(path: $0, shown: $0)] } ?? []
    let watch = Stopwatch()
    let status = work()
    // A script that does not check has run no `report`.
    var facts = facts(of: source)
    facts.status = status
    facts.stamp = stamp(seconds: watch.seconds)
    journalFile?.write(SavedJournal(journal, facts))
    var hasFailed = false
    for file in reports {
      do throws(Diagnostic) {
        try write(ReportContent(journal, facts), to: file, at: nil)
      } catch {
        hasFailed = true
        tell(.diagnostic(error))
      }
    }
    return hasFailed && status == .success ? .runtimeFailure : status
  }

  /// The page that is to be written at the end of a session at the prompt; nil for none.
  public var reportOfEnd: String? { configuration.report }

  /// What is wrong with the name of a page; nil when nothing is.
  public static func problem(ofReport path: String) -> String? {
    guard ReportForms.form(of: path) == nil else { return nil }
    let endings = ReportForms.extensions.filter { $0 != "htm" }.map { ".\($0)" }
    return
      "its name must end in \(endings.dropLast().joined(separator: ", ")) or \(endings.last ?? "")"
  }

  /// Writes the session as it is.
  ///
  /// - Parameter path: as the user gave it; its end names the form.
  public func report(to path: String) -> ExitStatus {
    do throws(Diagnostic) {
      try writeReport(ReportFile(path: resolve(path), shown: path), at: nil)
      return .success
    } catch {
      tell(.diagnostic(error))
      return .runtimeFailure
    }
  }

  /// Writes the statements in force and what they told.
  func writeReport(_ file: ReportFile, at span: Span?) throws(Diagnostic) {
    journal.list(entryTexts)
    var facts = facts(of: nil)
    facts.stamp = stamp(seconds: nil)
    let stale = Set(notebook.stale.map(\.id))
    try write(ReportContent(journal, facts, stale: stale), to: file, at: span)
  }

  private func write(
    _ page: ReportContent, to file: ReportFile, at span: Span?
  ) throws(Diagnostic) {
    let bytes = try ReportPart.write(page, to: file.path, shown: file.shown, at: span)
    tell(
      .record(
        Record(
          "artefact",
          [
            ("kind", .text("report")), ("path", .text(file.shown)),
            ("bytes", .number(Double(bytes))),
          ], remark: "wrote \(file.shown), \(Amount.grouped(bytes)) bytes")))
  }

  /// What is known beside what was told.
  ///
  /// - Parameter source: the script; nil for what was entered at the prompt.
  func facts(of source: SourceText?) -> ReportContent.Facts {
    let given = source == nil ? givenOptions : optionText(configuration.parameters)
    let name = source?.name.split(separator: "/").last.map(String.init)
    let start =
      switch name {
      case nil: "lstm"
      case "<command>"?: "lstm -c " + (source?.text ?? "").inShell
      case "<stdin>"?: "lstm run -"
      case let name?: "lstm run " + name.inShell
      }
    var versions = [
      ReportContent.Facts.Fact("lstm", ProgramVersion.text),
      ReportContent.Facts.Fact("numerics", String(EngineVersion.numeric)),
    ]
    if let source {
      versions.append(ReportContent.Facts.Fact("script", Fingerprint(source.bytes).description))
    }
    return ReportContent.Facts(
      title: source == nil ? "session" : Self.title(of: name ?? "script"),
      command: given.isEmpty ? start : "\(start) \(given)", versions: versions,
      isPrompt: source == nil)
  }

  /// What a script is called that is no file.
  private static func title(of name: String) -> String {
    switch name {
    case "<command>": "statements"
    case "<stdin>": "standard input"
    default: name
    }
  }

  /// What the clock and the machine say; nothing where it is not asked for.
  private func stamp(seconds: Double?) -> [ReportContent.Facts.Fact] {
    guard configuration.stampsReports else { return [] }
    var stamp = [
      ReportContent.Facts.Fact("written", RecordTime.text(RunRecorder.now) + " UTC"),
      ReportContent.Facts.Fact("threads", String(threadsInUse)),
    ]
    if let seconds {
      stamp.append(
        ReportContent.Facts.Fact("took", FixedDecimal.string(seconds, decimals: 1) + " s"))
    }
    return stamp
  }
}

extension Interpreter {
  /// Writes the session as a page: at the prompt now, of a script when it has ended.
  func report(to file: ReportFile) throws(Diagnostic) {
    guard session.isPrompt else {
      if !session.reports.contains(file) { session.reports.append(file) }
      return
    }
    try session.writeReport(file, at: nil)
  }
}
