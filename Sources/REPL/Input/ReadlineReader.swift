// SPDX-License-Identifier: Apache-2.0

import CReadline
import DSL
import Glibc

/// Reads lines from a terminal, with editing, completion and a history that outlives the program.
final class ReadlineReader: LineReader {
  private let palette: Palette
  private let history: HistoryFile?
  private let isUnicode: Bool
  private let assistant: PromptAssistant
  private let onProblem: (String) -> Void
  private var hasFailed = false
  /// The lines of the entry before the one that is being typed.
  private var earlier = ""
  /// What Tab has found last.
  private var offered: [Completions.Candidate] = []

  let isInteractive = true
  private(set) var remembered: [String] = []

  /// A reader on the terminal that recalls what `history` has kept, and tells `onProblem` once when
  /// the history cannot be kept.
  ///
  /// There is one in a program: readline is one.
  init(
    palette: Palette, history: HistoryFile?, isUnicode: Bool, assistant: PromptAssistant,
    onProblem: @escaping (String) -> Void
  ) {
    self.palette = palette
    self.history = history
    self.isUnicode = isUnicode
    self.assistant = assistant
    self.onProblem = onProblem
    let keys = creadline_assistant(
      context: Unmanaged.passRetained(self).toOpaque(),
      complete: { context, line, point in
        ReadlineReader.at(context)?.complete(line, Int(point))
      },
      list: { context, rows, columns in
        ReadlineReader.at(context)?.list(rows: Int(rows), columns: Int(columns)).flatMap {
          strdup($0)
        }
      },
      explain: { context, line, point, columns in
        ReadlineReader.at(context)?.explain(line, Int(point), columns: Int(columns))
          .flatMap { strdup($0) }
      }, begin: { context in ReadlineReader.at(context)?.recall() })
    creadline_start("lstm", Int32(HistoryFile.limit), keys)
  }

  /// Reads the history, when the first prompt stands on the screen already.
  private func recall() {
    remembered = history?.load() ?? []
    for entry in remembered { creadline_add_history(entry) }
  }

  func readLine(_ prompt: PromptKind, behind earlier: String) -> ReadResult {
    self.earlier = earlier.isEmpty ? "" : earlier + "\n"
    var line: UnsafeMutablePointer<CChar>?
    let result = Int(creadline_read(decorated(prompt), &line))
    defer { creadline_free(line) }
    switch result {
    case creadline_line: return .line(line.map { String(cString: $0) } ?? "")
    case creadline_end: return .end
    case creadline_interrupted: return .interrupted
    case creadline_terminated: return .terminated
    default: return .failed("the terminal cannot be read")
    }
  }

  /// Asks the terminal what graphics it has; what was typed meanwhile is read with the next line.
  func findGraphics() -> TerminalGraphics {
    let answer = TerminalQuery.graphics()
    answer.typed.withUnsafeBufferPointer { creadline_give_back($0.baseAddress, $0.count) }
    if !answer.isComplete { creadline_skip_answers() }
    return answer.graphics
  }

  func remember(_ entry: String) {
    guard entry != remembered.last else { return }
    remembered.append(entry)
    creadline_add_history(entry)
    guard let history, !hasFailed else { return }
    if let problem = history.append(entry) {
      hasFailed = true
      onProblem(problem)
    }
  }

  /// The prompt, its colours between the marks that tell readline that they take no room.
  private func decorated(_ prompt: PromptKind) -> String {
    guard palette.isOn else { return prompt.rawValue }
    let (opening, closing) = (palette.opening(.prompt), palette.closing)
    return "\u{1}\(opening)\u{2}\(prompt.rawValue.dropLast())\u{1}\(closing)\u{2} "
  }

  // MARK: Keys

  private static func at(_ context: UnsafeMutableRawPointer?) -> ReadlineReader? {
    context.map { Unmanaged<ReadlineReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private func complete(_ line: UnsafePointer<CChar>?, _ point: Int) {
    offered = []
    guard let line = line.flatMap({ String(validatingCString: $0) }) else { return }
    let before = earlier.utf8.count
    let found = assistant.completions(of: earlier + line, at: before + point)
    guard found.start >= before else { return }
    offered = found.candidates
    for candidate in offered {
      creadline_offer(
        Int32(found.start - before), candidate.text, candidate.continuation ? 1 : 0)
    }
  }

  private func list(rows: Int, columns: Int) -> String? {
    drawn(CompletionList(palette: palette, rows: rows, columns: columns).render(offered))
  }

  private func explain(
    _ line: UnsafePointer<CChar>?, _ point: Int, columns: Int
  ) -> String? {
    guard let line = line.flatMap({ String(validatingCString: $0) }) else { return nil }
    return assistant.explanation(in: earlier + line, at: earlier.utf8.count + point).map {
      (drawn(TextWrapping.wrap($0, to: columns)) ?? "") + "\n"
    }
  }

  private func drawn(_ text: String?) -> String? {
    isUnicode ? text : text.map(PlainGlyphs.of)
  }
}
