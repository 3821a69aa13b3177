// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

extension Conversation {
  /// Reads and answers entries until the end.
  ///
  /// They come from the terminal with a prompt, if standard input and output are one, else plainly.
  /// Where no person is typing the first entry that fails is the last.
  func converse() -> ExitStatus {
    guard isatty(STDIN_FILENO) == 1, console.outputTerminal.isTerminal else {
      session.keepsPast = false
      return report(on: "<stdin>") {
        let status = converse(over: PlainReader())
        return writeReportOfEnd() || status != .success ? status : .runtimeFailure
      }
    }
    let reader = ReadlineReader(
      palette: Palette(isOn: console.outputTerminal.hasColour), history: .ofUser(),
      isUnicode: console.outputTerminal.isUnicode, assistant: PromptAssistant(session: session),
      onProblem: { [console] in console.remark("warning: \($0)") })
    console.pager = Pager(isUnicode: console.outputTerminal.isUnicode)
    console.findGraphics = reader.findGraphics
    console.result("lstm \(Reference.version)   ? explains   :help lists commands   Ctrl-D leaves")
    keepSession()
    let status = converse(over: reader)
    writeReportOfEnd()
    if status == .success { endSession() }
    return status
  }

  /// Writes the page that the command line asks for; false where that cannot be done.
  @discardableResult private func writeReportOfEnd() -> Bool {
    session.reportOfEnd.map { report(to: $0) == .success } ?? true
  }

  /// Reads and answers entries from `reader` until the end.
  func converse(over reader: any LineReader) -> ExitStatus {
    lines = reader
    var entries = EntryReader(lines: reader)
    while true {
      if reader.isInteractive { Signals.clearInterrupt() }
      let lineNumber = entries.linesRead + 1
      switch entries.next() {
      case .line(let entry):
        let outcome = answer(entry, lineNumber: reader.isInteractive ? nil : lineNumber)
        if Signals.isTerminated { return .terminated }
        guard case .goOn(let status) = outcome else { return .success }
        if !reader.isInteractive, status != .success { return status }
      case .end:
        if reader.isInteractive { console.result("") }
        return .success
      case .interrupted:
        guard reader.isInteractive else { return .interrupted }
      case .terminated:
        if reader.isInteractive { console.result("") }
        return .terminated
      case .failed(let reason):
        console.remark("lstm: standard input: \(reason)")
        return .runtimeFailure
      }
    }
  }

  private func answer(_ entry: String, lineNumber: Int?) -> Command.Outcome {
    console.pager?.beginEntry()
    switch Directive(entry) {
    case .command(let name, let argument):
      switch CommandCatalog.find(name) {
      case .found(let command): return command.run(argument, self)
      case .none(let message):
        complain(message)
        return .goOn(.usage)
      }
    case .help(let name):
      return .goOn(explain(name))
    case nil:
      guard !entry.allSatisfy(\.isWhitespace) else { return .goOn(.success) }
      return .goOn(enter(source(of: entry, lineNumber: lineNumber)))
    }
  }

  /// An entry as a source.
  ///
  /// Empty lines before an entry that is not at a prompt make its lines count
  /// from the beginning of the input.
  private func source(of entry: String, lineNumber: Int?) -> SourceText {
    guard let lineNumber else { return SourceText(name: "<prompt>", text: entry) }
    let before = String(repeating: "\n", count: lineNumber - 1)
    return SourceText(name: "<stdin>", text: before + entry)
  }
}
