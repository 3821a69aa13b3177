// SPDX-License-Identifier: Apache-2.0

/// The batches that an epoch goes through, in order.
protocol EpochBatches {
  /// How many there are.
  var count: Int { get }
  /// How large they are at most: those of any epoch as far as that is foreseen, and those of the present one.
  var size: PassSize { get }
  /// How many rows, or tokens of a stream, the first `batches` of them have together.
  func items(in batches: Int) -> Int
  /// The same of another epoch, which need not be the present one.
  func items(in batches: Int, ofEpoch epoch: Int) -> Int
  /// How many losses the first `batches` of the present epoch have together.
  func losses(in batches: Int) -> LossCounts
  /// Gets ready for an epoch, with the help of some threads.
  mutating func begin(epoch: Int, _ pool: ThreadPool?)
  /// Fills a batch with one of its pieces, and what is right for each target there.
  mutating func fill(_ batch: Batch, _ aims: [Block], at index: Int, piece: Int)
  /// What becomes of the state of recurrent layers in a batch.
  func state(at index: Int) -> StateCarry
  /// In how many pieces a batch is read, one after the other, each from the state that the one before
  /// has left; the last ends with the last step of every row.
  func pieces(at index: Int) -> Int
  /// In how many pieces any of them is read at most.
  var mostPieces: Int { get }
}

extension EpochBatches {
  /// Gets ready for an epoch.
  mutating func begin(epoch: Int) { begin(epoch: epoch, nil) }
  /// As many as in any.
  func items(in batches: Int, ofEpoch epoch: Int) -> Int { items(in: batches) }
  /// In one.
  func pieces(at index: Int) -> Int { 1 }
  /// One.
  var mostPieces: Int { 1 }
}

/// Rows in a new order each epoch, some of them a batch.
///
/// Where rows are cut they are read in pieces of `bptt` steps, counted from their ends: all of a batch end
/// with its last piece, and longer ones begin in earlier pieces.
struct RowBatches: EpochBatches {
  /// The rows as they stand in the data.
  private let source: Examples
  /// The rows as the present epoch sees them.
  private var examples: Examples
  /// How large batches are foreseen to be where texts are cut anew; nil before the first epoch.
  private var foreseen: PassSize?
  private let rows: [Int]
  private let shapes: [TargetShape]
  private let batch: Int
  private let random: RandomSource
  private var order: [Int] = []
  /// The tokens of the first batches of the epoch, by their number; empty where rows have one loss.
  private var tokens: [Int] = []
  /// How many steps a piece has; nil where rows are read whole.
  private let cut: Int?
  /// Whether batches are of rows of like lengths: those that are written, whose steps are many.
  private let isBucketed: Bool
  /// Whether what is right has no places of its own in what is read.
  private let areTranscripts: Bool
  /// How many steps of what is read a transcript has a step for.
  private let stepsToOne: Int
  /// Rows of all batches that make a step together.
  private let rowsAStep: Int
  /// The rows of the batch at hand, the longest first; empty where rows are read whole.
  private var sorted: [Int] = []
  /// What they have of the piece at hand.
  private var spans: [RowSpan] = []

  init(
    _ examples: Examples, rows: [Int], shapes: [TargetShape], stepsToOne: Int = 1,
    _ options: TrainingOptions
  ) {
    (source, self.examples) = (examples, examples)
    self.stepsToOne = stepsToOne
    self.rows = rows
    self.shapes = shapes
    batch = options.batch
    random = RandomSource(seed: options.seed)
    isBucketed = shapes.first?.places == .own
    areTranscripts = shapes.first?.isTranscript ?? false
    rowsAStep = options.batch * options.accumulate
    cut = options.cutsRows ? options.settings[TrainingOptions.Key.bptt] : nil
  }

  /// What has the places of the losses.
  private var aimed: any Column {
    isBucketed
      ? examples.inputs.first(where: \.hasOwnSteps) ?? examples.leading : examples.leading
  }

  var size: PassSize {
    let own = size(of: examples, rows)
    guard !source.resampled.isEmpty else { return own }
    return own.joined(with: foreseen ?? foreseenSize)
  }

  private func size(of examples: Examples, _ rows: [Int]) -> PassSize {
    PassSize(
      examples.inputs, rows: rows, batch: batch, isTraining: true, atMost: cut ?? .max)
  }

  /// Out of how many times a batch the longest rows are looked for that an epoch cuts anew, and for how many
  /// epochs.
  private static let looksAt = (batches: 4, epochs: 3)

