// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How long the rows of a data set are, and how much of their words is known.
extension DataObject {
  var hasLengths: Bool {
    dataset.windows == nil && !dataset.isStream && dataset.summary.longest > 1
  }

  /// How many tokens or steps the rows of each part have, also of what is written.
  var lengthsTable: ResultTable {
    let unit = dataset.text == nil ? "steps" : "tokens"
    var rows = filledSplits.map { part in
      lengthRow(
        [part.rawValue], dataset.splits[part].map { Double(dataset.length(of: $0)) })
    }
    if dataset.task is any TextValued {
      rows += filledSplits.map { part in
        lengthRow(
          ["\(part.rawValue), \(dataset.target.name)"],
          dataset.splits[part].map { Double(dataset.target.values.length(of: $0)) })
      }
    }
    return ResultTable(
      title: "\(name): \(unit) a row",
      columns: [
        "split", "rows", "shortest", "median", "90 %", "95 %", "99 %", "longest", "spread",
      ],
      alignments: [.left] + Array(repeating: .right, count: 7) + [.left], rows: rows)
  }

  private func lengthRow(_ names: [String], _ lengths: [Double]) -> [String] {
    let sorted = lengths.sorted()
    let shown = [0, 0.5, 0.9, 0.95, 0.99, 1].map {
      Amount.grouped(Int(EvenSample.quantile($0, of: sorted)))
    }
    return names + [Amount.grouped(sorted.count)] + shown + [Spark.of(sorted, isWhole: true)]
  }

  // MARK: Words

  /// How much of each part is known where rare words are left out.
  var coverageTable: ResultTable? {
    guard let text = dataset.text else { return nil }
    let vocabulary = text.transform.vocabulary
    let (counts, options) = (vocabulary.counts, text.transform.options)
    let least = options.minCount
    let limits =
      options.subwords == nil && knownName == nil
      ? [least] + [2, 3, 5, 10].filter { $0 > least } : [least]
    let shares = filledSplits.map { part in
      var known = [Int](repeating: 0, count: limits.count)
      var all = 0
      for row in dataset.splits[part] {
        for token in text.tokens[row] {
          all += 1
          guard token > 0 else { continue }
          let count = Int(token) < counts.count ? counts[Int(token)] : 0
          for (place, limit) in limits.enumerated() where count >= limit || place == 0 {
            known[place] += 1
          }
        }
      }
      return known.map { Share.percent($0, of: all, decimals: 1) }
    }
    return ResultTable(
      title: "\(name): how much of the running text is known",
      columns: ["min_count", "words"] + filledSplits.map(\.rawValue),
      alignments: [.right, .right] + filledSplits.map { _ in .right },
      rows: limits.enumerated().map { place, limit in
        let words = place == 0 ? vocabulary.count : 1 + counts.dropFirst().count { $0 >= limit }
        return [String(limit), Amount.grouped(words)] + shares.map { $0[place] }
      },
      footnotes: (knownName.map {
        ["\(Amount.grouped(vocabulary.addedCount)) words are known from `\($0)` alone"]
      } ?? [])
        + (dataset.isStream ? [] : unknownNotes))
  }

  /// The most frequent unknown words of parts.
  private var unknownNotes: [String] {
    dataset.summary.parts.filter { $0.rows > 0 && !$0.unknown.frequent.isEmpty }.map { part in
      "unknown in \(part.name.rawValue): "
        + part.unknown.frequent.prefix(5).map { "\($0.word) (\($0.count))" }.joined(separator: ", ")
    }
  }
}
