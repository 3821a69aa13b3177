// SPDX-License-Identifier: Apache-2.0

import DSL

/// A JUnit report on its way into a file.
final class JUnitFile: Sink {
  private let path: String
  private var report = JUnitReport(script: "lstm")

  /// A report for a file.
  init(path: String) {
    self.path = path
  }

  func begin(_ script: String) { report = JUnitReport(script: script) }

  func receive(_ event: Event) { report.note(event) }

  func end(_ status: ExitStatus) throws(Diagnostic) {
    try TextFile.write(report.text(status), to: path)
  }
}

/// The assertions of a script as JUnit XML, which CI servers show: a test case each, and one for the
/// script itself.
struct JUnitReport {
  private let script: String
  private var cases: [String] = []
  private var failures = 0
  private var errors: [String] = []

  /// A report on a script.
  init(script: String) {
    self.script = script
  }

  /// Notes an assertion or an error; other events are nothing to it.
  mutating func note(_ event: Event) {
    switch event {
    case .assertion(let assertion):
      let values = assertion.values.joined(separator: ", ")
      var body = ""
      if !assertion.holds {
        failures += 1
        body =
          "<failure message=\"\(escaped("this does not hold: \(assertion.condition)"))\">"
          + "\(escaped(values))</failure>"
      }
      cases.append(testCase(assertion.condition, body))
    case .diagnostic(let diagnostic):
      guard diagnostic.severity == .error, diagnostic.code != .assertionFailed else { return }
      errors.append("\(diagnostic.code.rawValue) \(diagnostic.message)")
    case .text, .piece, .table, .chart, .note, .progress, .record, .batch, .earlier, .epoch, .entry,
      .details:
      break
    }
  }

  /// The report, when the script has ended with some status.
  func text(_ status: ExitStatus) -> String {
    var own = ""
    if status != .success, status != .assertionFailed {
      let message = errors.first ?? "it ended with exit code \(status.rawValue)"
      own =
        "<error message=\"\(escaped(message))\">"
        + "\(escaped(errors.joined(separator: "\n")))</error>"
    }
    let isStopped = status == .assertionFailed
    if isStopped { own = "<failure message=\"an assertion that does not hold stopped it\"/>" }
    let all = cases + [testCase("the script runs to its end", own)]
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="\(escaped(script))" tests="\(all.count)" failures="\(failures + (isStopped ? 1 : 0))" \
      errors="\(own.isEmpty || isStopped ? 0 : 1)">
      \(all.map { "    " + $0 }.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private func testCase(_ name: String, _ body: String) -> String {
    let head = "<testcase classname=\"\(escaped(script))\" name=\"\(escaped(name))\""
    return body.isEmpty ? head + "/>" : head + ">\(body)</testcase>"
  }

  /// A text as XML has it, also within quotes; what XML cannot hold becomes a question mark.
  private func escaped(_ text: String) -> String {
    Markup.escaped(text, breaks: .references, replacement: "?")
  }
}