  /// The size of the first epochs that cut texts anew, of the rows that are longest as they stand.
  private var foreseenSize: PassSize {
    var longest: Set<Int> = []
    for column in source.inputs where !column.isVector {
      let lengths = rows.map { column.length(of: $0) }
      let order = rows.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
      longest.formUnion(order.prefix(Self.looksAt.batches * batch).map { rows[$0] })
    }
    let candidates = longest.sorted()
    return (1...Self.looksAt.epochs).map {
      size(of: source.sampled(candidates, epoch: $0, random), candidates)
    }.reduce(size(of: source, rows)) { $0.joined(with: $1) }
  }

  var count: Int { (rows.count + batch - 1) / batch }

  func items(in batches: Int) -> Int { min(batches * batch, rows.count) }

  mutating func begin(epoch: Int, _ pool: ThreadPool?) {
    if !source.resampled.isEmpty {
      foreseen = foreseen ?? foreseenSize
      examples = source.sampled(rows, epoch: epoch, random, pool)
    }
    order = random.permutation(
      rows.count, .shuffle, "epoch", step: UInt32(truncatingIfNeeded: epoch)
    ).map { rows[$0] }
    if areTranscripts, epoch == 1 {
      sortByLength()
    } else if isBucketed {
      sortIntoBuckets(epoch)
    }
    guard shapes.first?.places != .rows else { return }
    tokens = [0]
    let aimed = aimed
    for index in 0..<count {
      let own = order[items(in: index)..<items(in: index + 1)]
      tokens.append(
        own.reduce(tokens[index]) {
          $0
            + (areTranscripts
              ? examples.transcriptPlaces(of: $1, stepsToOne: stepsToOne) : aimed.length(of: $1))
        })
    }
  }

  /// Puts the shortest rows first, as their transcripts are the easiest to find (Amodei and others 2016).
  private mutating func sortByLength() {
    let lengths = order.map { examples.leading.length(of: $0) }
    order = order.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }.map { order[$0] }
  }

  /// Out of how many steps rows of like lengths are put together.
  private static let stepsInBucket = 50

  /// Puts rows of like lengths together, those of some steps at a time, and the steps into a new order; one
  /// that is not full stays the last.
  private mutating func sortIntoBuckets(_ epoch: Int) {
    let aimed = aimed
    var sorted: [Int] = []
    for first in stride(from: 0, to: order.count, by: Self.stepsInBucket * rowsAStep) {
      let own = order[first..<min(first + Self.stepsInBucket * rowsAStep, order.count)]
      let lengths = own.map { (aimed.length(of: $0), examples.leading.length(of: $0)) }
      sorted += own.indices.map { $0 - first }.sorted {
        (lengths[$0].0, lengths[$0].1, $0) < (lengths[$1].0, lengths[$1].1, $1)
      }.map { own[first + $0] }
    }
    let full = sorted.count / rowsAStep
    order =
      random.permutation(
        full, .shuffle, "buckets", step: UInt32(truncatingIfNeeded: epoch)
      ).flatMap { sorted[$0 * rowsAStep..<($0 + 1) * rowsAStep] } + sorted[(full * rowsAStep)...]
  }

  func losses(in batches: Int) -> LossCounts {
    let rows = items(in: batches)
    return LossCounts(places: tokens.isEmpty ? rows : tokens[batches], rows: rows)
  }

  private func rows(at index: Int) -> ArraySlice<Int> {
    order[items(in: index)..<items(in: index + 1)]
  }

  func pieces(at index: Int) -> Int {
    guard let cut else { return 1 }
    return count(of: rows(at: index), cut)
  }

  var mostPieces: Int { cut.map { count(of: rows[...], $0) } ?? 1 }

  /// In how many pieces the longest of some rows is read.
  private func count(of rows: ArraySlice<Int>, _ cut: Int) -> Int {
    (rows.reduce(1) { max($0, examples.leading.length(of: $1)) } + cut - 1) / cut
  }

  mutating func fill(_ batch: Batch, _ aims: [Block], at index: Int, piece: Int) {
    if let cut, piece > 0 || pieces(at: index) > 1 {
      if piece == 0 { sort(rows(at: index)) }
      let longest = sorted.first.map { examples.leading.length(of: $0) } ?? 0
      takeSpans(cut, following: (longest + cut - 1) / cut - 1 - piece)
      batch.fill(examples.inputs, pieces: spans)
    } else {
      batch.fill(examples.inputs, rows: rows(at: index))
    }
    examples.gather(batch, shapes, into: aims)
  }

  /// Takes the rows of a batch, the longest first; equal ones in their order, as a batch has them.
  private mutating func sort(_ rows: ArraySlice<Int>) {
    let lengths = rows.map { examples.leading.length(of: $0) }
    let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    sorted = order.map { rows[rows.startIndex + $0] }
  }

  /// Takes what the rows have of a piece that so many follow.
  private mutating func takeSpans(_ cut: Int, following: Int) {
    spans.removeAll(keepingCapacity: true)
    for row in sorted {
      let end = examples.leading.length(of: row) - following * cut
      guard end > 0 else { break }
      let start = max(0, end - cut)
      spans.append(RowSpan(row: row, start: start, count: end - start))
    }
  }

  func state(at index: Int) -> StateCarry { .none }
}

