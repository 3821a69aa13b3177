// SPDX-License-Identifier: Apache-2.0

import LSTM

/// All that can change the figures of a language model on a text, or of chained forecasts: equal keys are
/// equal figures, bit for bit.
struct EvaluationKey: Encodable {
  private let engine: Int
  private let stack: [SavedLayer]
  private let weights: String
  private let tokens: String
  private let isStream: Bool
  private let options: NextTokenOptions?
  /// How many steps are forecast, where the sample paths start, and what measures the windows.
  private var steps: Int?
  private var seed: UInt64?
  private var windows: WindowTransform?

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

  /// The key of chained forecasts; nil for a run without a result.
  init?(_ run: RunObject, _ windows: WindowInput, _ rows: [Int], steps: Int, seed: UInt64) {
    guard let outcome = run.outcome else { return nil }
    engine = EngineVersion.numeric
    stack = run.setup.stack
    weights = outcome.fingerprint
    tokens = windows.fingerprint(of: rows).description
    (isStream, options) = (false, nil)
    (self.steps, self.seed, self.windows) = (steps, seed, run.windows)
  }

  /// The key as a text, the same on every machine; nil when it cannot be written, as two such keys
  /// would be one.
  var text: String? { try? CanonicalJSON.text(of: self) }
}
