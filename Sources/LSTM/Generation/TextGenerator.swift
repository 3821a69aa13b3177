// SPDX-License-Identifier: Apache-2.0

/// Writes text with a language model, token by token.
public struct TextGenerator {
  /// What a text is to be like.
  public struct Request: Sendable {
    /// How each token is chosen.
    public var sampling = SamplingOptions()
    /// How many tokens are written at most.
    public var length = 200
    /// The text that ends it, itself left out; empty for none.
    public var stop = ""
    /// The form that the text has, the primer included; nil for any.
    public var template: TextTemplate?
    /// Where its randomness starts.
    public var seed: UInt64 = 0

    /// A request with defaults.
    public init() {}
  }

  private let network: Network
  private let transform: TextTransform

  /// A generator.
  ///
  /// The network's target is the next token. A single row is too little for several threads: one reads
  /// it.
  public init(_ network: Network, _ transform: TextTransform) {
    let alone = Compute(threads: 1)
    self.network = network.compute.threads > 1 ? network.withWeightsOnly(on: alone) : network
    self.transform = transform
  }

  /// Writes a text after a primer.
  ///
  /// - Parameters:
  ///   - index: which of several texts from one seed it is.
  ///   - put: takes the text piece by piece, the primer left out; false to stop.
  public func write(
    _ primer: String, _ request: Request, index: Int = 0, put: (String) -> Bool
  ) {
    network.holdingWeights {
      if request.sampling.beam > 1 {
        search(primer, request, put)
      } else {
        draw(primer, request, index, put)
      }
    }
  }

  // MARK: Tokens

  private var mark: Int32? { transform.mark }

  /// What is read first: the mark where texts begin with one, and the primer.
  ///
  /// A stream that nothing is said of begins after a line end, or after its most frequent token.
  private func opening(_ primer: String) -> [Int32] {
    let tokens = (mark.map { [$0] } ?? []) + transform.ids(primer)
    guard tokens.isEmpty else { return tokens }
    let lineEnd = transform.vocabulary.encode(LineEnd.token)
    return [lineEnd > 0 ? lineEnd : min(1, Int32(transform.vocabulary.count - 1))]
  }

  /// What may stand at a place that is written.
  private enum Choice {
    /// Any token that was known in training.
    case any
    /// Any but punctuation and white space.
    case word
    case only(Int32)
  }

  /// What may stand at the places after the primer; nil after the end of the template.
  private func choices(_ primer: String, _ request: Request) -> (Int) -> Choice? {
    guard let template = request.template else { return { _ in .any } }
    let read = transform.ids(primer).count
    return { place in
      guard read + place < template.count else { return nil }
      switch template.places[read + place] {
      case .open: return .word
      case .fixed(let token): return .only(token)
      }
    }
  }

  /// Whether each token may stand where a choice is had.
  private func isAllowed(_ request: Request) -> (Choice, Int) -> Bool {
    let words = request.template == nil ? [] : (0..<classes).map(transform.isWord)
    return { choice, token in
      switch choice {
      case .any: token != 0
      case .word: words[token]
      case .only(let wanted): token == wanted
      }
    }
  }

  private var classes: Int { network.model.heads[0].shape.count }

  // MARK: Drawing

  private func draw(
    _ primer: String, _ request: Request, _ index: Int, _ put: (String) -> Bool
  ) {
    let start = opening(primer)
    let reader = StepReader(network)
    var sampler = TokenSampler(
      request.sampling, seed: request.seed, index: index, network.compute)
    for token in start where token != mark { sampler.note(token) }
    var writer = TextWriter(primer, transform, stop: request.stop)
    let (choice, isAllowed) = (choices(primer, request), isAllowed(request))
    var scores = reader.begin(start)
    for place in 0..<request.length {
      guard let choice = choice(place) else { break }
      let token: Int32
      if case .only(let wanted) = choice {
        token = wanted
      } else if let drawn = sampler.draw(
        scores, count: classes, isAllowed: { isAllowed(choice, $0) })
      {
        token = drawn
      } else {
        return
      }
      if token == mark { break }
      sampler.note(token)
      guard writer.add(token, put) else { return }
      scores = UnsafePointer(reader.step([token]).row(0))
    }
    writer.finish(put)
  }

  // MARK: Searching

  /// A text under way.
  private struct Candidate {
    var tokens: [Int32] = []
    /// What has become of the tokens so far.
    var writer: TextWriter
    /// The sum of the logarithms of the probabilities of what was chosen, the end of the text included.
    var score = 0.0
    var choices = 0

