// SPDX-License-Identifier: Apache-2.0

/// The gradients of the mean loss of one batch, parameter by parameter.
public struct BatchGradients: Sendable {
  /// The parameters that learn, in their order, with a number for each of theirs.
  public let parameters: [(name: String, values: [Float])]
  /// The mean loss of the batch.
  public let loss: Double
  /// How many rows, or tokens of a stream, the batch has.
  public let items: Int

  /// Those of the first batch of an epoch, without dropout and before anything is clipped.
  ///
  /// Rows that training cuts into pieces are read as it reads them; the gradients are those of the last
  /// piece. The network goes on as if nobody had looked.
  ///
  /// - Parameters:
  ///   - examples: all rows of the data.
  ///   - rows: those to learn from, at least one.
  ///   - options: how batches are made, and which parameters learn.
  public init(_ network: Network, _ examples: Examples, rows: [Int], options: TrainingOptions) {
    let own = network.withWeightsOnly()
    let rows = own.model.fittingRows(of: examples, rows)
    let options = options.watching(examples.targets)
    if !options.frozen.isEmpty { own.train { options.trains($0, inEpoch: 1) } }
    var batches = examples.batches(of: rows, shapes: own.model.heads.map(\.shape), options)
    batches.begin(epoch: 1, own.compute.pool)
    let batch = Batch(batches.size, for: own.model)
    let aims = own.model.aims(batches.size)
    let pieces = batches.pieces(at: 0)
    items = batches.items(in: 1)
    if pieces > 1 { own.forgetState(rows: items) }
    for piece in 0..<pieces - 1 {
      batches.fill(batch, aims, at: 0, piece: piece)
      own.read(batch, state: .goOn)
    }
    batches.fill(batch, aims, at: 0, piece: pieces - 1)
    let losses = own.train(
      batch, aims: aims, dropout: nil, step: 0,
      state: pieces > 1 ? .goOn : batches.state(at: 0),
      emphasis: options.emphasis(of: examples.targets[0], rows: rows))
    loss = losses.mean
    parameters = own.model.layout.slots.compactMap { slot in
      guard !slot.spec.isFrozen, options.trains(slot, inEpoch: 1) else { return nil }
      return (
        slot.name,
        Array(
          UnsafeBufferPointer(
            start: own.gradients.values.base + slot.offset, count: slot.spec.count))
      )
    }
  }
}
