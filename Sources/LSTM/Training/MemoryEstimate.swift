// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// What a model takes in memory, beside the program, its data, and what the threads of `Compute` work
/// in.
///
/// It is the same on every machine: panels count as those of the widest kernels there are.
public struct MemoryEstimate: Hashable, Sendable {
  /// Bytes while it is trained: weights, gradients, the optimizer's state, the weights to give back,
  /// and what passes over the largest batch need.
  public let training: Int
  /// Bytes while it only predicts.
  public let prediction: Int

  /// For training on some rows and watching others.
  ///
  /// - Parameters:
  ///   - examples: all rows.
  ///   - validRows: the rows to watch; without any, some batch of the training rows stands for what
  ///     is predicted.
  ///   - foreseesPrediction: whether prediction is wanted too, else 0 stands for it.
  public init(
    _ model: Model, _ examples: Examples, trainRows: [Int], validRows: [Int],
    options: TrainingOptions, foreseesPrediction: Bool = true
  ) {
    let weights = model.layout.count * MemoryLayout<Float>.stride
    let sizes = Trainer.sizes(model, examples, trainRows, validRows, options)
    let copies =
      3 + options.optimizer.copies(options.optimizerArguments)
      + (options.averages ? 1 : 0)
      // Those of the epochs, and their mean.
      + (options.averagedEpochs > 0 ? min(options.averagedEpochs, options.epochs) + 1 : 0)
    training = copies * weights + model.bytes(ofPasses: sizes)
    guard foreseesPrediction else {
      prediction = 0
      return
    }
    let predicted = validRows.isEmpty ? model.evaluationSize(examples, trainRows) : sizes[1]
    prediction = weights + model.bytes(ofPasses: [predicted])
  }

  /// The most memory that this process held at any time, in bytes: with the program, its data and
  /// what it has done before.
  public static var peakOfProcess: Int { cplatform_peak_memory() }
}
