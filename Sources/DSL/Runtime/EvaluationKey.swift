// SPDX-License-Identifier: Apache-2.0

import LSTM

/// All that can change the figures of a language model on a text: equal keys are equal figures, bit
/// for bit.
struct EvaluationKey: Encodable {
  private let engine: Int
  private let stack: [SavedLayer]
  private let weights: String
  private let tokens: String
  private let isStream: Bool
  private let options: NextTokenOptions

  /// The key of a run on some rows; nil for a run without a result, and for a model of another kind.
  init?(_ run: RunObject, _ examples: Examples, _ rows: [Int], _ options: NextTokenOptions) {
    guard run.task is any SelfSupervised, let outcome = run.outcome else { return nil }
    engine = EngineVersion.numeric
    stack = run.setup.stack
    weights = outcome.fingerprint
    tokens = examples.fingerprint(of: rows).description
    isStream = examples.isStream
    self.options = options
  }

  /// The key as a text, the same on every machine; nil when it cannot be written, as two such keys
  /// would be one.
  var text: String? { try? CanonicalJSON.text(of: self) }
}
