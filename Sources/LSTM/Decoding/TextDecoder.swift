// SPDX-License-Identifier: Apache-2.0

/// Writes texts with an encoder and a decoder: reads sources once, and goes on token by token with the texts
/// that are looked for, those of several sources side by side.
///
/// What is written of a source does not depend on the others, nor on how many there are.
struct TextDecoder {
  private let network: Network
  private let task: any Decoding
  private let options: SearchOptions
  /// The tokens that every text begins with.
  private let prefix: [Int32]
  private let mark: Int32
  /// Whether a token that is not known may be written, as it is copied from what was read.
  private let copiesUnknown: Bool

  init(_ network: Network, _ task: any Decoding, _ options: SearchOptions) {
    (self.network, self.task) = (network, task)
    var options = options
    // Where nothing is looked at nothing can be left out.
    if network.attention == nil { options.coverage = 0 }
    (options.beam, options.best) = (max(1, options.beam), max(1, options.best))
    self.options = options
    mark = task.transform.mark ?? 0
    copiesUnknown = network.copies && !task.transform.options.areSubwords
    prefix = task.transform.ids(options.prefix)
  }

  /// How many sources are read at once, at most.
  var sourcesAtOnce: Int { Self.sourcesAtOnce(options, network.model) }

  /// How many sources a model reads at once, at most: as many as keep the products of their hypotheses large,
  /// and the scores of their tokens in 16 MiB.
  static func sourcesAtOnce(_ options: SearchOptions, _ model: Model) -> Int {
    let rows = min(640, PassSize.rowsAtOnce(width: model.heads[0].shape.count))
    return max(1, rows / max(1, options.beam))
  }

  /// Writes the texts of the sources of a batch, in its order; nil when `shouldStop` says so on the way.
  func write(_ batch: Batch, shouldStop: () -> Bool) -> [[WrittenText]]? {
    let sources = batch.rows.count
    let tokens = [Int32](repeating: mark, count: sources)
    batch.feed(tokens, of: Array(0..<sources))
    network.encode(batch)
    let tokensAStep = network.tokensAStep
    var searches = batch.layout.lengths.map { length in
      SourceSearch(
        options, most: options.maxLength > 0 ? options.maxLength : task.bound.most(read: length),
        steps: (length + tokensAStep - 1) / tokensAStep, spell: spelling)
    }
    var rows = (0..<sources).map { Row(source: $0, place: 0) }
    var scores = network.decode(batch)
    while true {
      if shouldStop() { return nil }
      let (next, kept) = choose(scores, rows, &searches)
      guard !next.isEmpty else { break }
      network.keepDecoded(kept, of: rows.count)
      note(batch, kept, next, rows, &searches)
      rows = next
      batch.feed(
        rows.map { row in
          let own = searches[row.source].open[row.place].tokens
          return own[own.count - 1]
        }, of: rows.map(\.source))
      scores = network.decode(batch)
    }
    return searches.map(\.found)
  }

  /// How a text reads; a token that is copied stands for itself.
  private func spelling(_ text: Hypothesis) -> String {
    let copied = (text.origins.max() ?? -1) + 1
    return task.transform.text(
      WrittenText(tokens: text.tokens, score: 0, isCut: false, origins: text.origins),
      source: (0..<copied).map { "\u{0}\($0)" })
  }

  /// A row of the decoder: which hypothesis of which source it is.
  fileprivate struct Row {
    let source: Int
    let place: Int
  }

  /// Goes on by a token with all sources; the rows after that, and those that they come from.
  private func choose(
    _ scores: Matrix, _ rows: [Row], _ searches: inout [SourceSearch]
  ) -> (rows: [Row], kept: [Int]) {
    let choices = choices(scores, rows, searches)
    var (next, kept): ([Row], [Int]) = ([], [])
    var first = 0
    while first < rows.count {
      let source = rows[first].source
      let end = first + searches[source].open.count
      let origins = searches[source].take(choices[first..<end].flatMap { $0 }, ends: mark)
      for (place, origin) in origins.enumerated() {
        next.append(Row(source: source, place: place))
        kept.append(first + origin)
      }
      first = end
    }
    return (next, kept)
  }