    /// What texts of different lengths are compared by.
    var mean: Double { score / Double(max(choices, 1)) }
  }

  /// Looks for the text with the highest mean logarithm of the probabilities of its tokens, with some
  /// side by side (beam search).
  private func search(_ primer: String, _ request: Request, _ put: (String) -> Bool) {
    let reader = StepReader(network)
    let width = request.sampling.beam
    let (choice, isAllowed) = (choices(primer, request), isAllowed(request))
    let beginning = TextWriter(primer, transform, stop: request.stop)
    var open = [Candidate(writer: beginning)]
    var done: [Candidate] = []
    var rows = Matrix(
      base: UnsafeMutablePointer(mutating: reader.begin(opening(primer))), rows: 1,
      columns: classes, stride: classes)
    for place in 0..<request.length {
      // Nothing to show before the end, but somebody may want to stop.
      guard put("") else { return }
      guard let choice = choice(place) else { break }
      var next: [(row: Int, token: Int32, score: Double)] = []
      for row in open.indices {
        next += best(rows.row(row), width) { isAllowed(choice, $0) }
          .map { (row, $0.token, open[row].score + $0.logarithm) }
      }
      next.sort { ($1.score, $0.row, $0.token) < ($0.score, $1.row, $1.token) }
      var kept: [(row: Int, candidate: Candidate)] = []
      for (row, token, score) in next where kept.count < width {
        var candidate = open[row]
        candidate.score = score
        candidate.choices += 1
        if token == mark {
          done.append(candidate)
          continue
        }
        candidate.tokens.append(token)
        if candidate.writer.add(token, { _ in true }) {
          kept.append((row, candidate))
        } else {
          done.append(candidate)
        }
      }
      open = kept.map(\.candidate)
      guard !open.isEmpty, done.count < width else { break }
      reader.keep(kept.map(\.row))
      rows = reader.step(open.map { $0.tokens[$0.tokens.count - 1] })
    }
    guard let best = (done + open).max(by: { $0.mean < $1.mean }) else { return }
    var writer = beginning
    for token in best.tokens where !writer.add(token, put) { return }
    writer.finish(put)
  }

  /// The most probable tokens at a place, with the logarithms of their probabilities.
  private func best(
    _ scores: UnsafePointer<Float>, _ width: Int, _ isAllowed: (Int) -> Bool
  ) -> [(token: Int32, logarithm: Double)] {
    var highest = -Float.infinity
    for token in 0..<classes { highest = max(highest, scores[token]) }
    var sum = 0.0
    for token in 0..<classes { sum += exponential(Double(scores[token] - highest)) }
    let base = Double(highest) + naturalLogarithm(sum)
    let allowed = (0..<classes).filter(isAllowed).sorted {
      (scores[$1], $0) < (scores[$0], $1)
    }
    return allowed.prefix(width).map {
      (Int32(truncatingIfNeeded: $0), Double(scores[$0]) - base)
    }
  }
}

/// Turns tokens into text as they come, and ends at a stop text, of which nothing is shown.
private struct TextWriter {
  private let vocabulary: Vocabulary
  private var joiner: TokenJoiner
  private let stop: String
  /// What may be the beginning of the stop text.
  private var held = ""

  init(_ primer: String, _ transform: TextTransform, stop: String) {
    vocabulary = transform.vocabulary
    joiner = TokenJoiner(transform.options)
    self.stop = stop
    for token in transform.tokens(in: primer) { _ = joiner.add(token) }
  }

  /// Adds a token; false when the text ends here.
  mutating func add(_ token: Int32, _ put: (String) -> Bool) -> Bool {
    held += joiner.add(vocabulary.decode(token))
    guard !stop.isEmpty else { return flush(put) }
    if let found = held.firstRange(of: stop) {
      _ = put(String(held[..<found.lowerBound]))
      held = ""
      return false
    }
    // What cannot become the stop text any more is shown.
    let most = min(stop.count - 1, held.count)
    let hidden = (0...most).last { held.hasSuffix(stop.prefix($0)) } ?? 0
    let shown = held.dropLast(hidden)
    guard !shown.isEmpty else { return put("") }
    let isWanted = put(String(shown))
    held = String(held.suffix(hidden))
    return isWanted
  }

  /// Shows what was held back.
  mutating func finish(_ put: (String) -> Bool) {
    held += joiner.finish()
    _ = flush(put)
  }

  private mutating func flush(_ put: (String) -> Bool) -> Bool {
    defer { held = "" }
    return put(held)
  }
}
