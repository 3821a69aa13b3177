// SPDX-License-Identifier: Apache-2.0

/// How the tokens of a batch are spelt: each distinct spelling once, sorted by falling length and laid
/// out character by character.
///
/// It can be filled again and again; once it has held as many, that allocates nothing.
final class SpelledTokens {
  /// How the characters stand: a row a spelling.
  var layout: BatchLayout { layouts[0] }
  /// The same, as a pass over the spellings has its layouts.
  private(set) var layouts = [BatchLayout(sortedLengths: [])]
  /// The input of such a pass: the characters, as `layout` says.
  let inputs = [Block()]
  /// The row of the spelling of each token, as the tokens of the batch stand.
  private(set) var rows: [Int32] = []
  /// The spelling of each row.
  private var spellings: [Int32] = []
  /// The distinct spellings in the order of their first token.
  private var found: [Int32] = []
  /// Where the next spelling of each length goes, from the longest.
  private var places: [Int] = []
  /// By spelling, the batch that it was seen in last, and its row there.
  private var seen: [Int] = []
  private var rank: [Int32] = []
  private var turn = 0

  /// Without room.
  init() {}

  /// Room for batches up to a size.
  init(_ size: SpelledSize, tokens: Int) {
    inputs[0].ids.reserveCapacity(size.total)
    rows.reserveCapacity(tokens)
    spellings.reserveCapacity(size.rows)
    found.reserveCapacity(size.rows)
    places.reserveCapacity(size.steps + 1)
    layouts[0].reserve(
      PassSize(rows: size.rows, steps: size.steps, total: size.total, isTraining: false))
    seen = [Int](repeating: 0, count: size.spellings)
    rank = [Int32](repeating: 0, count: size.spellings)
  }

  /// Takes the tokens of another batch.
  ///
  /// - Parameter gather: writes the number of the spelling of each token.
  func fill(_ table: Spellings, gather: (inout [Int32]) -> Void) {
    gather(&rows)
    if seen.count < table.count {
      seen = [Int](repeating: 0, count: table.count)
      rank = [Int32](repeating: 0, count: table.count)
      turn = 0
    }
    turn += 1
    found.removeAll(keepingCapacity: true)
    for number in rows where seen[Int(number)] != turn {
      seen[Int(number)] = turn
      found.append(number)
    }
    sort(table)
    for at in rows.indices { rows[at] = rank[Int(rows[at])] }
    layouts[0].fill(rows: spellings.count) { table.length(of: spellings[$0]) }
    let characters = inputs[0]
    characters.ids.removeAll(keepingCapacity: true)
    let layout = layout
    for step in 0..<layout.steps {
      for row in 0..<layout.live[step] {
        characters.ids.append(table.characters[table.range(of: spellings[row]).lowerBound + step])
      }
    }
  }

  /// Sorts by counting how many spellings there are of each length.
  private func sort(_ table: Spellings) {
    var longest = 0
    for number in found { longest = max(longest, table.length(of: number)) }
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: longest + 1))
    for number in found { places[longest - table.length(of: number)] += 1 }
    var first = 0
    for index in places.indices { (places[index], first) = (first, first + places[index]) }
    spellings.removeAll(keepingCapacity: true)
    spellings.append(contentsOf: found)
    for number in found {
      let index = longest - table.length(of: number)
      spellings[places[index]] = number
      rank[Int(number)] = Int32(truncatingIfNeeded: places[index])
      places[index] += 1
    }
  }
}

/// How many spellings and characters passes have at most.
struct SpelledSize: Hashable, Sendable {
  /// Distinct spellings in a batch.
  let rows: Int
  /// Characters of the longest spelling.
  let steps: Int
  /// Characters in a batch, those of its distinct spellings.
  let total: Int
  /// Distinct spellings in all.
  let spellings: Int

  /// For any `batch` of some rows, `tokens` tokens at most.
  init?(_ column: TokenColumn, rows: [Int], batch: Int, tokens: Int) {
    guard let table = column.spellings else { return nil }
    var seen = [Bool](repeating: false, count: table.count)
    var (distinct, all, longest) = (0, 0, 0)
    let sums = rows.map { row in
      column.ranges[row].reduce(0) { sum, at in
        let number = table.numbers[at]
        let length = table.length(of: number)
        if !seen[Int(number)] {
          seen[Int(number)] = true
          (distinct, all, longest) = (distinct + 1, all + length, max(longest, length))
        }
        return sum + length
      }
    }
    self.rows = min(distinct, tokens)
    steps = longest
    total = min(all, sums.sorted(by: >).prefix(batch).reduce(0, +))
    spellings = table.count
  }
}

extension SpelledSize {
  /// The size of the passes over spellings.
  func pass(isTraining: Bool) -> PassSize {
    PassSize(rows: rows, steps: steps, total: total, isTraining: isTraining)
  }
}
