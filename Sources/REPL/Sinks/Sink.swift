// SPDX-License-Identifier: Apache-2.0

import DSL

/// A place that events go to: a console, a log, a report.
///
/// Each answers for every kind of event, also for those that are nothing to it.
protocol Sink: AnyObject {
  /// A script begins; what is typed at a prompt is none.
  func begin(_ script: String)

  /// Something has happened.
  func receive(_ event: Event)

  /// The script that began has ended.
  ///
  /// - Throws: why what was gathered cannot be written.
  func end(_ status: ExitStatus) throws(Diagnostic)
}

/// What is told, and to whom, beside what is shown.
struct Reports {
  /// How progress is told.
  var log = LogForm.plain
  /// The file that is to hold the assertions at the end; nil for none.
  var junit: String?
  /// The folder for the curves of runs; nil for none.
  var tensorBoard: String?
}

/// The sinks of a conversation, each of which is told everything, in their order.
struct SinkList {
  private let sinks: [any Sink]

  /// What shows and notes events as the options of a session ask for it.
  ///
  /// - Parameter further: those that gather what something else is made of.
  init(console: Console, reports: Reports, further: [any Sink] = []) {
    let shown: [any Sink] =
      switch reports.log {
      case .plain: [Renderer(console: console)]
      case .json: [Renderer(console: console, showsResultsOnly: true), JSONLog(console: console)]
      }
    sinks =
      shown + (reports.junit.map { [JUnitFile(path: $0)] } ?? [])
      + (reports.tensorBoard.map { [TensorBoardFolder($0)] } ?? []) + further
  }

  /// Tells that a script begins.
  func begin(_ script: String) { for sink in sinks { sink.begin(script) } }

  /// Hands on an event.
  func receive(_ event: Event) { for sink in sinks { sink.receive(event) } }

  /// Tells that the script has ended; gives what then could not be written.
  func end(_ status: ExitStatus) -> [Diagnostic] {
    sinks.compactMap { sink in
      do throws(Diagnostic) {
        try sink.end(status)
        return nil
      } catch {
        return error
      }
    }
  }
}
