// SPDX-License-Identifier: Apache-2.0

/// The transcripts of rows.
public struct TranscriptAnswers: WrittenAnswers {
  /// The transcripts of each row, the best first: those that were looked for, else the plain one.
  public var written: [[WrittenText]]
  /// The plain transcript of each row, of the most probable symbol at each step.
  public private(set) var plain: [WrittenText]
  /// The loss of each row; 0 where nobody knew what is right, or it does not fit in the steps.
  public private(set) var losses: [Double]
  /// How many losses the mean counts each row for; 0 where it has none.
  private var places: [Int]
  /// At how many steps of each row nothing is read.
  private var shares: [StepShare]
  /// At how many steps nothing is read.
  public var blanks: StepShare {
    shares.reduce(into: StepShare()) { $0.merge($1) }
  }

  /// Nothing yet of some rows.
  public init(rows: Int) {
    let none = WrittenText(tokens: [], score: 0, isCut: false)
    written = Array(repeating: [none], count: rows)
    plain = Array(repeating: none, count: rows)
    losses = Array(repeating: 0, count: rows)
    places = Array(repeating: 0, count: rows)
    shares = Array(repeating: StepShare(), count: rows)
    isMisfit = Array(repeating: false, count: rows)
  }

  /// Texts that were made without a network.
  public init(fixed texts: [String]) {
    self.init(rows: texts.count)
    plain = texts.map { WrittenText(fixed: $0) }
    written = plain.map { [$0] }
    losses = [.nan]
  }

  /// Whether a network made them, which gives probabilities.
  var isMeasured: Bool { blanks.steps > 0 || written.isEmpty }

  /// The losses, in the order of the rows.
  var lossSum: LossSum { LossSum(sum: losses.reduce(0, +), count: places.reduce(0, +)) }

  /// How many rows had too few steps for what is right.
  public var misfits: Int { isMisfit.count { $0 } }
  private var isMisfit: [Bool]

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> TranscriptAnswers {
    var own = TranscriptAnswers(rows: places.count)
    own.written = places.map { written[$0] }
    own.plain = places.map { plain[$0] }
    own.losses = losses(at: places, of: written.count)
    own.places = places.map { self.places[$0] }
    own.shares = places.map { shares[$0] }
    own.isMisfit = places.map { isMisfit[$0] }
    return own
  }

  /// Whether choices are wanted beside the values of the head.
  public static let needsChoices = false

  /// Counts the steps where symbols begin as those of what is read, of which a network joins some: the last
  /// one ends with the last step that is read.
  mutating func spread(every count: Int, length: (_ place: Int) -> Int) {
    guard count > 1 else { return }
    for place in written.indices {
      let own = length(place)
      let missing = (own + count - 1) / count * count - own
      let origin = { (step: Int32) in max(0, step * Int32(count) - Int32(missing)) }
      for at in written[place].indices {
        written[place][at].origins = written[place][at].origins.map(origin)
      }
    }
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    let found = answer.ownLosses
    var first = 0
    for (row, place) in places.enumerated() {
      let steps = TranscriptSteps(answer.values, layout, row)
      var share = StepShare()
      plain[place] = steps.plain(blanks: &share)
      shares[place] = share
      written[place] = [plain[place]]
      guard let aim, aim.counts.indices.contains(row) else { continue }
      let right = aim.ids[first..<first + aim.counts[row]]
      first += right.count
      if CTC.steps(for: right) <= steps.count {
        self.places[place] = max(1, right.count)
        if found.indices.contains(row) { losses[place] = found[row] }
      } else {
        isMisfit[place] = true
      }
    }
  }
}

/// The probabilities of the symbols at the steps of a row, the blank last.
struct TranscriptSteps {
  private let values: Matrix
  private let layout: BatchLayout
  private let row: Int

  init(_ values: Matrix, _ layout: BatchLayout, _ row: Int) {
    (self.values, self.layout, self.row) = (values, layout, row)
  }

  /// How many steps there are.
  var count: Int { layout.lengths[row] }
  /// How many symbols there are; it is the number of the blank.
  var symbols: Int { values.columns - 1 }

  /// The probabilities at a step.
  subscript(step: Int) -> UnsafePointer<Float> {
    UnsafePointer(values.row(layout.offsets[step] + row))
  }

  /// The text of the most probable symbol at each step, the first of equals, and where its symbols begin.
  func plain(blanks: inout StepShare) -> WrittenText {
    var text = WrittenText(tokens: [], score: 0, isCut: false)
    var (last, silent) = (symbols, 0)
    for step in 0..<count {
      let own = self[step]
      var best = 0
      for symbol in 1...max(symbols, 1) where own[symbol] > own[best] { best = symbol }
      text.score += naturalLogarithm(Double(max(own[best], 1e-38)))
      if best == symbols {
        silent += 1
      } else if best != last {
        text.tokens.append(Int32(truncatingIfNeeded: best))
        text.origins.append(Int32(truncatingIfNeeded: step))
      }
      last = best
    }
    blanks.merge(StepShare(blanks: silent, steps: count))
    return text
  }
}
