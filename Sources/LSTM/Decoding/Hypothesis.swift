// SPDX-License-Identifier: Apache-2.0

/// A text under way in a search.
struct Hypothesis {
  /// What it has so far.
  var tokens: [Int32] = []
  /// The sum of the logarithms of the probabilities of its tokens, the end included.
  var sum = 0.0
  /// How many tokens that counts.
  var count = 0
  /// For each token the step of the source that it looked at most.
  var origins: [Int32] = []
  /// How much each step of the source was looked at; empty where that does not count.
  var coverage: [Float] = []
  /// Whether it ended for want of room.
  var isCut = false

  /// What texts of different lengths are compared by.
  func score(_ options: SearchOptions) -> Double {
    sum / Self.norm(count, options) + penalty(options)
  }

  /// The best score that it can come to with so many tokens: no token makes its sum larger.
  func bound(most: Int, _ options: SearchOptions) -> Double {
    max(sum / Self.norm(most, options), sum / Self.norm(count, options))
  }

  private static func norm(_ count: Int, _ options: SearchOptions) -> Double {
    if options.lengthPenalty == 1 { return Double(max(count, 1)) }
    return exponential(options.lengthPenalty * naturalLogarithm(Double(max(count, 1))))
  }

  /// β·Σ ln min(Σ a, 1) over the steps of the source (Wu and others 2016).
  private func penalty(_ options: SearchOptions) -> Double {
    guard options.coverage > 0 else { return 0 }
    return options.coverage
      * coverage.reduce(0.0) { $0 + naturalLogarithm(Double(max(min($1, 1), 1e-6))) }
  }

  /// The tokens that would make a run of so many stand twice.
  func repeating(_ length: Int) -> Set<Int32> {
    guard length > 0, tokens.count >= length - 1 else { return [] }
    let last = tokens.suffix(length - 1)
    var found: Set<Int32> = []
    for start in 0..<max(0, tokens.count - length + 1)
    where tokens[start..<start + length - 1] == last {
      found.insert(tokens[start + length - 1])
    }
    return found
  }
}

/// The search for the text of one source.
struct SourceSearch {
  private let options: SearchOptions
  /// The most tokens of a text, its end included.
  private let most: Int
  private(set) var open: [Hypothesis]
  private var done: [(text: Hypothesis, spelling: String)] = []
  /// How a text reads; nil where only one is wanted.
  private let spell: ((Hypothesis) -> String)?

  /// - Parameters:
  ///   - most: the most tokens of a text, without its end.
  ///   - steps: those that are looked at, where it counts which are.
  ///   - spell: how a text reads, of which several are not to read the same.
  init(
    _ options: SearchOptions, most: Int, steps: Int, spell: @escaping (Hypothesis) -> String
  ) {
    self.options = options
    self.most = most + 1
    self.spell = options.best > 1 ? spell : nil
    var first = Hypothesis()
    if options.coverage > 0 { first.coverage = [Float](repeating: 0, count: steps) }
    open = [first]
  }

  /// A way on: which hypothesis, by which token, and the sum of the logarithms then.
  struct Choice {
    let row: Int
    let token: Int32
    let sum: Double
    /// Whether it is an end for want of room, where another token is more probable.
    var isCut = false
  }

  /// Goes on by the best of some choices; returns the hypotheses that the open ones come from, in their order.
  ///
  /// A text that ends keeps its place: the search is narrower by one from then on, and over when all have
  /// ended, as in Nematus and Marian.
  ///
  /// - Parameter ends: the token that ends a text.
  mutating func take(_ choices: [Choice], ends: Int32) -> [Int] {
    let sorted = choices.sorted { ($1.sum, $0.row, $0.token) < ($0.sum, $1.row, $1.token) }
    var (kept, origins): ([Hypothesis], [Int]) = ([], [])
    if choices.isEmpty, done.isEmpty { for text in open { finish(text) } }
    for choice in sorted.prefix(options.beam - done.count) {
      var next = open[choice.row]
      next.sum = choice.sum
      next.count += 1
      if choice.token == ends {
        next.isCut = choice.isCut
        finish(next)
      } else {
        next.tokens.append(choice.token)
        kept.append(next)
        origins.append(choice.row)
      }
    }
    open = kept
    if isSettled { (open, origins) = ([], []) }
    return origins
  }

  private mutating func finish(_ text: Hypothesis) {
    done.append((text, spell?(text) ?? ""))
  }

  /// Whether no open hypothesis can become one of those that are wanted.
  private var isSettled: Bool {
    guard done.count >= options.best, let last = ranked.dropFirst(options.best - 1).first,
      let best = open.map({ $0.bound(most: most, options) }).max()
    else { return false }
    return last.score >= best
  }

  /// The texts that have ended, the best first; of those that read the same the best alone.
  private var ranked: [(text: Hypothesis, score: Double)] {
    var seen: Set<String> = []
    return done.map { (text: $0.text, spelling: $0.spelling, score: $0.text.score(options)) }
      .enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .filter { spell == nil || seen.insert($0.element.spelling).inserted }
      .map { ($0.element.text, $0.element.score) }
  }

  /// Notes what the tokens that were written last looked at, a row each.
  mutating func note(_ weights: (Int) -> [Float]) {
    for row in open.indices {
      let seen = weights(row)
      guard !seen.isEmpty else { continue }
      var first = 0
      for at in seen.indices where seen[at] > seen[first] { first = at }
      open[row].origins.append(Int32(truncatingIfNeeded: first))
      guard options.coverage > 0 else { continue }
      for at in seen.indices { open[row].coverage[at] += seen[at] }
    }
  }

  /// How many tokens the open hypotheses have, the same all.
  var length: Int { open.first?.tokens.count ?? 0 }
  /// Whether they may have another one beside the end.
  var mayGoOn: Bool { length < most - 1 }

  /// The texts that were found, the best first.
  var found: [WrittenText] {
    ranked.prefix(options.best).map {
      WrittenText(
        tokens: $0.text.tokens, score: $0.score, isCut: $0.text.isCut, origins: $0.text.origins)
    }
  }
}
