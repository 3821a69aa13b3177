// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm check FILE ...`: reports mistakes without running anything.
struct CheckCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report what is wrong with scripts, without running them.")

  @Argument(
    help: ArgumentHelp("The scripts; - for standard input.", valueName: "file"),
    completion: .file(extensions: ScriptFile.endings))
  var files: [String]

  @OptionGroup var given: ParameterOptions

  @Option(help: ArgumentHelp("How it is told: text, or json for editors.", valueName: "form"))
  var format = Format.text

  /// How what is found is told.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// In words, with the place in the source.
    case text
    /// One JSON object a line: a diagnostic, or an estimate.
    case json
  }

  mutating func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Missing expected argument '<file> ...'") }
  }

  /// The first status other than `.success`, after all the files.
  func execute(on console: Console) -> ExitStatus {
    let statuses = files.map { check($0, on: console) }
    return statuses.first { $0 != .success } ?? .success
  }

  private func check(_ file: String, on console: Console) -> ExitStatus {
    let conversation = Conversation(
      console: console,
      configuration: Session.Configuration(
        baseDirectory: ScriptFile.folder(of: file), parameters: given.parameters))
    do {
      let source = try ScriptFile.read(file)
      let report = conversation.session.report(source)
      for diagnostic in report.diagnostics { show(diagnostic, in: conversation, on: console) }
      guard !report.diagnostics.contains(where: { $0.severity == .error }) else {
        return .invalidScript
      }
      show(report.estimates, of: source.name, on: console)
      return .success
    } catch {
      show(error.diagnostic, in: conversation, on: console)
      return error.status
    }
  }

  private func show(
    _ diagnostic: Diagnostic, in conversation: Conversation, on console: Console
  ) {
    switch format {
    case .text: conversation.show(.diagnostic(diagnostic))
    case .json: console.result(object("diagnostic", JSONDiagnostic.fields(diagnostic)))
    }
  }

  private func show(_ estimates: [RunEstimate], of script: String, on console: Console) {
    for estimate in estimates {
      switch format {
      case .text:
        let runs = estimate.runs > 1 ? "\(estimate.runs) runs, " : ""
        let least = estimate.isAtLeast ? "at least " : ""
        console.result(
          "\(script): \(estimate.name): \(runs)\(least)\(Amount.grouped(estimate.parameters)) "
            + "parameters, \(least)\(Amount.bytes(estimate.bytes)), about \(Quantity.duration(estimate.seconds))"
        )
      case .json:
        console.result(
          object(
            "estimate",
            [
              ("file", JSONString.encode(script)), ("run", JSONString.encode(estimate.name)),
              ("runs", String(estimate.runs)), ("parameters", String(estimate.parameters)),
              ("bytes", String(estimate.bytes)), ("at_least", String(estimate.isAtLeast)),
              ("seconds", FixedDecimal.string(estimate.seconds, decimals: 1)),
            ]))
      }
    }
    if format == .text { console.result("\(script): ok") }
  }

  private func object(_ event: String, _ fields: [(name: String, json: String)]) -> String {
    JSONDiagnostic.object(
      [("v", String(JSONLog.version)), ("event", JSONString.encode(event))] + fields)
  }
}
