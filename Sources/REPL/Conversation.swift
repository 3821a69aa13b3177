// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// A session with someone at the other end: a person at a prompt, a pipe or a script file.
final class Conversation {
  /// What runs the statements.
  let session: Session
  private let console: Console
  private let renderer: any EventRenderer
  private let junit: JUnitFile?
  private var lines: (any LineReader)?
  /// The file that keeps the session; nil where no person types.
  var sessionFile: SessionFile?
  /// The folder in which the program was started.
  let workingDirectory = Folder.current

  /// A conversation that shows everything on `console`.
  ///
  /// - Parameter junit: the file that is to hold the assertions at the end; nil for none.
  init(
    console: Console, configuration: Session.Configuration, log: LogForm = .plain,
    junit: String? = nil
  ) {
    let renderer: any EventRenderer =
      log == .json ? JSONLog(console: console) : Renderer(console: console)
    let report = junit.map { JUnitFile(path: $0) }
    var configuration = configuration
    configuration.onChecking = Signals.endAtOnce
    self.console = console
    self.renderer = renderer
    self.junit = report
    session = Session(
      configuration: configuration, interruption: Signals.interruption,
      onEvent: { event in
        renderer.render(event)
        report?.note(event)
      })
  }

  /// Shows an event that the conversation itself has to tell.
  func show(_ event: Event) {
    renderer.render(event)
    junit?.note(event)
  }

  /// Says what is wrong with something that is not a statement.
  func complain(_ message: String) {
    console.remark(message)
  }

  /// Checks and runs a whole script.
  func run(_ source: SourceText) -> ExitStatus {
    report(on: source.name) { settled(session.run(source)) }
  }

  /// Tells that a script cannot be read.
  func refuse(_ script: String, _ failure: ScriptFile.Failure) -> ExitStatus {
    report(on: script) {
      show(.diagnostic(failure.diagnostic))
      return failure.status
    }
  }

  /// Does what there is to do about a script, between its lines in the log and in the report.
  func report(on script: String, _ work: () -> ExitStatus) -> ExitStatus {
    let log = renderer as? JSONLog
    let start = Clock.seconds()
    log?.write("start", [("script", JSONString.encode(script))])
    junit?.begin(script)
    let status = work()
    log?.write(
      "end",
      [
        ("script", JSONString.encode(script)), ("exit", String(status.rawValue)),
        ("seconds", JSONLog.seconds(Clock.seconds() - start)),
      ])
    do {
      try junit?.write(status)
    } catch {
      show(.diagnostic(error))
      return status == .success ? .runtimeFailure : status
    }
    return status
  }

  /// Enters statements as if they were typed.
  func enter(_ source: SourceText) -> ExitStatus {
    settled(session.enter(source))
  }

  /// Shows the help on a name, or the overview for an empty one.
  func explain(_ name: String) -> ExitStatus {
    HelpTopic.explain(name, in: session, on: console)
  }

  /// Whether text is coloured.
  var hasColour: Bool {
    get { console.hasColour }
    set { console.hasColour = newValue }
  }

  /// How pictures are drawn.
  var graphics: GraphicsMode {
    get { console.graphics }
    set { console.graphics = newValue }
  }

  /// Shows the next screenful of what was cut; false when nothing is left.
  func showMore() -> Bool { console.more() }

  /// The entries of this conversation and of earlier ones, oldest first.
  var remembered: [String] { lines?.remembered ?? [] }

  /// Reads and answers entries until the end.
  ///
  /// They come from the terminal with a prompt, if standard input and output are one, else plainly.
  /// Where no person is typing the first entry that fails is the last.
  func converse() -> ExitStatus {
    guard isatty(STDIN_FILENO) == 1, console.outputTerminal.isTerminal else {
      session.keepsPast = false
      return report(on: "<stdin>") { converse(over: PlainReader()) }
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
    if status == .success { endSession() }
    return status
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

  /// Lets an entry be recalled.
  func remember(_ entry: String) { lines?.remember(entry) }

  /// Writes out what is buffered; tells a request to end from Ctrl-C.
  func settled(_ status: ExitStatus) -> ExitStatus {
    console.settle()
    return status == .interrupted && Signals.isTerminated ? .terminated : status
  }
}
