// SPDX-License-Identifier: Apache-2.0

import CReadline

/// Reads lines from a terminal, with editing and a history that outlives the program.
final class ReadlineReader: LineReader {
  private let palette: Palette
  private let history: HistoryFile?
  private let onProblem: (String) -> Void
  private var hasFailed = false

  let isInteractive = true
  private(set) var remembered: [String]

  /// A reader on the terminal that recalls what `history` has kept, and tells `onProblem` once when
  /// the history cannot be kept.
  init(palette: Palette, history: HistoryFile?, onProblem: @escaping (String) -> Void) {
    self.palette = palette
    self.history = history
    self.onProblem = onProblem
    remembered = history?.load() ?? []
    creadline_start("lstm", Int32(HistoryFile.limit))
    for entry in remembered { creadline_add_history(entry) }
  }

  func readLine(_ prompt: PromptKind) -> ReadResult {
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
}
