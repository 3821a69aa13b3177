// SPDX-License-Identifier: Apache-2.0

import DSL

/// Answers lines with predictions: many at once when they come fast, each at once when they come
/// slowly.
struct PredictionStream {
  /// What predicts.
  var stream: AnswerStream
  /// Where answers go.
  let console: Console

  /// Answers all lines of a reader; how that ended.
  mutating func answer(_ reader: PlainReader) -> ExitStatus {
    while true {
      let ready = stream.isFull ? nil : reader.readyLine()
      if ready == nil {
        if let status = answer() { return status }
        console.output.flush()
      }
      switch ready ?? reader.readLine(.primary) {
      case .line(let line):
        do {
          try stream.take(line, reader.lineEnd)
        } catch {
          return answer() ?? refuse(error)
        }
      case .failed(let reason):
        if let status = answer() { return status }
        console.remark("lstm: standard input: \(reason)")
        return .runtimeFailure
      case .end:
        do {
          try stream.finish()
        } catch {
          return answer() ?? refuse(error)
        }
        if let status = answer() { return status }
        for warning in stream.warnings { Renderer(console: console).receive(.diagnostic(warning)) }
        return .success
      case .interrupted: return .interrupted
      case .terminated: return .terminated
      }
    }
  }

  /// Answers what waits; the status to leave with when that failed or was interrupted.
  private mutating func answer() -> ExitStatus? {
    do {
      let answers = try stream.answers(shouldStop: { Signals.interruption() != .none })
      guard let answers else { return Signals.isTerminated ? .terminated : .interrupted }
      if !answers.isEmpty { console.output.write(String(decoding: answers, as: UTF8.self)) }
      return nil
    } catch {
      return refuse(error)
    }
  }

  private func refuse(_ problem: Diagnostic) -> ExitStatus {
    Renderer(console: console).receive(.diagnostic(problem))
    return .runtimeFailure
  }
}
