// SPDX-License-Identifier: Apache-2.0

import LSTM

/// All that can change the result of a run: equal keys are equal weights, bit for bit, unless
/// `max_time` ended one of them; the first result of such a run is then what is kept.
struct RunKey: Encodable {
  private let engine: Int
  private let stack: [SavedLayer]
  private let classes: Int
  private let target: String?
  private let scheme: String?
  private let others: [String]?
  private let optimizer: String
  private let schedule: String
  private let optimizerSettings: [String: ArgumentValue]
  private let scheduleSettings: [String: ArgumentValue]
  private let settings: [String: ArgumentValue]
  private let seed: UInt64
  private let data: String
  private let vocabulary: Int
  private let numbers: NumberTransform?
  private let windows: WindowTransform?
  private let season: Int?
  private let written: String?
  private let comparison: TextComparison?
  private let vectors: String?
  private let start: String?
  private let continues: String?

  /// The key of a run; nil for one that was loaded.
  init?(_ run: RunObject) {
    self.init(run.setup)
  }

  /// The key of a run that is set up in some way; nil for one that was loaded.
  init?(_ setup: RunObject.Setup) {
    guard let plan = setup.plan else { return nil }
    let options = plan.options
    stack = setup.stack
    let task = setup.targets[0].task
    // Texts that no longer fit a changed recording were once counted in the mean of several batches.
    let countedMisfits =
      task is TranscriptTask && setup.inputs.numbers?.sound != nil && options.accumulate > 1
    engine = EngineVersion.numeric + (countedMisfits ? 1 : 0)
    classes = task.shape.count
    target = task.entry == TaskCatalog.entries[0] ? nil : task.entry.name
    // Which paths are legal decides which epoch is the best one.
    scheme = setup.model.heads[0].scoresSequences ? (task as? any Tagged)?.scheme?.rawValue : nil
    let names = setup.model.heads.dropFirst().map { "\($0.target) \($0.shape.count)" }
    others = names.isEmpty ? nil : names
    optimizer = options.optimizer.name
    schedule = options.schedule.name
    optimizerSettings = options.optimizerArguments.all
    scheduleSettings = options.scheduleArguments.all
    settings = options.settings.all.filter { name, _ in
      switch name {
      case TrainingOptions.Key.bptt.name: plan.data.dataset.isStream || options.cutsRows
      // Runs from before there was such a thing keep their keys.
      case TrainingOptions.Key.scheduledSampling.name: options.ownTokens > 0
      case TrainingOptions.Key.batchTokens.name: options.batchTokens > 0
      default: true
      }
    }
    seed = options.seed
    data = plan.data.trainingFingerprint
    let fingerprints = setup.model.pretrained.map(\.fingerprint)
    vectors = fingerprints.isEmpty ? nil : fingerprints.joined(separator: " ")
    vocabulary = setup.inputs.text?.vocabulary.count ?? 0
    numbers = setup.inputs.numbers
    windows = setup.inputs.windows
    // What chooses the epoch may be measured in it.
    season = (task as? ForecastTask)?.season
    written = (task as? any Writing).map {
      Fingerprint($0.transform.vocabulary.words.joined(separator: "\n").utf8).description
    }
    comparison = (task as? TextTask)?.comparison
    // What a run goes on with has its own beginning in its key.
    start = plan.continues == nil ? plan.start.flatMap { Self.start($0, of: setup) } : nil
    continues = plan.continues.map { Fingerprint($0.utf8).description }
  }

  /// The weights that a run begins with: whose they are, and which words share a vector.
  private static func start(_ source: RunObject, of setup: RunObject.Setup) -> String? {
    guard let weights = source.outcome?.fingerprint else { return nil }
    let words = [source.text, setup.inputs.text].compactMap { $0 }.map { transform in
      Fingerprint(transform.vocabulary.words.joined(separator: "\n").utf8).description
    }
    return ([weights] + words).joined(separator: " ")
  }

  /// The key as a text, the same on every machine.
  var text: String { (try? CanonicalJSON.text(of: self)) ?? "" }
}
