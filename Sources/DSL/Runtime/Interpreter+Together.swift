// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What several runs, or evaluations, come to together.
extension Interpreter {
  /// Joins runs, which have their weights by now.
  func join(_ ensemble: EnsembleObject, at span: Span) throws(Diagnostic) {
    var outcomes: [(network: Network, outcome: RunObject.Outcome)] = []
    for member in ensemble.members {
      guard let outcome = member.outcome, let network = outcome.network else {
        throw .noResult(member.name, at: span)
      }
      outcomes.append((network, outcome))
    }
    guard let first = outcomes.first else { return }
    ensemble.run.outcome = RunObject.Outcome(
      network: .joint(first.network, outcomes.dropFirst().map(\.network)),
      fingerprint: outcomes.map(\.outcome.fingerprint).joined(separator: "+"), result: nil,
      description: first.outcome.description, peakMemory: nil)
    session.tell(.note(ensemble.title))
  }

  /// Compares two evaluations, and shows what came of it.
  mutating func compare(
    _ comparison: ComparisonObject, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let (first, second) = (comparison.first, comparison.second)
    guard let one = first.result else { throw .noResult(first.name, at: span) }
    guard let other = second.result else { throw .noResult(second.name, at: span) }
    let (baseline, candidate) = (one.rowTallies, other.rowTallies)
    var tests: [PairedBootstrap?] = []
    for entry in comparison.metrics {
      if session.shouldStop { return .interrupted }
      tests.append(
        first.task.metric(entry.name).flatMap {
          PairedBootstrap(
            $0, baseline: baseline, candidate: candidate, resamples: comparison.samples,
            seed: comparison.seed)
        })
    }
    comparison.tests = tests
    remember(.object(comparison))
    session.tell(.record(comparison.record))
    for table in comparison.tables(facets: [], full: false) { session.tell(.table(table)) }
    return .success
  }
}
