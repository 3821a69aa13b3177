// SPDX-License-Identifier: Apache-2.0

/// Texts that are cut anew for every epoch of training, where some joins of their subword units are left out
/// (BPE dropout: Provilkov and others 2020).
///
/// How a row is cut depends on the seed, the column, the epoch and the row alone.
struct ResampledTexts: Sendable {
  /// The column.
  let column: String
  /// The text of each row.
  let texts: [String]
  /// What cuts them, and how many joins are left out.
  let transform: TextTransform

  /// Nil where nothing is left out.
  init?(column: String, texts: [String], _ transform: TextTransform) {
    guard transform.options.mergeDropout > 0, transform.options.subwords != nil else { return nil }
    (self.column, self.texts, self.transform) = (column, texts, transform)
  }

  /// Takes all that its tokens depend on, beside the texts and the seed, into a hash.
  func combine(into hash: inout Fingerprint) {
    hash.combine(Fingerprint(column.utf8))
    hash.combine([Float(transform.options.mergeDropout)])
    for spelling in transform.vocabulary.words { hash.combine(Fingerprint(spelling.utf8)) }
  }

  /// The tokens of some rows in an epoch, in their order, and which of these were cut off at the largest
  /// length.
  ///
  /// - Parameter pool: the threads that share the work.
  func tokens(
    of rows: [Int], epoch: Int, _ random: RandomSource, _ pool: ThreadPool?
  ) -> (tokens: TokenColumn, cut: [Int]) {
    let count = pool == nil ? 1 : max(1, rows.count / Self.rowsAPart)
    let parts = (0..<count).map { index in
      Part(rows[Compute.part(index, of: count, in: rows.count)])
    }
    let work = Work(texts: self, epoch: epoch, random: random, parts: parts)
    if let pool { pool.run(count, work) } else { work.run(0) }
    var (tokens, cut) = (TokenColumn(rowCount: texts.count), [Int]())
    for part in parts {
      tokens.set(part.rows, to: part.tokens)
      cut += part.cut
    }
    return (tokens, cut)
  }

  /// How many rows a thread cuts before it takes others.
  private static let rowsAPart = 256

  /// Rows that one thread cuts.
  private final class Part {
    let rows: ArraySlice<Int>
    var tokens = TokenColumn()
    var cut: [Int] = []

    init(_ rows: ArraySlice<Int>) { self.rows = rows }
  }

  private struct Work: SharedWork {
    let texts: ResampledTexts
    let epoch: Int
    let random: RandomSource
    let parts: [Part]

    func run(_ index: Int) {
      let part = parts[index]
      let options = texts.transform.options
      guard let subwords = options.subwords else { return }
      let encoder = SubwordEncoder(subwords, options.splitter, remembers: false)
      let most = max(options.maxLength ?? .max, 1)
      var ids: [Int32] = []
      for row in part.rows {
        ids.removeAll(keepingCapacity: true)
        encoder.encode(
          options.normalization.applied(to: texts.texts[row]),
          random.mergeDropout(
            rate: options.mergeDropout, column: texts.column, epoch: epoch, row: row), into: &ids)
        if ids.count > most { part.cut.append(row) }
        if ids.isEmpty { ids.append(0) }
        part.tokens.append(ids.prefix(most))
      }
    }
  }
}

extension Examples {
  /// The same rows as training sees them in an epoch: the texts that are cut anew are cut for it, and the
  /// recordings that are changed are changed.
  ///
  /// Other rows than these are without places there.
  func sampled(
    _ rows: [Int], epoch: Int, _ random: RandomSource, _ pool: ThreadPool? = nil
  ) -> Examples {
    var (inputs, targets) = (inputs, targets)
    if let read = resampled.read, let old = inputs[0] as? TokenColumn {
      inputs[0] = read.tokens(of: rows, epoch: epoch, random, pool).tokens.read(as: old)
    }
    if let heard = resampled.heard {
      inputs[0] = heard.frames(of: rows, epoch: epoch, seed: random.seed, pool)
    }
    if let written = resampled.written, let place = inputs.firstIndex(where: \.hasOwnSteps),
      let old = inputs[place] as? TokenColumn
    {
      let (tokens, cut) = written.tokens(of: rows, epoch: epoch, random, pool)
      let next = NextTokens(of: tokens, cut: cut, in: written.transform.vocabulary)
      inputs[place] = next.inputs.read(as: old)
      targets[0] = targets[0].with(values: next.outputs)
    }
    return Examples(inputs, targets, isStream: isStream)
  }
}

/// What of a data set training takes anew in every epoch.
struct ResampledSides: Sendable {
  /// The recordings that are changed.
  var heard: ResampledSounds?
  /// Those that are read.
  var read: ResampledTexts?
  /// Those that a decoder writes.
  var written: ResampledTexts?

  /// Whether there are none.
  var isEmpty: Bool { heard == nil && read == nil && written == nil }

  /// Takes all that some rows depend on, beside their texts and the seed, into a hash.
  func combine(_ rows: some Sequence<Int>, into hash: inout Fingerprint) {
    heard?.combine(rows, into: &hash)
    for texts in [read, written] { texts?.combine(into: &hash) }
  }
}
