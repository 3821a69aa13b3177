// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    keepsJournal = asks || configuration.report != nil || configuration.journals != nil && trains
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
      guard ReportForms.form(of: path) != nil else { throw .pageHasNoForm(path, at: nil) }
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
    let given =
      (configuration.seed.map { ["--seed \($0)"] } ?? [])
      + configuration.parameters.map { "-p \($0.name)=\($0.value)" }
    let name = source?.name.split(separator: "/").last.map(String.init)
    let start: [String] =
      switch name {
      case nil: ["lstm"]
      case "<command>"?: ["lstm -c …"]
      case "<stdin>"?: ["lstm run -"]
      case let name?: ["lstm run \(name)"]
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
      command: (start + given).joined(separator: " "), versions: versions, isPrompt: source == nil)
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
      ReportContent.Facts.Fact("written", Self.now),
      ReportContent.Facts.Fact("threads", String(threadsInUse)),
    ]
    if let seconds {
      stamp.append(
        ReportContent.Facts.Fact("took", FixedDecimal.string(seconds, decimals: 1) + " s"))
    }
    return stamp
  }

  /// The time as `2026-03-01 14:05 UTC`.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil else { return "" }
    let two = { (value: Int32) in value < 10 ? "0\(value)" : String(value) }
    return "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)) UTC"
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
