// SPDX-License-Identifier: Apache-2.0

/// Trains a network on one split of a data set and watches another.
public final class Trainer {
  let network: Network
  let examples: Examples
  let validRows: [Int]
  private var batches: any EpochBatches
  let options: TrainingOptions
  private let course: RateCourse
  private let batch: Batch
  private let aims: [Block]
  /// What each epoch notes of the rows to watch.
  let figures: [FigureName]

  let step: TrainingStep
  let average: WeightAverage?
  /// The weights of the epochs whose mean is measured in the end.
  let epochAverage: EpochAverage?
  /// The weights to give back: of the best epoch, of the last one that was finished, or, when a
  /// learning-rate finder has finished none, those that it began with.
  let kept = Buffer()
  /// Where the run stands.
  var state = TrainingState()
  /// How good each finished epoch is.
  var history: [EpochRank] = []
  /// The least loss that the learning-rate finder has seen.
  private var leastProbe = Double.infinity
  /// Whether `kept` holds the weights that the run began with, until an epoch is finished.
  private var keepsStart = false

  /// A trainer.
  ///
  /// - Parameters:
  ///   - examples: all rows of the data.
  ///   - trainRows: the rows to learn from, at least one; validRows: the rows to watch, or none.
  public init(
    _ network: Network, _ examples: Examples, trainRows: [Int], validRows: [Int],
    options: TrainingOptions
  ) {
    self.network = network
    self.examples = examples
    self.validRows = validRows
    let trainRows = network.model.fittingRows(of: examples, trainRows)
    let options = options.watching(examples.targets)
    self.options = options
    batches = examples.batches(
      of: trainRows, shapes: network.model.heads.map(\.shape),
      stepsToOne: network.model.stepsToOneOfFeatures, options)
    course = RateCourse(options, stepsAnEpoch: options.steps(of: batches.count))
    let emphasis = options.emphasis(of: examples.targets[0], rows: trainRows)
    figures = examples.targets.watchedFigures(
      monitored: options.monitor ?? FigureName(MetricCatalog.loss.name))
    step = TrainingStep(network, options, emphasis: emphasis)
    average = WeightAverage(options, count: network.model.layout.count)
    epochAverage = EpochAverage(options, hasValid: !validRows.isEmpty)
    let sizes = Self.sizes(network.model, examples, batches.size, validRows, options)
    network.plan(sizes, passesAStep: options.accumulate * batches.mostPieces)
    batch = Batch(sizes[0], for: network.model)
    aims = network.model.aims(sizes[0])
  }

  /// How large passes are at most: first those that train, then those that only measure, then those of single
  /// steps of a decoder.
  static func sizes(
    _ model: Model, _ examples: Examples, _ trainRows: [Int], _ validRows: [Int],
    _ options: TrainingOptions
  ) -> [PassSize] {
    sizes(model, examples, examples.batches(of: trainRows, options).size, validRows, options)
  }

  private static func sizes(
    _ model: Model, _ examples: Examples, _ training: PassSize, _ validRows: [Int],
    _ options: TrainingOptions
  ) -> [PassSize] {
    [training, model.evaluationSize(examples, validRows)]
      + (options.ownTokens > 0 ? [ScheduledSampling.size(of: training)] : [])
  }

  /// Trains to the end, or until `shouldStop` gives a reason (it is asked after every step, and when
  /// an epoch is closed); the best weights are then in the network, whatever ended the run.
  ///
  /// A trainer that was filled from a checkpoint goes on from there.
  public func run(
    shouldStop: () -> StopReason?, onBatch: (TrainingProgress) -> Void,
    onEpoch: (EpochResult) -> Void
  ) -> TrainingResult {
    if isRangeTest, state == TrainingState() {
      // It ends with weights that exploded, most often before an epoch is finished.
      kept.copy(from: network.weights)
      keepsStart = true
    }
    var end = state.end
    while end == nil {
      end =
        endBetweenEpochs(shouldStop) ?? trainEpoch(shouldStop, onBatch)
        ?? close(shouldStop, onEpoch)
    }
    return finish(end ?? .finished)
  }

