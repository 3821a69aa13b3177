// SPDX-License-Identifier: Apache-2.0

/// All ways to cut a run of characters into the words of a dictionary, and the most probable one.
///
/// A character that is no word counts as one that occurs once, and so does a word of letters between
/// ideographs: no word of the dictionary begins or ends inside of it. Of equally probable ways the one with
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
  /// Ideographs that no word covers are cut by the model of character positions.
  mutating func cut(_ run: CharacterRun, _ body: (Range<Int>) -> Void) {
    findBest(run, mayBeWhole: true)
    var at = 0
    while at < run.count {
      if nexts[at] > at || !run.scalars[at].isHan {
        let end = max(nexts[at], run.ends[at])
        body(at..<end)
        at = end
        continue
      }
      var end = at + 1
      while end < run.count, nexts[end] == end, run.scalars[end].isHan { end += 1 }
      for next in dictionary.positions.cut(run.scalars[at..<end]) {
        body(at..<next)
        at = next
      }
    }
  }

  /// ln of the probability of the best way to cut a word into others.
  func scoreOfParts(_ word: CharacterRun) -> Double {
    var graph = self
    graph.findBest(word, mayBeWhole: word.ends.first == word.count)
    return graph.scores[0]
  }

  private mutating func findBest(_ run: CharacterRun, mayBeWhole: Bool) {
    if scores.count <= run.count {
      scores = [Double](repeating: 0, count: run.count * 2 + 1)
      nexts = [Int](repeating: 0, count: run.count * 2 + 1)
    }
    scores[run.count] = 0
    for start in stride(from: run.count - 1, through: 0, by: -1) where run.ends[start] > 0 {
      var best = -Double.infinity
      var next = start
      func walk(_ trie: ScalarTrie, _ scalars: [Unicode.Scalar]) {
        var node = ScalarTrie.root
        var end = start
        while end < scalars.count, let child = trie.child(of: node, by: scalars[end]) {
          node = child
          end += 1
          let id = Int(trie.value(at: node))
          guard id >= 0, run.mayEnd(before: end), mayBeWhole || end - start < run.count
          else { continue }
          let score = dictionary.logarithms[id] - total + scores[end]
          if score > best || score == best && end > next, score > -.infinity {
            (best, next) = (score, end)
          }
        }
      }
      walk(dictionary.trie, run.scalars)
      if !run.small.isEmpty { walk(dictionary.trie, run.small) }
      if run.readsSmall { walk(dictionary.smallTrie, run.small.isEmpty ? run.scalars : run.small) }
      let alone = scores[run.ends[start]] - total
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