  /// The best ways on of each row, which threads share.
  private func choices(
    _ scores: Matrix, _ rows: [Row], _ searches: [SourceSearch]
  ) -> [[SourceSearch.Choice]] {
    [[SourceSearch.Choice]](unsafeUninitializedCapacity: rows.count) { found, count in
      found.initialize(repeating: [])
      count = rows.count
      let parts = min(rows.count, 4 * network.compute.threads)
      network.compute.pool.run(
        parts,
        ChoiceWork(
          decoder: self, scores: scores, rows: rows, searches: searches, parts: parts, found: found)
      )
    }
  }

  /// The best tokens after a hypothesis.
  fileprivate func choices(
    _ scores: UnsafeMutablePointer<Float>, _ place: Int, _ search: SourceSearch
  ) -> [SourceSearch.Choice] {
    let own = search.open[place]
    let width = network.model.heads[0].shape.count
    if !network.decodesProbabilities { _ = network.compute.kernels.softmax(width, scores, 1) }
    let way = { (token: Int32) -> SourceSearch.Choice? in
      let probability = Double(scores[Int(token)])
      guard probability > 0 else { return nil }
      return SourceSearch.Choice(
        row: place, token: token, sum: own.sum + naturalLogarithm(probability))
    }
    if own.tokens.count < prefix.count { return [way(prefix[own.tokens.count])].compactMap { $0 } }
    // A text has something in it, and what nobody knows is only written where it is copied.
    if own.tokens.isEmpty { scores[Int(mark)] = 0 }
    if !copiesUnknown { scores[0] = 0 }
    for token in own.repeating(options.noRepeat) { scores[Int(token)] = 0 }
    guard search.mayGoOn else {
      var end = way(mark)
      end?.isCut = (0..<width).contains { scores[$0] > scores[Int(mark)] }
      return [end].compactMap { $0 }
    }
    var best = BestTokens(count: options.beam)
    for token in 0..<width where scores[token] > best.least {
      best.add(Int32(truncatingIfNeeded: token), scores[token])
    }
    return best.tokens.compactMap(way)
  }

  /// Notes what the rows looked at when their last tokens were chosen.
  private func note(
    _ batch: Batch, _ kept: [Int], _ next: [Row], _ before: [Row],
    _ searches: inout [SourceSearch]
  ) {
    guard let attention = network.attention else { return }
    var first = 0
    while first < next.count {
      let source = next[first].source
      searches[source].note { attention.weights(ofPlace: kept[first + $0], origin: source) }
      first += searches[source].open.count
    }
  }
}

/// The ways on of some rows: each part has rows of its own, and writes what it finds at their places.
private struct ChoiceWork: SharedWork {
  let decoder: TextDecoder
  let scores: Matrix
  let rows: [TextDecoder.Row]
  let searches: [SourceSearch]
  let parts: Int
  let found: UnsafeMutableBufferPointer<[SourceSearch.Choice]>

  func run(_ part: Int) {
    for at in Compute.part(part, of: parts, in: rows.count) {
      found[at] = decoder.choices(scores.row(at), rows[at].place, searches[rows[at].source])
    }
  }
}

/// The most probable of some tokens, the first of equals.
private struct BestTokens {
  private let count: Int
  private(set) var tokens: [Int32] = []
  private var probabilities: [Float] = []
  /// What another one must be above.
  private(set) var least: Float = 0

  init(count: Int) { self.count = count }

  /// Adds a token whose probability is above the least.
  mutating func add(_ token: Int32, _ probability: Float) {
    var place = tokens.count
    while place > 0, probabilities[place - 1] < probability { place -= 1 }
    tokens.insert(token, at: place)
    probabilities.insert(probability, at: place)
    guard tokens.count >= count else { return }
    if tokens.count > count {
      tokens.removeLast()
      probabilities.removeLast()
    }
    least = probabilities[count - 1]
  }
}
