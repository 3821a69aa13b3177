// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// How many rows a pass takes when only its results count.
  fileprivate static let evaluationBatch = 128

  /// How many tokens it takes at most, unless a single row has more: what bounds the memory, of which
  /// the scores of many classes at each token take most.
  fileprivate var evaluationTokens: Int {
    let leading = heads[0]
    return leading.shape.places != .rows
      ? min(4096, PassSize.rowsAtOnce(width: leading.output.features)) : 4096
  }

  /// How the steps of a batch stand that have an answer each.
  fileprivate func answeredLayout(of batch: Batch) -> BatchLayout {
    // The other targets of steps have those of the leading axis or of a decoder.
    heads[0].shape.isTranscript
      ? batch.layouts[features.axis?.number ?? 0] : batch.answeredLayout
  }

  /// How large a pass over some rows is at most.
  func evaluationSize(_ examples: Examples, _ rows: [Int]) -> PassSize {
    guard examples.isStream else { return evaluationSize(examples.inputs, rows) }
    let steps = Network.streamSteps
    return PassSize(rows: 1, steps: steps, total: steps, isTraining: false)
  }

  fileprivate func evaluationSize(_ columns: [any Column], _ rows: [Int]) -> PassSize {
    PassSize(columns, rows: rows, batch: Self.evaluationBatch, isTraining: false)
      .limited(toTokens: evaluationTokens)
  }

  /// How large a pass is at most that reads some rows and looks for texts, each of which goes on by a token.
  func decodingSize(
    _ columns: [any Column], _ rows: [Int], _ search: SearchOptions
  ) -> PassSize {
    let sources = columns.filter { !$0.hasOwnSteps }
    let read = PassSize(
      sources, rows: rows,
      batch: min(Self.evaluationBatch, TextDecoder.sourcesAtOnce(search, self)), isTraining: false
    ).limited(toTokens: evaluationTokens)
    let texts = read.rows * max(1, search.beam)
    return PassSize(
      rows: texts, steps: read.steps, total: read.total, isTraining: false,
      spelled: read.spelled, fed: AxisSize(steps: 1, total: texts))
  }
}

extension Network {
  /// Throws unless there is memory for passes over some rows that only predict.
  ///
  /// To be asked before them, since the buffers that they reserve have no way to fail. What earlier
  /// passes have reserved is there already.
  ///
  /// - Parameter search: how texts are looked for, where some are written.
  public func requireMemory(
    for columns: [any Column], rows: [Int], writing search: SearchOptions? = nil
  ) throws(MemoryShortage) {
    try requireRoom(for: model.evaluationSize(columns, rows))
    if let search, model.handoverPlace != nil {
      try requireRoom(for: model.decodingSize(columns, rows, search))
    }
  }

  /// The same for the rows of data, which may be a stream.
  public func requireMemory(
    for examples: Examples, rows: [Int], writing search: SearchOptions? = nil
  ) throws(MemoryShortage) {
    try requireRoom(for: model.evaluationSize(examples, rows))
    if let search, model.handoverPlace != nil {
      try requireRoom(for: model.decodingSize(examples.inputs, rows, search))
    }
  }

  /// What the heads answer for rows of which nobody knows what is right, in the order of `rows`; nil
  /// when `shouldStop` says so on the way.
  ///
  /// - Parameter tasks: what each head means, in their order.
  public func answers(
    _ columns: [any Column], rows: [Int], for tasks: [any TargetTask],
    search: SearchOptions = SearchOptions(), language: SymbolLanguage? = nil,
    shouldStop: () -> Bool = { false }
  ) -> [any Answers]? {
    guard let task = tasks.first as? any Decoding else {
      return answers(
        columns, rows: rows, tasks, PrefixSearch(search, language), shouldStop
      ) { _ in [] }
    }
    var answers = TextAnswers(rows: rows.count)
    guard let written = write(columns, rows: rows, task, search, shouldStop) else { return nil }
    answers.written = written
    return [answers]
  }

  /// The texts that a decoder writes of rows, in their order; nil when `shouldStop` says so on the way.
  private func write(
    _ columns: [any Column], rows: [Int], _ task: any Decoding, _ search: SearchOptions,
    _ shouldStop: () -> Bool
  ) -> [[WrittenText]]? {
    var written = [[WrittenText]](repeating: [], count: rows.count)
    let decoder = TextDecoder(self, task, search)
    let sources = columns.filter { !$0.hasOwnSteps }
    var isStopped = false
    let shouldEnd = { isStopped || shouldStop() }
    let isDone = forEachBatch(of: sources, rows: rows, atMost: decoder.sourcesAtOnce, shouldEnd) {
      batch, places in
      guard let found = decoder.write(batch, shouldStop: shouldStop) else {
        isStopped = true
        return
      }
      for (place, texts) in zip(places, found) { written[place] = texts }
    }
    return isDone && !isStopped ? written : nil
  }

