// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// How many rows a pass takes when only its results count.
  fileprivate static let evaluationBatch = 128

  /// How many tokens it takes at most, unless a single row has more: what bounds the memory, of which
  /// the scores of many classes at each token take most.
  fileprivate var evaluationTokens: Int {
    let leading = heads[0]
    return leading.shape.places == .steps
      ? min(4096, PassSize.rowsAtOnce(width: leading.output.features, scores: 1 << 24)) : 4096
  }

  /// How large a pass over some rows is at most.
  func evaluationSize(_ examples: Examples, _ rows: [Int]) -> PassSize {
    guard examples.isStream else { return evaluationSize(examples.tokens, rows) }
    let steps = Network.streamSteps
    return PassSize(rows: 1, steps: steps, total: steps, isTraining: false)
  }

  fileprivate func evaluationSize(_ column: TokenColumn, _ rows: [Int]) -> PassSize {
    PassSize(column, rows: rows, batch: Self.evaluationBatch, isTraining: false)
      .limited(toTokens: evaluationTokens)
  }
}

extension Network {
  /// Throws unless there is memory for passes over some rows that only predict.
  ///
  /// To be asked before them, since the buffers that they reserve have no way to fail. What earlier
  /// passes have reserved is there already.
  public func requireMemory(for column: TokenColumn, rows: [Int]) throws(MemoryShortage) {
    try requireRoom(for: model.evaluationSize(column, rows))
  }

  /// The same for the rows of data, which may be a stream.
  public func requireMemory(for examples: Examples, rows: [Int]) throws(MemoryShortage) {
    try requireRoom(for: model.evaluationSize(examples, rows))
  }

  /// What the heads answer for rows of which nobody knows what is right, in the order of `rows`; nil
  /// when `shouldStop` says so on the way.
  public func answers(
    _ column: TokenColumn, rows: [Int], shouldStop: () -> Bool = { false }
  ) -> [HeadAnswers]? {
    answers(column, rows: rows, shouldStop) { _ in [] }
  }

  /// Predicts rows for which is known what they should say, and counts what is right.
  ///
  /// Nil when `shouldStop` says so on the way.
  ///
  /// - Parameter options: what a language model may learn meanwhile.
  public func evaluate(
    _ examples: Examples, rows: [Int], options: NextTokenOptions = NextTokenOptions(),
    shouldStop: () -> Bool = { false }
  ) -> Evaluation? {
    if model.task.kind == .next { return evaluateNext(examples, rows, options, shouldStop) }
    // A loaded model may be measured on data that has its leading target alone.
    let knowsAll = examples.others.count == model.heads.count - 1
    let shapes = model.heads.map(\.shape)
    let aims = model.answers()
    let found = answers(examples.tokens, rows: rows, shouldStop) { batch in
      examples.gather(batch, knowsAll ? shapes : [shapes[0]], into: aims)
      if !knowsAll {
        for (aim, shape) in zip(aims, shapes).dropFirst() {
          aim.ids = [Int32](repeating: 0, count: batch.rows.count * shape.aimWidth)
        }
      }
      for (aim, shape) in zip(aims, shapes) { aim.forgetChoices(from: shape) }
      return aims
    }
    guard let found, let leading = found.first else { return nil }
    return leading.evaluation(model.task, of: examples, rows: rows).with(
      zip(zip(model.heads, found).dropFirst(), examples.others).map { own, truth in
        own.1.classes(rows: rows, of: truth, named: own.0.target)
      })
  }

  /// What the heads answer for rows.
  ///
  /// - Parameter aims: what is right in a batch, a block for each head; none where nobody knows it.
  private func answers(
    _ column: TokenColumn, rows: [Int], _ shouldStop: () -> Bool, aims: (Batch) -> [Block]
  ) -> [HeadAnswers]? {
    let blocks = model.answers()
    var found = model.heads.map { HeadAnswers($0.shape, rows: rows.count) }
    let isDone = forEachBatch(of: column, rows: rows, shouldStop) { batch, places in
      answer(batch, aims: aims(batch), chooses: true, into: blocks)
      for index in found.indices { found[index].take(blocks[index], batch.layout, at: places) }
    }
    return isDone ? found : nil
  }

  /// Cuts places, sorted by length, into passes of limited rows and tokens.
  private func chunks(of places: [Int], lengths: (Int) -> Int) -> [[Int]] {
    let most = model.evaluationTokens
    var chunks: [[Int]] = []
    var tokens = 0
    for place in places {
      tokens += lengths(place)
      if let last = chunks.last, last.count < min(evaluationBatch, Model.evaluationBatch),
        tokens <= most
      {
        chunks[chunks.count - 1].append(place)
      } else {
        chunks.append([place])
        tokens = lengths(place)
      }
    }
    return chunks
  }

  /// Calls `body` with rows in batches of similar lengths, and with the place in `rows` of each row of
  /// the batch; false when `shouldStop` says so on the way.
  func forEachBatch(
    of column: TokenColumn, rows: [Int], _ shouldStop: () -> Bool,
    _ body: (_ batch: Batch, _ places: [Int]) -> Void
  ) -> Bool {
    let sorted = rows.indices.sorted {
      (column.length(of: rows[$0]), $0) < (column.length(of: rows[$1]), $1)
    }
    var batch = Batch(model.evaluationSize(column, rows))
    return holdingWeights {
      for places in chunks(of: sorted, lengths: { column.length(of: rows[$0]) }) {
        if shouldStop() { return false }
        // Longest first, so that the batch keeps the order and place i is row i of it.
        let falling = Array(places.reversed())
        batch.fill(column, rows: falling.map { rows[$0] }[...])
        body(batch, falling)
      }
      return true
    }
  }
}

extension Block {
  /// Puts the first choice in the place of those that no training row has, which cannot be predicted;
  /// their losses are not counted.
  fileprivate func forgetChoices(from shape: TargetShape) {
    guard case .choice(let count) = shape.values else { return }
    for at in ids.indices where ids[at] >= count { ids[at] = 0 }
  }
}
