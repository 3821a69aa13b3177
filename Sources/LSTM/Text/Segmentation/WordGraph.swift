// SPDX-License-Identifier: Apache-2.0

/// All ways to cut a run of characters into the words of a dictionary, and the most probable one.
///
/// A character that is no word counts as one that occurs once. Of equally probable ways the one with
/// the longer first word is taken.
struct WordGraph {
  private let dictionary: WordDictionary
  private let total: Double
  /// For each place the score of the best way from there, and where its first word ends: at the
  /// place itself where the character is no word.
  private var scores: [Double] = []
  private var nexts: [Int] = []

  /// A graph that can be used for one run after another.
  init(of dictionary: WordDictionary) {
    self.dictionary = dictionary
    total = dictionary.totalLogarithm
  }

  /// Calls `body` with the places of the words of a run, in order.
  ///
  /// What no word covers is cut by the model of character positions.
  mutating func cut(_ run: [Unicode.Scalar], _ body: (Range<Int>) -> Void) {
    findBest(run, mayBeWhole: true)
    var at = 0
    while at < run.count {
      if nexts[at] > at {
        body(at..<nexts[at])
        at = nexts[at]
        continue
      }
      var end = at + 1
      while end < run.count, nexts[end] == end { end += 1 }
      for next in dictionary.positions.cut(run[at..<end]) {
        body(at..<next)
        at = next
      }
    }
  }

  /// ln of the probability of the best way to cut a word into others.
  func scoreOfParts(_ word: [Unicode.Scalar]) -> Double {
    var graph = self
    graph.findBest(word, mayBeWhole: word.count == 1)
    return graph.scores[0]
  }

  private mutating func findBest(_ run: [Unicode.Scalar], mayBeWhole: Bool) {
    if scores.count <= run.count {
      scores = [Double](repeating: 0, count: run.count * 2 + 1)
      nexts = [Int](repeating: 0, count: run.count * 2 + 1)
    }
    scores[run.count] = 0
    for start in stride(from: run.count - 1, through: 0, by: -1) {
      var best = -Double.infinity
      var next = start
      var node = ScalarTrie.root
      var end = start
      while end < run.count, let child = dictionary.trie.child(of: node, by: run[end]) {
        node = child
        end += 1
        let id = Int(dictionary.trie.value(at: node))
        guard id >= 0, mayBeWhole || end - start < run.count else { continue }
        let score = dictionary.logarithms[id] - total + scores[end]
        if score >= best, score > -.infinity { (best, next) = (score, end) }
      }
      let alone = scores[start + 1] - total
      if best < alone { (best, next) = (alone, start) }
      scores[start] = best
      nexts[start] = next
    }
  }
}

extension WordDictionary {
  /// ln of the sum of all counts.
  var totalLogarithm: Double { naturalLogarithm(Double(max(total, 1))) }
}
