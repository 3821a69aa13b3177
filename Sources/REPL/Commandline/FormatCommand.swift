// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm fmt FILE ...`: puts scripts into the one canonical form.
struct FormatCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Put scripts into the one canonical form, comments kept.",
    discussion: """
      Files are rewritten in place, whole or not at all, and only if something changes. A script \
      that does not parse is left alone (exit code 4). Of a Markdown file only the fences that begin \
      with ```lstm change.
      """)

  @Flag(help: "Change nothing: list the files that are not in this form, and exit with 1 if any.")
  var check = false

  @Argument(
    help: ArgumentHelp(
      "The scripts; - for standard input, written to standard output.", valueName: "file"))
  var files: [String]

  mutating func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Missing expected argument '<file> ...'") }
  }

  /// The first failure after all the files; with `--check`, else, whether a file would change.
  func execute(on console: Console) -> ExitStatus {
    let outcomes = files.map { format($0, on: console) }
    for case .failed(let status) in outcomes { return status }
    let isUnformatted = check && outcomes.contains { if case .changed = $0 { true } else { false } }
    return isUnformatted ? .runtimeFailure : .success
  }

  private enum Outcome {
    case canonical
    case changed
    case failed(ExitStatus)
  }

  private func format(_ file: String, on console: Console) -> Outcome {
    let renderer = Renderer(console: console)
    do {
      let source = try ScriptFile.read(file)
      let script = try CanonicalScript(of: source)
      if file == "-", !check, !script.text.isEmpty { console.result(script.text) }
      guard script.isChanged else { return .canonical }
      if check {
        console.result(source.name)
      } else if file != "-" {
        try script.write(to: file)
        console.result("\(source.name): formatted")
      }
      return .changed
    } catch let failure as ScriptFile.Failure {
      renderer.receive(.diagnostic(failure.diagnostic))
      return .failed(failure.status)
    } catch let mistakes as CanonicalScript.Mistakes {
      for diagnostic in mistakes.diagnostics { renderer.receive(.diagnostic(diagnostic)) }
      return .failed(.invalidScript)
    } catch {
      if let diagnostic = error as? Diagnostic { renderer.receive(.diagnostic(diagnostic)) }
      return .failed(.runtimeFailure)
    }
  }
}
