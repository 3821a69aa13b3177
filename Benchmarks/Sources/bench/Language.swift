// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import LSTM

/// What both language models are told.
struct LanguageOptions: ParsableArguments {
  @Option(help: "Threads to use.") var threads = 1
  @Option(help: "Units of each layer.") var hidden = 200
  @Option(help: "Parallel streams.") var batch = 20
  @Option(help: "Steps of a batch.") var bptt = 20
  @Option(help: "Batches to train for; 0 for an epoch.") var steps = 0
  @Option(help: "Draw so many tokens instead of training.") var sample = 0
  @Option(help: "The folder with the data sets.") var data: String
}

/// A language model of words.
struct PTB: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ptb", abstract: "Words of the Penn Treebank: plain SGD, uniform weights.")

  @OptionGroup var options: LanguageOptions

  func run() throws {
    // A loss summed over the steps with rate 1: the mean with as many times the rate, clipped alike.
    let steps = Double(options.bptt)
    try measure(
      "ptb", options, try .words(options.data), embedding: options.hidden, uniform: 0.1,
      trainingOptions(SGD.entry, rate: steps, clip: 5 / steps))
  }
}

/// A language model of characters.
struct Characters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "characters", abstract: "Characters of Tiny Shakespeare: Adam.")

  @OptionGroup var options: LanguageOptions

  func run() throws {
    try measure(
      "characters", options, try .characters(options.data), embedding: 64, uniform: nil,
      trainingOptions(Adam.entry, rate: 2e-3, clip: 5))
  }
}

private func trainingOptions(
  _ optimizer: OptimizerEntry, rate: Double, clip: Double
) -> TrainingOptions {
  TrainingOptions(
    optimizer: optimizer,
    optimizerArguments: Arguments(["lr": .number(rate)], for: optimizer.arguments),
    settings: Arguments(["clip": .number(clip)], for: TrainingOptions.arguments), seed: 1)
}

/// Trains or samples, and reports it.
private func measure(
  _ work: String, _ options: LanguageOptions, _ stream: TokenStream, embedding: Int,
  uniform: Float?, _ training: TrainingOptions
) throws {
  let compute = Compute(threads: options.threads)
  let model = try LanguageModel(
    vocabulary: stream.vocabulary, embedding: embedding, hidden: options.hidden, compute: compute)
  if let uniform { model.drawUniformly(uniform) }
  let clock = ContinuousClock()
  let start = clock.now
  if options.sample > 0 {
    let tokens = model.sample(options.sample)
    let seconds = (clock.now - start) / .seconds(1)
    report([
      "work": work + "-sample", "hidden": options.hidden, "threads": options.threads,
      "tokens": tokens.count, "work_seconds": rounded(seconds),
      "rate": (Double(tokens.count) / seconds).rounded(),
      "peak_memory": MemoryEstimate.peakOfProcess,
    ])
  } else {
    let (loss, tokens) = model.train(
      stream, streams: options.batch, bptt: options.bptt, steps: options.steps, training)
    let seconds = (clock.now - start) / .seconds(1)
    report([
      "work": work, "hidden": options.hidden, "threads": options.threads, "tokens": tokens,
      "loss": rounded(loss), "weights": model.network.fingerprint.description,
      "work_seconds": rounded(seconds),
      "rate": (Double(tokens) / seconds).rounded(),
      "peak_memory": MemoryEstimate.peakOfProcess,
    ])
  }
}
