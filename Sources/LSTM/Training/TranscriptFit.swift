// SPDX-License-Identifier: Apache-2.0

/// A row whose transcript has too many symbols for the steps that a model leaves of it.
public struct TranscriptMisfit: Hashable, Sendable {
  /// The row of the data.
  public let row: Int
  /// How many steps the model makes of it.
  public let steps: Int
  /// How many its transcript needs: one for each symbol, and one between equal ones.
  public let needed: Int
}

extension Model {
  /// The rows whose transcripts do not fit, which cannot train; none for other targets.
  public func misfits(of examples: Examples, _ rows: [Int]) -> [TranscriptMisfit] {
    guard heads[0].shape.isTranscript, let target = examples.targets.first else { return [] }
    let every = stepsToOneOfFeatures
    return rows.compactMap { row in
      let steps = (examples.leading.length(of: row) + every - 1) / every
      let needed = CTC.steps(for: target.values[row])
      return needed > steps ? TranscriptMisfit(row: row, steps: steps, needed: needed) : nil
    }
  }

  /// How many steps of what is read become one of what a head is given.
  var stepsToOneOfFeatures: Int { features.axis.map { steps(toOneOf: $0) } ?? 1 }

  /// The rows that can train.
  func fittingRows(of examples: Examples, _ rows: [Int]) -> [Int] {
    let misfits = Set(misfits(of: examples, rows).map(\.row))
    return misfits.isEmpty ? rows : rows.filter { !misfits.contains($0) }
  }
}
