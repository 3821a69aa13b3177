// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A run as it stood between two steps, in a file: its weights, the weights to give back, the
/// optimizer's state and average, and its place in the epochs.
///
/// A safetensors file with a checksum over all of it; written beside its place and renamed, so that
/// whoever reads it sees a whole one, whenever the writer was killed.
public struct Checkpoint {
  /// The version of what the file holds.
  private static let version = "3"

  let state: TrainingState
  private let file: Safetensors

  /// How the run ended; nil while it was under way.
  public var end: TrainingEnd? { state.end }
  /// The epochs that were finished.
  public var epochs: [EpochResult] { state.epochs }

  // MARK: Writing

  /// Writes where a trainer stands.
  ///
  /// - Parameters:
  ///   - key: what identifies the run; only a reader with the same one takes the file.
  ///   - title: what it is, for whoever lists such files.
  public static func write(
    _ trainer: Trainer, key: String, title: String = "", to path: String
  ) throws {
    let state = try CanonicalJSON.text(of: trainer.presentState)
    let tensors = trainer.tensors
    let metadata = [
      "format": "lstm-run", "version": version, "key": key, "state": state,
      "checksum": Safetensors.checksum(key + state, tensors),
      "title": title, "tensors": tensors.map(\.name).joined(separator: " "),
    ]
    try FileWriter.write(to: path) { put in
      (try? Safetensors.write(metadata: metadata, tensors: tensors, put)) ?? false
    }
  }

  // MARK: Reading

  /// Reads a run.
  ///
  /// Throws `DataError` for a file that cannot be read, `ModelFileError` for one that is damaged or
  /// is that of another run.
  public init(_ path: String, key: String) throws {
    try FileReader.requireMemory(for: path, times: 2)
    let file = try Safetensors(try FileReader.bytes(of: path))
    let metadata = file.metadata
    guard metadata["format"] == "lstm-run", metadata["version"] == Self.version,
      let text = metadata["state"], let names = metadata["tensors"]
    else { throw ModelFileError(reason: "it is no run of this version") }
    guard metadata["key"] == key else { throw ModelFileError(reason: "it is another run") }
    let order = names.split(separator: " ").map(String.init)
    guard metadata["checksum"] == file.checksum(key + text, order), order.sorted() == file.names
    else { throw ModelFileError(reason: "it is damaged") }
    guard let state = try? JSONDecoder().decode(TrainingState.self, from: Data(text.utf8)),
      state.isPossible
    else { throw ModelFileError(reason: "it stands where no run can stand") }
    self.state = state
    self.file = file
  }

  /// The longest header that is looked at for a title.
  private static let longestHeader = 1 << 28

  /// The title of a run in a file, without its tensors; nil when it is none.
  public static func title(of path: String) -> String? {
    guard let first = try? FileReader.bytes(of: path, atMost: 8),
      let length = Safetensors.headerLength(of: first), length <= longestHeader,
      let bytes = try? FileReader.bytes(of: path, atMost: 8 + length)
    else { return nil }
    return Safetensors.metadata(in: bytes)?["title"]
  }

  /// Whether there are weights to give back beside those of the last step.
  private var hasKept: Bool { file.names.contains(Trainer.TensorName.kept) }

  /// The result of the run, and a network with the weights that it kept; nil while it was under way.
  ///
  /// Throws `ModelFileError` when its weights are those of another model.
  public func outcome(
    of model: Model, compute: Compute
  ) throws -> (network: Network, result: TrainingResult)? {
    guard let end else { return nil }
    let network = Network(model, compute: compute)
    let name = hasKept ? Trainer.TensorName.kept : Trainer.TensorName.weights
    try file.fill(network.weights, with: name, shape: [network.weights.count])
    return (network, TrainingResult(state, end: end))
  }

