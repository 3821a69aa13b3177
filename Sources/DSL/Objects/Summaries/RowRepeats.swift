// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Rows that a model cannot tell from earlier ones, by what is read of them.
struct RowRepeats {
  /// A row, and the first one that is like it.
  struct Pair {
    let row: Int
    let part: SplitName
    let first: Int
    let firstPart: SplitName
  }

  /// The rows of each part that stand in another one, or earlier in their own.
  private(set) var counts: [SplitName: [SplitName: Int]] = [:]
  /// The first pairs of two parts.
  private(set) var leaks: [Pair] = []
  /// How many rows of a later part stand in an earlier one, and of how many of these the text is the
  /// same to the letter.
  private(set) var leakCount = 0
  private(set) var exactLeaks = 0
  /// The first rows with another target than the first row like them, and how many there are.
  private(set) var contradictions: [Pair] = []
  private(set) var contradictionCount = 0

  /// How many pairs are kept to be shown.
  private static let shown = 5

  /// Whether the rows of a data set can be held against each other: windows share steps, and streams
  /// are one row.
  static func areKnown(of data: Dataset) -> Bool {
    data.windows == nil && !data.isStream && (data.text != nil || data.numbers != nil)
  }

  init(_ data: Dataset) {
    var seen: [Fingerprint: (row: Int32, part: SplitName)] = [:]
    let keys = RowKeys(data: data)
    let compares = data.task is any Labelled && !data.target.labels.names.isEmpty
    for part in SplitName.allCases {
      for row in data.splits[part] {
        guard let hash = keys.hash(of: row) else { continue }
        let known = seen[hash]
        guard let first = known, keys.areSame(Int(first.row), row) else {
          if known == nil { seen[hash] = (Int32(truncatingIfNeeded: row), part) }
          continue
        }
        let pair = Pair(row: row, part: part, first: Int(first.row), firstPart: first.part)
        counts[part, default: [:]][first.part, default: 0] += 1
        if first.part != part {
          leakCount += 1
          if data.text.map({ $0.texts[row] == $0.texts[pair.first] }) ?? false { exactLeaks += 1 }
          if leaks.count < Self.shown { leaks.append(pair) }
        }
        guard compares, data.target.values[row] != data.target.values[pair.first] else { continue }
        contradictionCount += 1
        if contradictions.count < Self.shown { contradictions.append(pair) }
      }
    }
  }
}

/// What is read of rows, to be compared.
private struct RowKeys {
  let data: Dataset

  /// A hash of what is read of a row; nil where that is nothing.
  func hash(of row: Int) -> Fingerprint? {
    var hash = Fingerprint()
    if let text = data.text {
      let tokens = text.tokens[row]
      if tokens.elementsEqual(CollectionOfOne(0)), text.texts[row].allSatisfy(\.isWhitespace) {
        return nil
      }
      hash.combine(tokens)
    }
    if let numbers = data.numbers?.raw[row] {
      Array(numbers).withUnsafeBytes { hash.combine(words: $0) }
    }
    return hash
  }

  func areSame(_ one: Int, _ other: Int) -> Bool {
    if let text = data.text {
      guard text.tokens[one] == text.tokens[other] else { return false }
      // What the vocabulary does not know may be another word.
      if text.tokens[one].contains(0), text.texts[one] != text.texts[other] {
        let transform = text.transform
        guard transform.tokens(in: text.texts[one]) == transform.tokens(in: text.texts[other])
        else { return false }
      }
    }
    guard let numbers = data.numbers?.raw else { return true }
    return zip(numbers[one], numbers[other]).allSatisfy { $0.bitPattern == $1.bitPattern }
      && numbers[one].count == numbers[other].count
  }
}