  /// How the run ends when it stands between two epochs, where it may also have been taken up again.
  private func endBetweenEpochs(_ shouldStop: () -> StopReason?) -> TrainingEnd? {
    guard state.batch == 0, state.epoch > 1 else { return nil }
    if hasLostPatience { return .patience }
    guard state.epoch <= options.epochs else { return .finished }
    return shouldStop().map { end($0, epoch: state.epoch - 1, batch: batchesInEpoch) }
  }

  /// The epochs that are finished, also those from before a checkpoint.
  public var epochs: [EpochResult] { state.epochs }
  /// The epoch that is under way, from 1, and how many of its batches are done.
  public var place: (epoch: Int, batch: Int) { (state.epoch, state.batch) }
  /// Whether the run stands between two epochs.
  public var isBetweenEpochs: Bool { state.batch == 0 }
  /// Whether the run stands between two steps, where a checkpoint can be written.
  public var isBetweenSteps: Bool { state.batch % options.accumulate == 0 || isEpochTrained }

  private var batchesInEpoch: Int { batches.count }
  private var isEpochTrained: Bool { state.batch == batchesInEpoch }

  // MARK: Steps

  /// Goes through the rows of an epoch that are left.
  private func trainEpoch(
    _ shouldStop: () -> StopReason?, _ onBatch: (TrainingProgress) -> Void
  ) -> TrainingEnd? {
    if !options.frozen.isEmpty {
      network.train { options.trains($0, inEpoch: state.epoch) }
    }
    batches.begin(epoch: state.epoch, network.compute.pool)
    if !examples.resampled.isEmpty {
      // An epoch may cut texts into more tokens than was foreseen.
      network.plan([batches.size], passesAStep: options.accumulate * batches.mostPieces)
    }
    while state.batch < batches.count {
      let index = state.batch
      let factor = course.factor(at: step.updates, history: history)
      guard let outcome = take(index, rateFactor: factor) else {
        return brokenOff(rows: examples.isStream ? [] : batch.rows)
      }
      if let end = probe(outcome.loss, factor) { return end }
      advance(items: batches.items(in: index + 1) - batches.items(in: index), outcome.losses)
      onBatch(
        TrainingProgress(
          epoch: state.epoch, batch: state.batch, batches: batches.count, rows: state.rows,
          loss: state.losses.mean))
      if isBetweenSteps, let reason = shouldStop() {
        return end(reason, epoch: state.epoch, batch: state.batch)
      }
    }
    return nil
  }

  /// Learns from a batch, piece by piece; nil when a loss or gradient is not finite.
  private func take(_ index: Int, rateFactor: Double) -> TrainingStep.Outcome? {
    let (pieces, part) = (batches.pieces(at: index), part(index))
    guard pieces > 1 else {
      batches.fill(batch, aims, at: index, piece: 0)
      return step.take(
        batch, aims: aims, state: batches.state(at: index), part: part, rateFactor: rateFactor,
        ownTokens: course.ownTokens(at: step.updates))
    }
    network.forgetState(rows: batches.items(in: index + 1) - batches.items(in: index))
    // What stands at the end of a row says nothing of its earlier pieces.
    let learnsFromAll = network.model.heads[0].shape.places == .steps
    let window = batches.losses(in: index + 1) - batches.losses(in: index)
    var (losses, norm) = (LossSums(), 0.0)
    for piece in 0..<pieces {
      batches.fill(batch, aims, at: index, piece: piece)
      let isLast = piece == pieces - 1
      guard learnsFromAll || isLast else {
        network.read(batch, state: .goOn)
        continue
      }
      let own =
        learnsFromAll
        ? TrainingStep.Part(
          window: part.window ?? window, isFirst: part.isFirst && piece == 0,
          isLast: part.isLast && isLast)
        : part
      guard
        let found = step.take(
          batch, aims: aims, state: .goOn, part: own, rateFactor: rateFactor)
      else { return nil }
      losses += found.losses
      norm = found.norm
    }
    return TrainingStep.Outcome(losses: losses, norm: norm)
  }