/// A stream cut into as many of equal length as a batch has rows, side by side; each batch goes on
/// where the last one stopped, by `bptt` steps, and so does its state (Mikolov and others 2010).
///
/// What is left over after the last of them, less than a token for each, is not read.
struct StreamBatches: EpochBatches {
  private let examples: Examples
  private let row: Int
  private let streams: Int
  private let steps: Int
  /// Tokens of each of the streams.
  private let length: Int

  init(_ examples: Examples, row: Int, _ options: TrainingOptions) {
    self.examples = examples
    self.row = row
    let total = examples.tokens.length(of: row)
    streams = max(1, min(options.batch, total))
    length = total / streams
    steps = max(1, min(options.settings[TrainingOptions.Key.bptt], length))
  }

  var size: PassSize {
    PassSize(rows: streams, steps: steps, total: streams * steps, isTraining: true)
  }

  var count: Int { (length + steps - 1) / steps }

  func items(in batches: Int) -> Int { min(batches * steps, length) * streams }

  func losses(in batches: Int) -> LossCounts {
    LossCounts(places: items(in: batches), rows: batches * streams)
  }

  mutating func begin(epoch: Int, _ pool: ThreadPool?) {}

  func fill(_ batch: Batch, _ aims: [Block], at index: Int, piece: Int) {
    let span = index * steps..<min((index + 1) * steps, length)
    let tokens = examples.tokens[row]
    batch.fill(streams: streams, steps: span.count) { stream, step in
      tokens[tokens.startIndex + stream * length + span.lowerBound + step]
    }
    let outputs = examples.targets[0].values[row]
    let aim = aims[0]
    aim.ids.removeAll(keepingCapacity: true)
    for step in span {
      for stream in 0..<streams {
        aim.ids.append(outputs[outputs.startIndex + stream * length + step])
      }
    }
  }

  func state(at index: Int) -> StateCarry { index == 0 ? .begin : .goOn }
}

extension Examples {
  /// How many of some rows, or tokens of a stream, an epoch goes through.
  public func itemsInEpoch(of rows: [Int], _ options: TrainingOptions) -> Int {
    guard isStream else { return rows.count }
    let batches = batches(of: rows, options)
    return batches.items(in: batches.count)
  }

  /// How many steps an epoch over some rows has.
  public func stepsInEpoch(of rows: [Int], _ options: TrainingOptions) -> Int {
    options.steps(of: batches(of: rows, options).count)
  }

  /// The batches that go through some rows.
  ///
  /// - Parameters:
  ///   - shapes: what their targets are like; empty where only their number is wanted.
  ///   - stepsToOne: how many steps of what is read a transcript has a step for.
  func batches(
    of rows: [Int], shapes: [TargetShape] = [], stepsToOne: Int = 1, _ options: TrainingOptions
  ) -> any EpochBatches {
    guard isStream, let row = rows.first else {
      if options.batchTokens > 0 {
        return TokenBatches(
          self, rows: rows, shapes: shapes, tokens: options.batchTokens, seed: options.seed)
      }
      return RowBatches(self, rows: rows, shapes: shapes, stepsToOne: stepsToOne, options)
    }
    return StreamBatches(self, row: row, options)
  }

  /// How many losses the transcript of a row counts for: one for each symbol, and one for an empty one; none
  /// where it does not fit, as the sound of an epoch may be shorter.
  ///
  /// - Parameter every: how many steps of what is read it has a step for.
  func transcriptPlaces(of row: Int, stepsToOne every: Int = 1) -> Int {
    let symbols = targets[0].values[row]
    let steps = (leading.length(of: row) + every - 1) / every
    return CTC.steps(for: symbols) > steps ? 0 : max(1, symbols.count)
  }

  /// Takes what is right for the rows of a batch, a block for each target.
  func gather(_ batch: Batch, _ shapes: [TargetShape], into aims: [Block]) {
    for (index, shape) in shapes.enumerated() {
      let target = targets[index]
      if let numbers = target.numbers {
        batch.gather(numbers, at: shape.places, into: aims[index])
      } else if shape.isTranscript {
        batch.gatherRows(target.values, into: aims[index])
      } else {
        batch.gather(target.values, shape, into: &aims[index].ids)
      }
    }
  }
}
