// SPDX-License-Identifier: Apache-2.0

/// A model with weights that nobody changes, and the tasks that its heads answer: what several threads
/// may predict with at once, each with a worker of its own.
///
///     let predictor = Predictor(network, for: tasks)
///     let worker = predictor.worker()  // one a thread
///     let answers = try worker.answers([column], rows: [0, 1])
public final class Predictor: Sendable {
  /// What it computes.
  public let model: Model
  /// What the heads answer, the leading one first.
  public let tasks: [any TargetTask]
  /// Never written.
  private let weights: Buffer

  /// A predictor with the weights that a network has now; what the network learns later is not in it.
  public init(_ network: Network, for tasks: [any TargetTask]) {
    model = network.model
    self.tasks = tasks
    weights = Buffer(count: model.layout.count)
    weights.copy(from: network.weights)
  }

  /// What one thread predicts with: it has room for passes of its own and shares the weights.
  ///
  /// - Parameter compute: what computes; that of another worker only where both are of one thread.
  public func worker(on compute: Compute = Compute(threads: 1)) -> PredictionWorker {
    PredictionWorker(network(on: compute), for: tasks)
  }

  /// A network that shares the weights, which it does not change.
  func network(on compute: Compute = Compute(threads: 1)) -> Network {
    Network(model, sharing: weights, compute: compute)
  }
}

/// What one thread predicts rows with.
///
/// The answers to a row do not depend on the others, nor on the number of threads, bit for bit.
public final class PredictionWorker {
  private let network: Network
  private let tasks: [any TargetTask]

  /// A worker over a network that the same thread may train meanwhile.
  public init(_ network: Network, for tasks: [any TargetTask]) {
    self.network = network
    self.tasks = tasks
  }

  /// The answers of each head to some rows, in their order; nil when `shouldStop` says so on the way.
  ///
  /// Throws before anything is computed when there is no memory for it.
  ///
  /// - Parameters:
  ///   - columns: what the model reads, the leading input first.
  ///   - rows: the rows of these columns.
  ///   - search: how texts are looked for, where some are written; language: what transcripts are like.
  public func answers(
    _ columns: [any Column], rows: [Int], search: SearchOptions = SearchOptions(),
    language: SymbolLanguage? = nil, shouldStop: () -> Bool = { false }
  ) throws(MemoryShortage) -> [any Answers]? {
    try network.requireMemory(
      for: columns, rows: rows, writing: tasks.first is any Decoding ? search : nil)
    return network.answers(
      columns, rows: rows, for: tasks, search: search, language: language, shouldStop: shouldStop)
  }
}