  private func advance(items: Int, _ losses: LossSums) {
    state.losses += losses
    state.rows += items
    state.batch += 1
    if isBetweenSteps, isAveraging { average?.add(network.weights) }
  }

  /// Whether the weights of the epoch at hand are averaged.
  private var isAveraging: Bool {
    state.epoch >= options.settings[TrainingOptions.Key.averageFrom]
      && (options.averagePatience == 0 || state.averagesFrom != nil)
  }

  /// The place of a batch in its step.
  private func part(_ index: Int) -> TrainingStep.Part {
    guard options.accumulate > 1 else { return .whole }
    let first = index / options.accumulate * options.accumulate
    let end = min(first + options.accumulate, batches.count)
    return TrainingStep.Part(
      window: batches.losses(in: end) - batches.losses(in: first), isFirst: index == first,
      isLast: index == end - 1)
  }

  func end(_ reason: StopReason, epoch: Int, batch: Int) -> TrainingEnd {
    switch reason {
    case .interrupted: .interrupted(epoch: epoch, batch: batch)
    case .timeUp: .timeUp(epoch: epoch, batch: batch)
    case .pruned: .pruned(epoch: epoch)
    }
  }

  // MARK: What goes wrong

  func brokenOff(rows: [Int]) -> TrainingEnd {
    if isRangeTest { return .finished }
    return .diverged(
      epoch: state.epoch, batch: min(state.batch + 1, batchesInEpoch), layer: step.brokenParameter,
      rows: rows)
  }

  private var isRangeTest: Bool { course.isRangeTest }

  /// Notes what the learning-rate finder sees; it ends when the loss explodes.
  private func probe(_ loss: Double, _ factor: Double) -> TrainingEnd? {
    guard isRangeTest else { return nil }
    state.probes.append(RateProbe(factor: factor, loss: loss))
    defer { leastProbe = min(leastProbe, loss) }
    return loss > 4 * leastProbe ? .finished : nil
  }

  // MARK: Where it stands

  /// What the batch after a place goes on from, and how many rows that has; nothing between epochs
  /// and where rows stand alone.
  func carried(at state: TrainingState) -> (states: [CarriedState], rows: Int) {
    guard examples.isStream, (1..<max(batchesInEpoch, 1)).contains(state.batch) else {
      return ([], 0)
    }
    return (network.carried, batches.size.rows)
  }

  /// Whether there are weights to give back.
  var keepsWeights: Bool { state.keptEpoch > 0 || keepsStart }

  /// Whether a possible state can be one of this run's: its batches are those of the rows.
  func canStand(at state: TrainingState) -> Bool {
    guard state.batch <= batchesInEpoch,
      state.rows == batches.items(in: state.batch, ofEpoch: state.epoch),
      state.updates <= (state.epoch - 1) * batchesInEpoch + state.batch
    else { return false }
    guard case .diverged(_, _, _, let rows)? = state.end else { return true }
    return rows.allSatisfy((0..<examples.leading.rowCount).contains)
  }

  /// Stands at another place, whose tensors are there already.
  ///
  /// - Parameter keepsStart: whether `kept` came with them, of an epoch or of the beginning.
  func go(to state: TrainingState, keepsStart: Bool) {
    self.state = state
    self.keepsStart = keepsStart
    history = state.epochs.map { options.rank($0) }
    leastProbe = state.probes.reduce(.infinity) { min($0, $1.loss) }
  }

  /// Whether the network has the weights that were kept, and `kept` those of the last step.
  private(set) var hasGivenBack = false

  private func finish(_ end: TrainingEnd) -> TrainingResult {
    if end.isFinal { averageEpochs() }
    state.end = end
    if keepsWeights, !hasGivenBack {
      network.weights.swap(with: kept)
      hasGivenBack = true
    }
    return TrainingResult(state, end: end)
  }
}
