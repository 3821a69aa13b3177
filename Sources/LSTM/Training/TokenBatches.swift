// SPDX-License-Identifier: Apache-2.0

/// Batches of so many tokens, each of rows of like lengths.
///
/// Where they are cut follows from the lengths of all rows alone, so that every epoch has as many steps; which
/// rows of equal lengths stand in which batch, and the order of the batches, are those of the epoch.
struct TokenBatches: EpochBatches {
  private let examples: Examples
  private let shapes: [TargetShape]
  private let random: RandomSource
  private let rows: [Int]
  /// Tokens of what is predicted, and of what is read, of each of the rows.
  private let lengths: [(written: Int, read: Int)]
  /// Where each batch begins among the rows by rising lengths, and where the last ends.
  private let starts: [Int]
  /// The rows by rising lengths, and the batches, in the order of the epoch.
  private var sorted: [Int] = []
  private var turns: [Int]
  /// Rows of the first batches of the epoch, and their tokens that are predicted, by the number of batches.
  private var items: [Int] = []
  private var tokens: [Int] = []
  let size: PassSize

  /// - Parameter most: tokens of a batch, of what is read or of what is predicted, whichever has more; a row that
  ///   has more stands alone.
  init(
    _ examples: Examples, rows: [Int], shapes: [TargetShape], tokens most: Int, seed: UInt64
  ) {
    (self.examples, self.rows, self.shapes) = (examples, rows, shapes)
    random = RandomSource(seed: seed)
    let written = examples.inputs.first(where: \.hasOwnSteps) ?? examples.leading
    let lengths = rows.map { (written.length(of: $0), examples.leading.length(of: $0)) }
    self.lengths = lengths
    sorted = Self.sort(Array(rows.indices), by: lengths)
    starts = Self.cut(sorted.map { lengths[$0] }, most)
    turns = Array(0..<max(0, starts.count - 1))
    let longest = zip(starts, starts.dropFirst()).reduce(0) { max($0, $1.1 - $1.0) }
    size = PassSize(examples.inputs, rows: rows, batch: longest, isTraining: true)
      .limited(toTokens: most)
    count(sorted)
  }

  /// Where batches begin among rows of rising lengths, and where the last ends.
  private static func cut(_ lengths: [(Int, Int)], _ most: Int) -> [Int] {
    var starts = [0]
    var sums = (0, 0)
    for (at, length) in lengths.enumerated() {
      sums = (sums.0 + length.0, sums.1 + length.1)
      if max(sums.0, sums.1) > most, at > starts[starts.count - 1] {
        starts.append(at)
        sums = length
      }
    }
    return lengths.isEmpty ? starts : starts + [lengths.count]
  }

  /// Rows by their lengths, those of equal lengths as they stand in an order.
  private static func sort(_ order: [Int], by lengths: [(written: Int, read: Int)]) -> [Int] {
    order.indices.sorted {
      let (a, b) = (lengths[order[$0]], lengths[order[$1]])
      return (a.written, a.read, $0) < (b.written, b.read, $1)
    }.map { order[$0] }
  }

  /// Counts the rows and tokens of the batches, of sorted rows.
  private mutating func count(_ sorted: [Int]) {
    (items, tokens) = ([0], [0])
    for turn in turns {
      let range = starts[turn]..<starts[turn + 1]
      items.append(items[items.count - 1] + range.count)
      tokens.append(
        sorted[range].reduce(tokens[tokens.count - 1]) { $0 + places(of: $1) })
    }
  }

  /// How many losses a row has where they are not one a row, by its place among the rows.
  private func places(of place: Int) -> Int {
    areTranscripts ? examples.transcriptPlaces(of: rows[place]) : lengths[place].written
  }

  /// Whether what is right has no places of its own in what is read.
  private var areTranscripts: Bool { shapes.first?.isTranscript ?? false }

  var count: Int { turns.count }

  func items(in batches: Int) -> Int { items[batches] }

  func items(in batches: Int, ofEpoch epoch: Int) -> Int {
    turns(of: epoch).prefix(batches).reduce(0) { $0 + starts[$1 + 1] - starts[$1] }
  }

  /// The batches in the order of an epoch.
  private func turns(of epoch: Int) -> [Int] {
    // The transcripts of short rows are the easiest to find.
    areTranscripts && epoch == 1
      ? Array(0..<count)
      : random.permutation(
        count, .shuffle, "buckets", step: UInt32(truncatingIfNeeded: epoch))
  }

  func losses(in batches: Int) -> LossCounts {
    LossCounts(
      places: shapes.first?.places == .rows ? items[batches] : tokens[batches],
      rows: items[batches])
  }

  mutating func begin(epoch: Int, _ pool: ThreadPool?) {
    let step = UInt32(truncatingIfNeeded: epoch)
    turns = turns(of: epoch)
    sorted = Self.sort(random.permutation(rows.count, .shuffle, "epoch", step: step), by: lengths)
    count(sorted)
  }

  mutating func fill(_ batch: Batch, _ aims: [Block], at index: Int, piece: Int) {
    let turn = turns[index]
    let own = sorted[starts[turn]..<starts[turn + 1]].map { rows[$0] }
    batch.fill(examples.inputs, rows: own[...])
    examples.gather(batch, shapes, into: aims)
  }

  func state(at index: Int) -> StateCarry { .none }
}
