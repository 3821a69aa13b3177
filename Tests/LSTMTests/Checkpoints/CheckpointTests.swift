// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct CheckpointTests {
  private let data = TinyData("checkpoints", lengths: (0..<30).map { $0 % 5 + 1 }, classes: 3)
  private let train = Array(0..<20)
  private let valid = Array(20..<30)

  /// Settings that have state of their own, each.
  static let settings: [[String: ArgumentValue]] = [
    [:], ["average": .word("ema"), "ema_decay": .number(0.9)], ["average": .word("mean")],
    ["accumulate": .integer(2)], ["noise": .number(0.1)], ["patience": .integer(2)],
    ["warmup": .number(1.5)], ["freeze": .words(["embed"]), "unfreeze": .integer(2)],
    ["class_weights": .word("auto"), "label_smoothing": .number(0.1)], ["keep": .word("last")],
  ]

  /// A run that is written, thrown away and read again after every step ends with the same bits.
  @Test(arguments: settings.indices, OptimizerCatalog.entries.indices)
  func goingOnFromAnyStepGivesTheSameBits(setting: Int, optimizer: Int) throws {
    let options = options(setting, optimizer)
    #expect(try BrokenOffRun { try trainer(options) }.turns > 3)
  }

  /// The learning-rate finder gives back what it began with, also when it was taken up again; a
  /// plateau looks at epochs from before.
  @Test(arguments: ["range_test", "plateau"])
  func schedulesThatLookBackGoOnAsWell(name: String) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let entry = try #require(ScheduleCatalog.entry(name))
    let arguments: [String: ArgumentValue] =
      name == "plateau" ? ["wait": .integer(0)] : ["low": .number(1), "high": .number(1e9)]
    let options = TrainingOptions(
      optimizer: SGD.entry,
      optimizerArguments: Arguments(["lr": .number(0.1)], for: SGD.entry.arguments),
      schedule: entry, scheduleArguments: Arguments(arguments, for: entry.arguments),
      settings: Arguments(
        [
          "epochs": .integer(name == "plateau" ? 6 : 1), "clip": .number(0),
          "batch": .integer(name == "plateau" ? 6 : 1), "by": .word("accuracy"),
        ], for: TrainingOptions.arguments), seed: 1)
    let (whole, result) = try run(options)
    #expect(result.keptEpoch == 0 || name == "plateau")
    #expect(result.probes.count > 4 || name == "plateau")
    let path = folder + "/run"
    var ended: (network: Network, result: TrainingResult)?
    for turn in 0..<100 where ended == nil {
      let trainer = try trainer(options)
      if turn > 0 {
        // What a caller has done to the weights in between does not matter.
        trainer.network.weights.base[0] += 1
        try Checkpoint(path, key: "").restore(trainer, reopens: false)
      }
      var steps = 0
      let part = trainer.run(
        shouldStop: {
          steps += 1
          return steps > 1 ? .interrupted : nil
        }, onBatch: { _ in }, onEpoch: { _ in })
      try Checkpoint.write(trainer, key: "", to: path)
      if part.end.isFinal {
        ended = try Checkpoint(path, key: "").outcome(of: model(), compute: Compute(threads: 1))
      }
    }
    let saved = try #require(ended)
    #expect(saved.result.probes == result.probes && saved.result.epochs == result.epochs)
    expectSameBits(saved.network.weights.contents, whole.weights.contents, "weights")
    if name == "range_test" {
      let start = Network(try model(), seed: 3, compute: Compute(threads: 1))
      expectSameBits(whole.weights.contents, start.weights.contents, "start")
    }
  }

  @Test func aRunGoesOnBehindItsEnd() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let long = options(0, 0)
    let short = long.setting("epochs", to: .integer(2))
    let first = try trainer(short)
    _ = first.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    try Checkpoint.write(first, key: "", to: folder + "/run")
    let second = try trainer(long)
    try Checkpoint(folder + "/run", key: "").restore(second, reopens: true)
    let result = second.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    let (whole, expected) = try run(long)
    #expect(result.epochs == expected.epochs)
    expectSameBits(second.network.weights.contents, whole.weights.contents, "weights")
  }

  @Test func whatIsDamagedOrAnotherRunIsRefused() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/run"
    let trainer = try trainer(options(0, 0))
    _ = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    try Checkpoint.write(trainer, key: "this", to: path)
    #expect(throws: ModelFileError.self) { try Checkpoint(path, key: "other") }
    let bytes = try FileReader.bytes(of: path)
    _ = try Checkpoint(path, key: "this")
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300)) {
      var damaged = bytes
      damaged[place] ^= 0x11
      try FileWriter.write(damaged, to: path)
      #expect(throws: (any Error).self, "byte \(place)") { try Checkpoint(path, key: "this") }
      try FileWriter.write(Array(bytes.prefix(place)), to: path)
      #expect(throws: (any Error).self, "cut at \(place)") { try Checkpoint(path, key: "this") }
    }
  }

  /// What a file of the right checksum may claim, and no run has.
  static let impossible: [(old: String, new: String)] = [
    (#""batch":1,"#, #""batch":-1,"#), (#""batch":1,"#, #""batch":9223372036854775807,"#),
    (#""batch":1,"#, #""batch":5,"#), (#""batch":1,"#, #""batch":2,"#),
    (#""epoch":2,"epochs""#, #""epoch":-9223372036854775808,"epochs""#),
    (#""epoch":2,"epochs""#, #""epoch":9223372036854775807,"epochs""#),
    (#""epoch":2,"epochs""#, #""epoch":1,"epochs""#), (#""rows":6,"#, #""rows":-6,"#),
    (#""rows":6,"#, #""rows":0,"#), (#""rows":6,"#, #""rows":7,"#),
    (#""keptEpoch":1,"#, #""keptEpoch":2,"#), (#""keptEpoch":1,"#, #""keptEpoch":-1,"#),
    (#""reopened":0,"#, #""reopened":-9223372036854775808,"#),
    (#""updates":5"#, #""updates":9223372036854775807"#), (#""updates":5"#, #""updates":-1"#),
    (#""averaged":0,"#, #""averaged":6,"#), (#""averaged":0,"#, #""averaged":-1,"#),
    (#""best":{"epoch":1"#, #""best":{"epoch":2"#), (#""passes":5,"#, #""passes":-1,"#),
    (#""isBest":true"#, #""isBest":1"#), (#""probes":[]"#, #""probes":[{}]"#),
    (#""interrupted":{"batch":1,"epoch":2}"#, #""interrupted":{"batch":1,"epoch":-2}"#),
    (#""interrupted":{"batch":1,"epoch":2}"#, #""interrupted":{"batch":-1,"epoch":2}"#),
    (
      #""interrupted":{"batch":1,"epoch":2}"#,
      #""diverged":{"batch":1,"epoch":2,"rows":[-1]}"#
    ),
    (
      #""interrupted":{"batch":1,"epoch":2}"#,
      #""diverged":{"batch":1,"epoch":2,"rows":[1000]}"#
    ),
  ]

  @Test(arguments: impossible.indices)
  func aStateThatNoRunHasIsRefused(index: Int) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/run"
    let trainer = try trainer(options(0, 0))
    var steps = 0
    _ = trainer.run(
      shouldStop: {
        steps += 1
        return trainer.place == (2, 1) ? .interrupted : nil
      }, onBatch: { _ in }, onEpoch: { _ in })
    try Checkpoint.write(trainer, key: "", to: path)
    let (old, new) = Self.impossible[index]
    let bytes = try FileReader.bytes(of: path)
    var metadata = try #require(Safetensors.metadata(in: bytes))
    let state = try #require(metadata["state"])
    let tensors = trainer.buffers(keeping: true, averaged: 0).map {
      Safetensors.Tensor($0.name, shape: [$0.buffer.count], $0.buffer)
    }
    let wrong = state.replacingOccurrences(of: old, with: new)
    for (text, isRight) in [(state, true), (wrong, false)] {
      #expect((text == state) == isRight, "\(old) in \(state)")
      metadata["state"] = text
      metadata["checksum"] = Safetensors.checksum(text, tensors)
      var changed: [UInt8] = []
      _ = try Safetensors.write(metadata: metadata, tensors: tensors) {
        changed.append(contentsOf: $0)
        return true
      }
      try FileWriter.write(changed, to: path)
      let fresh = try self.trainer(options(0, 0))
      if isRight {
        try Checkpoint(path, key: "").restore(fresh, reopens: false)
      } else {
        #expect(throws: ModelFileError.self, "\(new)") {
          try Checkpoint(path, key: "").restore(fresh, reopens: false)
        }
        #expect(fresh.place == (1, 0))
      }
    }
  }

  @Test func aTrainerThatRefusesARunIsAsItWas() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/run"
    let sgd = try #require(OptimizerCatalog.entries.firstIndex { $0.name == "sgd" })
    let trainer = try trainer(options(0, sgd))
    _ = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    try Checkpoint.write(trainer, key: "", to: path)
    // Adam wants tensors that sgd does not have.
    let other = try self.trainer(options(0, 0))
    let before = other.network.weights.contents
    #expect(throws: ModelFileError.self) {
      try Checkpoint(path, key: "").restore(other, reopens: false)
    }
    expectSameBits(other.network.weights.contents, before, "weights")
    #expect(other.place == (1, 0))
  }

  @Test func aTitleIsFoundInAHeaderOfAnyLength() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/run"
    let trainer = try trainer(options(0, 0))
    for length in [0, 1 << 16, 3 << 20] {
      try Checkpoint.write(
        trainer, key: String(repeating: "k", count: length), title: "what it is", to: path)
      #expect(Checkpoint.title(of: path) == "what it is")
    }
    for claimed: [UInt8] in [
      [], [1], [0, 0, 0, 0, 0, 0, 0, 0], [255, 255, 255, 15, 0, 0, 0, 0],
      [255, 255, 255, 255, 255, 255, 0, 0], [255, 255, 255, 255, 255, 255, 255, 255],
    ] {
      try FileWriter.write(claimed, to: path)
      #expect(Checkpoint.title(of: path) == nil)
    }
  }

  private func options(_ setting: Int, _ optimizer: Int) -> TrainingOptions {
    let base: [String: ArgumentValue] = ["epochs": .integer(4), "batch": .integer(6)]
    return trainingOptions(
      base.merging(Self.settings[setting]) { $1 },
      optimizer: OptimizerCatalog.entries[optimizer], ["lr": .number(0.01)])
  }

  private func model() throws -> Model {
    try Model(
      [
        stackElement("embed", 5), stackElement("lstm", 4, ["dropout": .number(0.2)]),
        stackElement("output"),
      ], input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
  }

  private func trainer(_ options: TrainingOptions) throws -> Trainer {
    Trainer(
      Network(try model(), seed: 3, compute: Compute(threads: 1)), data.examples,
      trainRows: train, validRows: valid, options: options)
  }

  private func run(_ options: TrainingOptions) throws -> (Network, TrainingResult) {
    let trainer = try trainer(options)
    let result = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    return (trainer.network, result)
  }

  private func folder() throws -> String {
    let folder = NSTemporaryDirectory() + "lstm-checkpoints-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}
