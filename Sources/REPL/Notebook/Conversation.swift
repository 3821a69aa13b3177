// SPDX-License-Identifier: Apache-2.0

import DSL

/// A session with someone at the other end: a person at a prompt, a pipe or a script file.
final class Conversation {
  /// What runs the statements.
  let session: Session
  /// Where everything is shown.
  let console: Console
  private let sinks: SinkList
  /// Where the entries come from, once they are read.
  var lines: (any LineReader)?
  /// The file that keeps the session; nil where no person types.
  var sessionFile: SessionFile?
  /// The folder in which the program was started.
  let workingDirectory = Folder.current

  /// A conversation that shows everything on `console`.
  ///
  /// - Parameter further: what else is told everything.
  init(
    console: Console, configuration: Session.Configuration, reports: Reports = Reports(),
    further: [any Sink] = []
  ) {
    let sinks = SinkList(console: console, reports: reports, further: further)
    var configuration = configuration
    configuration.onChecking = Signals.endAtOnce
    self.console = console
    self.sinks = sinks
    session = Session(
      configuration: configuration, interruption: Signals.interruption,
      onEvent: sinks.receive)
  }

  /// Shows an event that the conversation itself has to tell.
  func show(_ event: Event) { sinks.receive(event) }

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

  /// Does what there is to do about a script, between its beginning and its end in the sinks.
  func report(on script: String, _ work: () -> ExitStatus) -> ExitStatus {
    sinks.begin(script)
    let status = work()
    let problems = sinks.end(status)
    for problem in problems { show(.diagnostic(problem)) }
    return problems.isEmpty || status != .success ? status : .runtimeFailure
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

  /// Lets an entry be recalled.
  func remember(_ entry: String) { lines?.remember(entry) }

  /// Writes out what is buffered; tells a request to end from Ctrl-C.
  func settled(_ status: ExitStatus) -> ExitStatus {
    console.settle()
    return status == .interrupted && Signals.isTerminated ? .terminated : status
  }
}
