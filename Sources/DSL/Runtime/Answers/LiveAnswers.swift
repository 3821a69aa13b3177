// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Answers sound that is still coming with a saved run, a line a frame.
public struct LiveAnswers {
  private let run: RunObject
  private let live: LiveSound

  /// How many samples a second there may be.
  public static let rates = LiveSound.rates

  /// A listener; throws why the run cannot answer before the end of a clip.
  ///
  /// - Parameter rate: samples a second of sound without a file around it; nil for those that the run hears.
  public init(_ saved: SavedRun, rate: Int? = nil) throws(Diagnostic) {
    run = saved.run
    guard let predictor = saved.predictor() else { throw .noResult(run.name, at: Span(0, 0)) }
    do throws(LiveSound.Obstacle) {
      live = try LiveSound(predictor, run.numbers, rate: rate)
    } catch {
      throw .cannotStream(error)
    }
  }

  /// Listens until there is nothing more.
  ///
  /// - Parameters:
  ///   - next: the next bytes; nil at the end.
  ///   - tell: a line without its end: the seconds, and what is predicted of all that was heard, with tabs
  ///     between; of a transcript the symbol that begins, and none where none does. When it returns false,
  ///     listening ends.
  public func listen(
    next: () -> [UInt8]?, tell: (String) -> Bool
  ) throws(Diagnostic) {
    do throws(DataError) {
      try live.listen(next: next) { moment in
        line(moment).map(tell) ?? true
      }
    } catch {
      throw .data(DataError(error.fact, path: "<stdin>"), at: nil)
    }
  }

  private func line(_ moment: LiveSound.Moment) -> String? {
    let seconds = FixedDecimal.string(moment.seconds, decimals: 3)
    if let symbols = moment.symbols {
      guard let task = run.task as? any Transcribing, !symbols.isEmpty else { return nil }
      let text = WrittenText(tokens: symbols, score: 0, isCut: false)
      return "\(seconds)\t\(task.transform.text(text))"
    }
    let answer = Predictions(run, of: moment.answers).answer(of: 0)
    return ([seconds, answer.label] + answer.lineFacts).joined(separator: "\t")
  }
}
