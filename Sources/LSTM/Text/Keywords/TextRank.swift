// SPDX-License-Identifier: Apache-2.0

/// Keywords of a text by itself (Mihalcea and Tarau 2004): words are the nodes of a graph, and each is
/// as important as the words that it stands near to.
public struct TextRank: Hashable, Sendable {
  /// How many tokens a window has; words in one window are neighbours.
  public var window: Int
  /// The share of a word's weight that comes from its neighbours.
  public var damping: Double
  /// The largest number of rounds.
  public var rounds: Int
  /// The change of a weight below which the rounds end.
  public var tolerance: Double

  /// The settings of the paper, but for the window, which it tried from 2 to 10.
  public init(
    window: Int = 5, damping: Double = 0.85, rounds: Int = 100, tolerance: Double = 1e-9
  ) {
    self.window = window
    self.damping = damping
    self.rounds = rounds
    self.tolerance = tolerance
  }

  /// The keywords of a text.
  ///
  /// An edge weighs how often its words are neighbours; a word is no neighbour of itself.
  public func keywords(of tokens: [String], count: Int) -> [Keyword] {
    let text = NumberedTokens(tokens)
    let graph = edges(of: text)
    let sums = graph.map { $0.reduce(0) { $0 + $1.weight } }
    var weights = [Double](repeating: 1, count: text.words.count)
    for _ in 0..<max(rounds, 0) {
      let next = graph.map { edges in
        let flow = edges.reduce(0) { $0 + $1.weight / sums[$1.to] * weights[$1.to] }
        return 1 - damping + damping * flow
      }
      let change = zip(next, weights).reduce(0) { max($0, abs($1.0 - $1.1)) }
      weights = next
      if change < tolerance { break }
    }
    return Keyword.ranked(text.words, weights, count: count)
  }

  private struct Edge {
    let to: Int
    var weight: Double
  }

  /// The edges of each word, by the number of the other one: sums have one order.
  private func edges(of text: NumberedTokens) -> [[Edge]] {
    var weights = [[Int: Double]](repeating: [:], count: text.words.count)
    for (at, id) in text.ids.enumerated() {
      for other in text.ids[(at + 1)...].prefix(max(window - 1, 0)) where other != id {
        weights[id][other, default: 0] += 1
        weights[other][id, default: 0] += 1
      }
    }
    return weights.map { edges in
      edges.sorted { $0.key < $1.key }.map { Edge(to: $0.key, weight: $0.value) }
    }
  }
}