  /// Predicts rows for which is known what is right, and counts it.
  ///
  /// Nil when `shouldStop` says so on the way.
  ///
  /// - Parameters:
  ///   - examples: a target for each head, or for the leading one alone.
  ///   - options: what a language model may learn meanwhile.
  ///   - search: how texts are looked for, where they are to be written; nil where it is only measured how
  ///     well each token is predicted.
  public func evaluate(
    _ examples: Examples, rows: [Int], options: NextTokenOptions = NextTokenOptions(),
    writing search: SearchOptions? = nil, language: SymbolLanguage? = nil,
    shouldStop: () -> Bool = { false }
  ) -> Evaluation? {
    let targets = examples.targets
    if examples.isStream {
      return evaluateStreams(examples, rows, options, shouldStop).map { answers in
        Evaluation(rows: rows, parts: [Evaluation.Part(targets[0], answers, rows: rows)])
      }
    }
    let shapes = model.heads.map(\.shape)
    let aims = model.answers()
    let found = answers(
      examples.inputs, rows: rows, targets.map(\.task),
      PrefixSearch(search ?? .greedy, language), shouldStop
    ) { batch in
      examples.gather(batch, Array(shapes.prefix(targets.count)), into: aims)
      for (aim, shape) in zip(aims, shapes).dropFirst(targets.count) {
        aim.ids = [Int32](repeating: 0, count: batch.rows.count * shape.aimWidth)
      }
      for (aim, shape) in zip(aims, shapes) { aim.forgetChoices(from: shape) }
      return aims
    }
    guard var found else { return nil }
    if let search, let task = targets[0].task as? any Decoding, var texts = found[0] as? TextAnswers
    {
      guard let written = write(examples.inputs, rows: rows, task, search, shouldStop) else {
        return nil
      }
      texts.written = written
      found[0] = texts
    }
    return Evaluation(
      rows: rows, parts: zip(targets, found).map { Evaluation.Part($0, $1, rows: rows) })
  }

  /// What the heads answer for rows.
  ///
  /// - Parameter aims: what is right in a batch, a block for each head; none where nobody knows it.
  private func answers(
    _ columns: [any Column], rows: [Int], _ tasks: [any TargetTask], _ search: PrefixSearch,
    _ shouldStop: () -> Bool, aims: (Batch) -> [Block]
  ) -> [any Answers]? {
    let blocks = model.answers()
    var found = tasks.map { task in task.anyAnswers(rows: rows.count) }
    let chooses = found.contains { type(of: $0).needsChoices }
    var transcripts = [[WrittenText]](repeating: [], count: rows.count)
    let searches = tasks.first is any Transcribing && search.isNeeded
    let isDone = forEachBatch(of: columns, rows: rows, shouldStop) { batch, places in
      let aims = aims(batch)
      answer(batch, aims: aims, chooses: chooses, into: blocks)
      let layout = model.answeredLayout(of: batch)
      let own = layout.order.isEmpty ? places : layout.order.map { places[$0] }
      for index in found.indices {
        found[index].take(
          blocks[index], against: aims.isEmpty ? nil : aims[index], layout, at: own)
      }
      guard searches else { return }
      for (place, texts) in zip(own, look(search, blocks[0].values, layout)) {
        transcripts[place] = texts
      }
    }
    guard isDone else { return nil }
    if var own = found.first as? TranscriptAnswers {
      if searches { own.written = transcripts }
      own.spread(every: model.features.axis.map { model.steps(toOneOf: $0) } ?? 1) {
        columns[0].length(of: rows[$0])
      }
      found[0] = own
    }
    return found
  }

  /// The transcripts of the rows of a batch, which threads share.
  private func look(
    _ search: PrefixSearch, _ values: Matrix, _ layout: BatchLayout
  ) -> [[WrittenText]] {
    [[WrittenText]](unsafeUninitializedCapacity: layout.rows) { found, count in
      found.initialize(repeating: [])
      count = layout.rows
      let parts = search.canBeShared ? min(layout.rows, 4 * compute.threads) : 1
      search.holding {
        compute.pool.run(
          parts,
          PrefixSearchRows(
            search: search, values: values, layout: layout, parts: parts, found: found))
      }
    }
  }

  /// Cuts places, sorted by length, into passes of limited rows and tokens.
  private func chunks(of places: [Int], atMost rows: Int, lengths: (Int) -> Int) -> [[Int]] {
    let most = model.evaluationTokens
    var chunks: [[Int]] = []
    var tokens = 0
    for place in places {
      tokens += lengths(place)
      if let last = chunks.last, last.count < min(evaluationBatch, Model.evaluationBatch, rows),
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
    of columns: [any Column], rows: [Int], atMost most: Int = .max, _ shouldStop: () -> Bool,
    _ body: (_ batch: Batch, _ places: [Int]) -> Void
  ) -> Bool {
    var lengths: [Int] = []
    columns[0].lengths(of: rows[...], into: &lengths)
    // What a decoder reads takes room as well.
    var room = lengths
    let fed = columns.first(where: \.hasOwnSteps)
    if let fed {
      for (place, row) in rows.enumerated() { room[place] = max(room[place], fed.length(of: row)) }
    }
    let sorted = rows.indices.sorted { (room[$0], $0) < (room[$1], $1) }
    let batch = Batch(model.evaluationSize(columns, rows), for: model)
    return holdingWeights {
      for places in chunks(of: sorted, atMost: most, lengths: { room[$0] }) {
        if shouldStop() { return false }
        // Longest first, so that the batch keeps the order and place i is row i of it.
        var falling = Array(places.reversed())
        if fed != nil { falling.sort { (lengths[$1], $0) < (lengths[$0], $1) } }
        batch.fill(columns, rows: falling.map { rows[$0] }[...])
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
