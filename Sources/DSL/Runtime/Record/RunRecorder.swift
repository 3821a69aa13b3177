// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Notes of every run what is trained, on what, how it goes and how well it does.
///
/// What cannot be written is told once; no run stops for it.
final class RunRecorder {
  let folder: RecordFolder
  private let configuration: Session.Configuration
  private let onProblem: (String) -> Void
  private var hasToldOfProblem = false
  /// The run that is under way, and what it had used when it began.
  private var spool: RunSpool?
  private var clock = Stopwatch()
  private var processorAtStart = 0.0
  /// The run that is repeated.
  var repeats: Int?
  /// The numbers of the runs that were trained, in their order.
  private(set) var made: [Int] = []
  /// The state of the repository, which is read once.
  private lazy var git = GitState(of: directory)

  init(
    folder: String, _ configuration: Session.Configuration, onProblem: @escaping (String) -> Void
  ) {
    self.folder = RecordFolder(path: folder)
    self.configuration = configuration
    self.onProblem = onProblem
  }

  /// The folder that relative paths start from, whole.
  private var directory: String {
    let own = configuration.baseDirectory
    if own.hasPrefix("/") { return own }
    return own == "." ? Folder.current : "\(Folder.current)/\(own)"
  }

  /// Does something with the record, and tells the first time why it cannot.
  @discardableResult
  private func attempt<Result>(_ work: () throws(RecordProblem) -> Result) -> Result? {
    do {
      return try work()
    } catch {
      if !hasToldOfProblem { onProblem(error.reason) }
      hasToldOfProblem = true
      return nil
    }
  }

  // MARK: A run

  /// Gives a run that comes from the cache the number under which it was trained.
  func find(_ run: RunObject) {
    run.number = run.key.flatMap { folder.number(ofKey: Self.hash($0)) }
  }

  /// A run begins: it gets a number, or goes on under the one that it has.
  ///
  /// - Parameter ownsCheckpoint: whether it goes on from its own checkpoint, and not from another run's end.
  func begin(
    _ run: RunObject, _ plan: RunObject.Plan, _ origin: RunOrigin, ownsCheckpoint: Bool,
    at place: RunPlace?, goesOn: Bool, _ compute: Compute
  ) {
    spool = nil
    (clock, processorAtStart) = (Stopwatch(), Self.processorSeconds)
    guard let key = run.key.map(Self.hash) else { return }
    var start = AttemptStart(
      directory: directory, command: configuration.command,
      given: Dictionary(configuration.parameters.map { ($0.name, $0.value) }) { $1 }, git: git,
      kernels: compute.kernelName, threads: compute.threads, process: .current, time: Self.now)
    if case .checkpoint(let epoch, _) = origin { start.epoch = epoch }
    if ownsCheckpoint, origin != .new, let number = folder.number(ofKey: key) {
      spool = attempt { () throws(RecordProblem) in
        try RunSpool(continuing: number, start, in: folder)
      }
    } else {
      let resumes = goesOn || plan.continues != nil
      var facts = facts(
        of: run, plan, place, key, verb: place?.verb ?? (resumes ? .resume : .train))
      facts.continues = plan.continues.flatMap { folder.number(ofKey: Self.hash($0)) }
      facts.begins = plan.start?.number
      facts.repeats = repeats
      spool = attempt { () throws(RecordProblem) in try RunSpool(facts, start, in: folder) }
    }
    run.number = spool?.number
    if let number = spool?.number { made.append(number) }
  }

  /// An epoch of the run under way is done.
  func note(_ epoch: EpochResult) {
    guard let spool else { return }
    let facts = EpochFacts(
      epoch: epoch.epoch, figures: Self.figures(of: epoch), best: epoch.isBest)
    attempt { () throws(RecordProblem) in try spool.write(facts) }
  }

  /// The run under way has ended.
  func end(_ run: RunObject, _ result: TrainingResult) {
    guard let spool else { return }
    let facts = RunEnd(
      status: RunStatus(result.end), epochs: result.epochs.count, kept: result.keptEpoch,
      figures: run.keptEpoch.map(Self.figures) ?? [:], weights: run.outcome?.fingerprint ?? "",
      wall: clock.seconds.rounded(significant: 6),
      processor: (Self.processorSeconds - processorAtStart).rounded(significant: 6),
      memory: run.outcome?.peakMemory)
    attempt { () throws(RecordProblem) in try spool.write(facts) }
    self.spool = nil
  }

