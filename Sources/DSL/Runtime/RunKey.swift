// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// All that can change the result of a run: equal keys are equal weights, bit for bit.
struct RunKey: Encodable {
  private let engine: Int
  private let stack: [SavedLayer]
  private let classes: Int
  private let optimizer: String
  private let schedule: String
  private let settings: [String: ArgumentValue]
  private let seed: UInt64
  private let data: String
  private let start: String?
  private let continues: String?

  /// The key of a run; nil for one that was loaded.
  init?(_ run: RunObject) {
    guard let plan = run.plan else { return nil }
    let options = plan.options
    engine = EngineVersion.numeric
    stack = run.setup.stack
    classes = run.model.task.classes
    optimizer = options.optimizer.name
    schedule = options.schedule.name
    settings = [options.optimizerArguments, options.scheduleArguments, options.settings]
      .reduce(into: [:]) { all, part in all.merge(part.all) { first, _ in first } }
    seed = options.seed
    data = plan.data.fingerprint
    start = plan.start.flatMap { Self.start($0, of: run) }
    continues = plan.continues
  }

  /// The weights that a run begins with: whose they are, and which words share a vector.
  private static func start(_ source: RunObject, of run: RunObject) -> String? {
    guard let weights = source.outcome?.network.fingerprint else { return nil }
    let words = [source, run].map { run in
      Fingerprint(run.transform.vocabulary.words.joined(separator: "\n").utf8).description
    }
    return ([weights.description] + words).joined(separator: " ")
  }

  /// The key as a text, the same on every machine.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
