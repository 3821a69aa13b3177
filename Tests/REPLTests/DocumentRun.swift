// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation

@testable import REPL

/// Carries out the code blocks of a Markdown file, in order, in a folder of its own.
///
/// - A block that begins with ```` ```lstm file=NAME ```` writes that file.
/// - A ```` ```console ```` block holds lines of `$ command`, each followed by all that the command
///   writes; a command goes on after a `\` at the end of its line. `$ lstm` alone, or a block that
///   begins with `lstm> `, is a conversation at the prompt, which goes on in later blocks.
/// - A line of a conversation that ends in `⇥` is one where Tab was pressed; what it offers follows,
///   and the line is dropped then.
/// - A line that is `…` stands for any lines, and a `…` in a line for any text: what it hides differs
///   from machine to machine, or is long.
final class DocumentRun {
  /// A console block: where it stands, what it holds, and what the program said instead.
  struct Block {
    let lines: Range<Int>
    let held: [String]
    let said: [String]

    /// Whether the program says what the block holds.
    var isTrue: Bool { DocumentRun.matches(held[...], said[...]) }
  }

  /// A code block that is neither written to a file nor run.
  private(set) var strays: [String] = []
  /// The console blocks, run.
  private(set) var blocks: [Block] = []
  private let folder: String
  private let program: String
  private var conversation: (conversation: Conversation, console: TestConsole.Joined)?

  /// Runs the blocks of a text with a program.
  init(_ text: String, in folder: String, program: String) throws {
    self.folder = folder
    self.program = program
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var start = 0
    while let open = lines[start...].firstIndex(where: { $0.hasPrefix("```") }) {
      let close = lines[(open + 1)...].firstIndex(of: "```") ?? lines.endIndex - 1
      try run(String(lines[open].dropFirst(3)), lines, (open + 1)..<close)
      start = close + 1
    }
  }

  private func run(_ kind: String, _ lines: [String], _ range: Range<Int>) throws {
    let held = Array(lines[range])
    if kind == "console" {
      blocks.append(Block(lines: range, held: held, said: try converse(held)))
    } else if kind.hasPrefix("lstm file=") {
      let url = URL(fileURLWithPath: "\(folder)/\(kind.dropFirst(10))")
      try Data((held.joined(separator: "\n") + "\n").utf8).write(to: url)
    } else {
      strays.append(kind.isEmpty ? held.first ?? "" : kind)
    }
  }

  // MARK: Running

  private func converse(_ held: [String]) throws -> [String] {
    if held.first == "$ lstm" {
      let console = TestConsole.Joined()
      let configuration = Session.Configuration(baseDirectory: folder, threads: 2)
      conversation = (Conversation(console: console.console, configuration: configuration), console)
      let greeting = "lstm \(Reference.version)   ? explains   :help lists commands   Ctrl-D leaves"
      return ["$ lstm", greeting] + type(held)
    }
    if held.first?.hasPrefix(PromptKind.primary.rawValue) == true { return type(held) }
    var said: [String] = []
    var rest = held[...]
    while let line = rest.popFirst() {
      guard line.hasPrefix("$ ") else { continue }
      var command = [line]
      while command.last?.hasSuffix("\\") == true, let next = rest.popFirst() {
        command.append(next)
      }
      said += command + (try shell(String(command.joined(separator: "\n").dropFirst(2))))
    }
    return said
  }

  /// Types what stands after the prompts of a block.
  private func type(_ held: [String]) -> [String] {
    guard let (conversation, console) = conversation else { return ["there is no prompt"] }
    console.sink.clear()
    _ = conversation.converse(
      over: TypedLines(held, echo: console.sink) { line in
        let found = conversation.session.completions(of: line, at: line.utf8.count)
        return CompletionList(palette: Palette(isOn: false), rows: 30, columns: 100)
          .render(found.candidates) ?? ""
      })
    return Self.lines(of: console.sink.text)
  }

  private func shell(_ command: String) throws -> [String] {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let environment = ProcessInfo.processInfo.environment
    let programs = URL(fileURLWithPath: program).deletingLastPathComponent().path
    process.environment = environment.merging([
      "PATH": programs + ":" + (environment["PATH"] ?? ""), "HOME": folder,
      "LSTM_CACHE": folder + "/cache", "LSTM_RECORD": folder + "/record", "LC_ALL": "C.UTF-8",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Self.lines(of: String(decoding: bytes, as: UTF8.self))
  }

  /// The lines of a text, without empty ones at its end.
  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  // MARK: Comparing

  /// The first line that is not what the document holds; nil when all are.
  static func difference(_ block: Block) -> String? {
    guard !block.isTrue else { return nil }
    let at = zip(block.held, block.said).enumerated().first { !matches($0.element.0, $0.element.1) }
    let index = at?.offset ?? min(block.held.count, block.said.count)
    let held = index < block.held.count ? block.held[index] : "nothing"
    let said = index < block.said.count ? block.said[index] : "nothing"
    return "line \(block.lines.lowerBound + index + 1): held \(held), said \(said)"
  }

  static func matches(_ held: ArraySlice<String>, _ said: ArraySlice<String>) -> Bool {
    guard let first = held.first else { return said.isEmpty }
    if first == "…" {
      return said.indices.contains { matches(held.dropFirst(), said[$0...]) }
        || matches(held.dropFirst(), [])
    }
    guard let line = said.first, matches(first, line) else { return false }
    return matches(held.dropFirst(), said.dropFirst())
  }

  /// Whether a line is what is held of it; `…` is any text.
  private static func matches(_ held: String, _ said: String) -> Bool {
    let parts = held.components(separatedBy: "…")
    guard parts.count > 1 else { return held == said }
    guard said.hasPrefix(parts[0]) else { return false }
    var rest = said.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }

  // MARK: Writing anew

  /// The text with what the program says in place of what is not true any more.
  func recorded(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for block in blocks.reversed() where !block.isTrue {
      lines.replaceSubrange(block.lines, with: block.said)
    }
    return lines.joined(separator: "\n")
  }
}

/// The lines after the prompts of a transcript, as if someone typed them.
private final class TypedLines: LineReader {
  private var left: ArraySlice<(PromptKind, String)>
  private let echo: MemorySink
  private let offer: (String) -> String

  /// - Parameter offer: what Tab shows after a line.
  init(_ transcript: [String], echo: MemorySink, offer: @escaping (String) -> String) {
    self.offer = offer
    let prompts = [PromptKind.primary, .continuation]
    left =
      transcript.compactMap { line in
        prompts.first { line.hasPrefix($0.rawValue) }
          .map { ($0, String(line.dropFirst($0.rawValue.count))) }
      }[...]
    self.echo = echo
  }

  var isInteractive: Bool { true }
  var remembered: [String] { [] }
  func remember(_ entry: String) {}

  func readLine(_ prompt: PromptKind, behind earlier: String) -> ReadResult {
    while let (_, line) = left.popFirst() {
      echo.write("\(prompt.rawValue)\(line)\n")
      guard line.hasSuffix("⇥") else { return .line(line) }
      echo.write(offer(String(line.dropLast())))
    }
    return .end
  }
}
