// SPDX-License-Identifier: Apache-2.0

/// Connectionist temporal classification (Graves and others 2006): -ln of the probability of a sequence of
/// symbols, summed over all ways to lay it out over more steps than it has symbols.
///
/// Each step says a symbol or nothing (the blank, the last score of a step); equal symbols side by side are
/// one, unless a blank stands between them.
final class CTC {
  /// How many symbols there are; the blank comes after them.
  let symbols: Int
  /// What each part of the work needs for a row.
  private var rooms: [Room] = []

  init(symbols: Int) { self.symbols = symbols }

  /// How many steps a sequence needs at least: one for each symbol, and one between equal ones.
  static func steps(for symbols: some Collection<Int32>) -> Int {
    zip(symbols, symbols.dropFirst()).reduce(symbols.count) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  }

  /// Makes room for passes up to a size; for rows with more symbols than are usual it is made when they come.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    while rooms.count < (memory.threads > 1 ? Self.partsAThread * memory.threads : 1) {
      rooms.append(Room())
    }
    let states = 2 * min(size.steps / 4 + 1, Self.usualSymbols) + 1
    for room in rooms { room.plan(steps: size.steps, states: states, memory) }
  }

  private static let partsAThread = 2

  /// How many symbols of a row there is room for from the start, at most.
  private static let usualSymbols = 200

  /// Writes the loss of each row, and turns the scores of its steps into probabilities.
  func measure(_ rows: ScoredTranscripts, _ compute: Compute) { run(rows, nil, compute) }

  /// Writes the loss of each row, and turns the scores of its steps into the gradient of `scale` times the
  /// sum of the losses.
  func differentiate(_ rows: ScoredTranscripts, scale: Float, _ compute: Compute) {
    run(rows, scale, compute)
  }

  private func run(_ rows: ScoredTranscripts, _ scale: Float?, _ compute: Compute) {
    let count = rows.layout.rows
    guard count > 0 else { return }
    let threads = compute.parts(of: rows.layout.total * symbols, worth: 1 << 11)
    // More than threads, since the first rows are the longest.
    let parts = threads > 1 ? min(count, Self.partsAThread * threads) : 1
    while rooms.count < parts { rooms.append(Room()) }
    var (steps, states) = (0, 0)
    for row in 0..<count {
      steps = max(steps, rows.layout.lengths[row])
      states = max(states, 2 * rows.counts[row] + 1)
    }
    for room in rooms.prefix(parts) { room.reserve(steps: steps, states: states) }
    compute.pool.run(
      parts,
      CTCRows(
        rows: rows, scale: scale, blank: symbols, rooms: rooms, parts: parts,
        kernels: compute.kernels))
  }

  /// What one row needs at a time.
  final class Room {
    private let (sums, followers, probabilities) = (Buffer(), Buffer(), WideBuffer())
    private static let floats = MemoryLayout<ScaledNumber>.stride / MemoryLayout<Float>.stride

    func plan(steps: Int, states: Int, _ memory: MemoryPlan) {
      memory.reserve(sums, steps * states * Self.floats)
      memory.reserve(followers, 2 * states * Self.floats)
      probabilities.plan(steps * (states / 2 + 1), memory)
    }

    func reserve(steps: Int, states: Int) {
      sums.reserve(steps * states * Self.floats)
      followers.reserve(2 * states * Self.floats)
      _ = probabilities.matrix(steps, states / 2 + 1)
    }

    /// The sums over the beginnings of ways: `[steps, states]`.
    var beginnings: UnsafeMutablePointer<ScaledNumber> { Self.bind(sums) }
    /// The sums over what follows: `[2, states]`.
    var endings: UnsafeMutablePointer<ScaledNumber> { Self.bind(followers) }
    /// The probability of each symbol of the row at each step, and of the blank.
    func probabilities(_ steps: Int, _ columns: Int) -> WideMatrix {
      probabilities.matrix(steps, columns)
    }

    private static func bind(_ buffer: Buffer) -> UnsafeMutablePointer<ScaledNumber> {
      // Nobody reads the buffer as floats.
      UnsafeMutableRawPointer(buffer.base).assumingMemoryBound(to: ScaledNumber.self)
    }
  }
}

/// The scores of the steps of some rows with the symbols that are right, and the place for their losses.
struct ScoredTranscripts {
  /// How the steps stand.
  let layout: BatchLayout
  /// Scores `[total, symbols + 1]`, overwritten with what becomes of them.
  let scores: Matrix
  /// The symbols, row after row in the order of the batch.
  let targets: UnsafePointer<Int32>
  /// How many symbols each row has.
  let counts: [Int]
  /// The loss of each row; 0 of one that has too few steps for its symbols.
  let losses: UnsafeMutablePointer<Double>
}