  /// Puts a trainer where the run stood.
  ///
  /// Throws `ModelFileError` when the run stood where this trainer cannot stand, or has other
  /// tensors; the trainer is then as it was.
  ///
  /// - Parameter reopens: whether a run that has ended is to go on.
  public func restore(_ trainer: Trainer, reopens: Bool) throws {
    guard trainer.canStand(at: state) else {
      throw ModelFileError(reason: "it stands where this run cannot stand")
    }
    trainer.epochAverage?.reserve(state.averaging ?? [], count: trainer.network.weights.count)
    let buffers = trainer.buffers(keeping: hasKept, averaged: state.averaged)
    let carried = trainer.carriedTensors(at: state)
    guard buffers.allSatisfy({ file.holds($0.name, shape: [$0.buffer.count]) }),
      carried.allSatisfy({ file.holds($0.name, shape: $0.shape) })
    else {
      throw ModelFileError(reason: "its tensors are those of another run")
    }
    for (name, buffer) in buffers {
      try file.fill(buffer, with: name, shape: [buffer.count])
    }
    for (name, shape, buffer) in carried { try file.fill(buffer, with: name, shape: shape) }
    trainer.go(to: state, reopens: reopens, keepsStart: hasKept)
  }
}

extension Trainer {
  /// The names of the tensors of a checkpoint.
  enum TensorName {
    static let weights = "weights"
    static let kept = "kept"
    static let average = "average"
    static func epoch(_ index: Int) -> String { "epoch.\(index)" }
    static func optimizer(_ index: Int) -> String { "optimizer.\(index)" }
    static func carried(_ index: Int) -> String { "carried.\(index)" }
  }

  /// Where the run stands, with what the step counts.
  var presentState: TrainingState {
    var present = state
    present.passes = step.passes
    present.updates = step.updates
    present.optimizer = step.optimizer.numbers
    present.averaged = average?.count ?? 0
    present.averaging = epochAverage.flatMap { $0.epochs.isEmpty ? nil : $0.epochs }
    return present
  }

  /// The buffers that a checkpoint holds, by name.
  func buffers(keeping: Bool, averaged: Int) -> [(name: String, buffer: Buffer)] {
    // A run that has ended has its two sets of weights exchanged.
    var all = [(TensorName.weights, hasGivenBack ? kept : network.weights)]
    if keeping {
      kept.reserve(network.weights.count)
      all.append((TensorName.kept, hasGivenBack ? network.weights : kept))
    }
    if let average, averaged > 0 { all.append((TensorName.average, average.values)) }
    for (index, buffer) in (epochAverage?.weights ?? []).enumerated() {
      all.append((TensorName.epoch(index), buffer))
    }
    for (index, buffer) in step.optimizer.buffers.enumerated() {
      all.append((TensorName.optimizer(index), buffer))
    }
    return all
  }

  fileprivate var tensors: [Safetensors.Tensor] {
    buffers(keeping: keepsWeights, averaged: average?.count ?? 0).map {
      Safetensors.Tensor($0.name, shape: [$0.buffer.count], $0.buffer)
    }
      + carriedTensors(at: state).map { Safetensors.Tensor($0.name, shape: $0.shape, $0.buffer) }
  }

  /// What the batch after a place goes on from, with room for it.
  fileprivate func carriedTensors(
    at state: TrainingState
  ) -> [(name: String, shape: [Int], buffer: Buffer)] {
    let (states, rows) = carried(at: state)
    return states.enumerated().map { index, part in
      part.buffer.reserve(rows * part.columns)
      return (TensorName.carried(index), [rows, part.columns], part.buffer)
    }
  }

  /// Takes over a place whose tensors are there already.
  fileprivate func go(to state: TrainingState, reopens: Bool, keepsStart: Bool) {
    var place = state
    if reopens, state.end?.isFinal == true { place.reopened = state.epoch - 1 }
    if reopens || state.end?.isFinal == false { (place.end, place.mean) = (nil, nil) }
    if state.mean?.isKept == true, place.mean == nil,
      let own = epochAverage?.weights(of: state.keptEpoch)
    {
      // What was given back was the mean of several.
      kept.copy(from: own)
    }
    go(to: place, keepsStart: keepsStart)
    step.passes = state.passes
    step.updates = state.updates
    step.optimizer.numbers = state.optimizer
    average?.count = state.averaged
  }
}
