// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What an honest evaluation of forecasts says beside its figures.
extension EvaluationObject {
  /// Warnings about forecasts that are no better than the last number, or little else than it.
  func forecastWarnings(at span: Span) -> [Diagnostic] {
    guard case .run(let run) = subject, task is ForecastTask, let result else { return [] }
    var found: [Diagnostic] = []
    let metric = task.leading.titled.first { result.figure($0) != nil }
    if let metric, let own = result.figure(metric), !data.dataset.splits.train.isEmpty {
      let others = naiveResults.compactMap { naive in
        naive.result.figure(metric).map { (naive.baseline.title, $0) }
      }
      if let (name, theirs) = others.first(where: { $0.1 <= own }) {
        found.append(
          .naiveWins(
            run.name, name, own: FixedDecimal.figure(own), theirs: FixedDecimal.figure(theirs),
            metric: metric.name, at: span))
      }
    }
    if let errors = firstStep(result), errors.naive <= errors.own, errors.behind < errors.own {
      found.append(
        .forecastLags(
          run.name, ahead: FixedDecimal.figure(errors.own),
          behind: FixedDecimal.figure(errors.behind), naive: FixedDecimal.figure(errors.naive),
          at: span))
    }
    return found
  }

  /// How far the forecasts of the first step are from their truth, how far from the number before it, and
  /// how far that is from the truth; nil where little is known.
  private func firstStep(
    _ result: Evaluation
  ) -> (own: Double, behind: Double, naive: Double)? {
    let part = result.leading
    guard let answers = part.answers as? ForecastAnswers,
      let windows = (part.target.facts as? ForecastFacts)?.windows
    else { return nil }
    var (own, behind, naive, count) = (0.0, 0.0, 0.0, 0)
    for (place, row) in result.rows.enumerated() {
      for target in windows.targetNames.indices {
        guard let truth = windows.truths(of: row, target: target).first,
          let last = windows.past(of: row, target: target).last, !truth.isNaN, !last.isNaN
        else { continue }
        let forecast = answers.forecast(place, target, of: row, levels: [], windows).center[0]
        own += abs(forecast - truth)
        behind += abs(forecast - last)
        naive += abs(last - truth)
        count += 1
      }
    }
    let all = Double(count)
    return count > 20 ? (own / all, behind / all, naive / all) : nil
  }
}
