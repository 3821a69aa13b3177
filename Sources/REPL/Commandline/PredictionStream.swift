// SPDX-License-Identifier: Apache-2.0

import DSL

/// Answers lines with predictions: many at once when they come fast, each at once when they come
/// slowly.
struct PredictionStream {
  /// The most lines that wait for an answer.
  private static let mostLines = 4096
  /// The most characters in them, unless one line has more.
  private static let mostBytes = 1 << 20

  /// What predicts.
  let run: SavedRun
  /// What lines and answers are.
  let format: PredictionLines
  /// Where answers go.
  let console: Console

  /// Lines that have been read and not been answered.
  private struct Waiting {
    var lines: [String] = []
    var texts: [String] = []
    var bytes = 0

    var isFull: Bool { lines.count >= mostLines || bytes >= mostBytes }
  }

  /// Answers all lines of a reader; how that ended.
  func answer(_ reader: PlainReader) -> ExitStatus {
    var waiting = Waiting()
    var number = 0
    while true {
      let ready = waiting.isFull ? nil : reader.readyLine()
      if ready == nil {
        if let status = answer(&waiting) { return status }
        console.output.flush()
      }
      switch ready ?? reader.readLine(.primary) {
      case .line(let line):
        number += 1
        let line = number == 1 && line.hasByteOrderMark ? String(line.dropMark()) : line
        do {
          guard let text = try format.text(of: line, number: number, column: run.textColumn) else {
            continue
          }
          waiting.lines.append(line)
          waiting.texts.append(text)
          waiting.bytes += line.utf8.count
        } catch {
          if let status = answer(&waiting) { return status }
          Renderer(console: console).render(.diagnostic(error))
          return .runtimeFailure
        }
      case .failed(let reason):
        if let status = answer(&waiting) { return status }
        console.remark("lstm: standard input: \(reason)")
        return .runtimeFailure
      case .end: return answer(&waiting) ?? .success
      case .interrupted: return .interrupted
      case .terminated: return .terminated
      }
    }
  }

  /// Answers the lines that wait; the status to leave with when that was interrupted.
  private func answer(_ waiting: inout Waiting) -> ExitStatus? {
    guard !waiting.lines.isEmpty else { return nil }
    let predictions: [SavedRun.Prediction]?
    do {
      predictions = try run.predict(
        waiting.texts, shouldStop: { Signals.interruption() != .none })
    } catch {
      Renderer(console: console).render(.diagnostic(error))
      return .runtimeFailure
    }
    guard let predictions else { return Signals.isTerminated ? .terminated : .interrupted }
    for (line, prediction) in zip(waiting.lines, predictions) {
      console.output.write(format.answer(to: line, prediction) + "\n")
    }
    waiting = Waiting()
    return nil
  }
}

extension String {
  fileprivate var hasByteOrderMark: Bool { unicodeScalars.first == "\u{FEFF}" }

  /// The text behind its first character.
  fileprivate func dropMark() -> Substring.UnicodeScalarView { unicodeScalars.dropFirst() }
}