  private static func figures(of epoch: EpochResult) -> [String: Double] {
    let valid = epoch.valid.map { ("valid.\($0.name)", $0.value) }
    return Dictionary([("train.loss", epoch.trainLoss)] + valid) { $1 }
  }

  // MARK: Facts

  private func facts(
    of run: RunObject, _ plan: RunObject.Plan, _ place: RunPlace?, _ key: String,
    verb: StatementVerb
  ) -> RunStart {
    let (data, options) = (plan.data, plan.options)
    var settings = options.settings.all.merging(options.scheduleArguments.all) { $1 }
      .merging(options.optimizerArguments.all) { $1 }.mapValues(RecordScalar.init)
    for (name, text) in place?.settings ?? [] where settings[name] == nil {
      settings[name] = Double(text).map { .number($0) } ?? .text(text)
    }
    settings["optimizer"] = .text(options.optimizer.name)
    settings["schedule"] = .text(options.schedule.name)
    var facts = RunStart(
      statement: verb.rawValue, name: place?.run ?? run.name, model: run.setup.stackText,
      parameters: run.model.layout.parameterCount, settings: settings,
      data: RunStart.Data(
        name: data.name, fingerprint: data.fingerprint, training: data.trainingFingerprint,
        rows: Dictionary(
          SplitName.allCases.map { ($0.rawValue, data.dataset.splits[$0].count) }
        ) { $1 }),
      seed: options.seed, key: key, version: ProgramVersion.text, engine: EngineVersion.numeric,
      script: run.setup.script)
    facts.sweep = place.map { place in
      RunStart.Sweep(
        name: place.sweep, number: place.number, count: place.count,
        settings: Dictionary(place.settings.map { ($0.name, $0.text) }) { $1 })
    }
    return facts
  }

  static func hash(_ key: String) -> String { Fingerprint(key.utf8).description }

  /// Seconds since 1970.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return (Double(time.tv_sec) * 1000 + Double(time.tv_nsec / 1_000_000)) / 1000
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  // MARK: What came of it

  /// Runs were evaluated.
  func note(_ evaluation: EvaluationObject) {
    let runs: [RunObject] =
      switch evaluation.subject {
      case .run(let run): [run]
      case .runs(let sweep): sweep.trials.map(\.run)
      case .baseline: []
      }
    for (run, result) in zip(runs, evaluation.results) {
      note(
        result, of: run, as: evaluation.name, on: evaluation.data, evaluation.split,
        isUsual: evaluation.isUsual)
    }
  }

  /// A run was evaluated.
  ///
  /// - Parameter isUsual: whether the rows are all of the split, measured in the usual way.
  func note(
    _ result: Evaluation, of run: RunObject, as name: String, on data: DataObject,
    _ split: SplitName, isUsual: Bool = true
  ) {
    guard let number = run.number else { return }
    let isOwn = isUsual && data.fingerprint == run.outcome?.description.dataFingerprint
    let facts = EvaluationFacts(
      name: name, data: isUsual ? data.name : name, split: split.rawValue, isOwn: isOwn,
      figures: Self.figures(of: result), rows: RowResults.facts(of: result, data), time: Self.now)
    attempt { () throws(RecordProblem) in try folder.add(facts, to: number) }
  }

  private static func figures(of result: Evaluation) -> [String: Double] {
    var found: [String: Double] = [:]
    for (index, part) in result.parts.enumerated() {
      for metric in part.task.metrics {
        guard let value = part.figure(metric.name) else { continue }
        found[index == 0 ? metric.name : "\(part.target.name).\(metric.name)"] = value
      }
    }
    return found
  }

  /// A run was saved into a file.
  func note(file path: String, _ bytes: Int, of run: RunObject) {
    guard let number = run.number else { return }
    let whole = path.hasPrefix("/") ? path : "\(Folder.current)/\(path)"
    attempt { () throws(RecordProblem) in
      try folder.add(ArtefactFacts(kind: "model", path: whole, bytes: bytes), to: number)
    }
  }
}

extension RunStatus {
  /// The status of an end.
  fileprivate init(_ end: TrainingEnd) {
    self =
      switch end {
      case .finished: .finished
      case .patience: .patience
      case .interrupted: .interrupted
      case .timeUp: .timeUp
      case .pruned: .pruned
      case .diverged: .diverged
      }
  }
}

extension RecordScalar {
  /// The value of a setting: a number, or as a script writes it.
  fileprivate init(_ value: ArgumentValue) {
    self =
      switch value {
      case .integer(let number): .number(Double(number))
      case .number(let number): .number(number)
      case .boolean, .word, .numbers, .words: .text(value.text)
      }
  }
}
