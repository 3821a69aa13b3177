// SPDX-License-Identifier: Apache-2.0

/// Forward and backward over the ways of each row, shared by rows.
///
/// The states of a row are its symbols with a blank before, between and after them. A step stays in its state
/// or goes to the next one; from a symbol to another one it may leave out the blank between them.
struct CTCRows: SharedWork {
  let rows: ScoredTranscripts
  /// What the gradient is multiplied by; nil where only the losses are asked for.
  let scale: Float?
  /// The column of the blank.
  let blank: Int
  let rooms: [CTC.Room]
  let parts: Int
  let kernels: KernelTable

  /// The least probability of a symbol at a step: about e^-346, so that no loss is infinite.
  private static let least = 0x1p-500
  /// From here on the single precision of a probability is enough.
  private static let exact: Float = 1e-30

  func run(_ part: Int) {
    let own = Compute.part(part, of: parts, in: rows.layout.rows)
    var first = rows.counts[..<own.lowerBound].reduce(0, +)
    for row in own {
      let targets = UnsafeBufferPointer(start: rows.targets + first, count: rows.counts[row])
      first += targets.count
      Way(of: row, targets, in: self, rooms[part]).run()
    }
  }

  /// The work on one row.
  private struct Way {
    let work: CTCRows
    let row: Int
    let targets: UnsafeBufferPointer<Int32>
    let steps: Int
    /// Twice the symbols and one.
    let states: Int
    let beginnings: UnsafeMutablePointer<ScaledNumber>
    let endings: UnsafeMutablePointer<ScaledNumber>
    let probabilities: WideMatrix

    init(
      of row: Int, _ targets: UnsafeBufferPointer<Int32>, in work: CTCRows, _ room: CTC.Room
    ) {
      (self.work, self.row, self.targets) = (work, row, targets)
      steps = work.rows.layout.lengths[row]
      states = 2 * targets.count + 1
      (beginnings, endings) = (room.beginnings, room.endings)
      probabilities = room.probabilities(steps, targets.count + 1)
    }

    private var width: Int { work.rows.scores.columns }

    private func scores(_ step: Int) -> UnsafeMutablePointer<Float> {
      work.rows.scores.row(work.rows.layout.offsets[step] + row)
    }

    func run() {
      guard CTC.steps(for: targets) <= steps else { return leaveOut() }
      for step in 0..<steps { takeProbabilities(step) }
      goOn()
      let last = beginnings + (steps - 1) * states
      var whole = last[states - 1]
      if states > 1 { whole = whole + last[states - 2] }
      work.rows.losses[row] = max(-whole.logarithm, 0)
      if whole.value.isNaN { work.rows.losses[row] = .nan }
      if let scale = work.scale { goBack(whole, scale) }
    }

    /// A row that has too few steps teaches nothing.
    private func leaveOut() {
      work.rows.losses[row] = 0
      for step in 0..<steps {
        let scores = scores(step)
        if work.scale == nil {
          _ = work.kernels.softmax(width, scores, 1)
        } else {
          scores.update(repeating: 0, count: width)
        }
      }
    }

    /// Turns the scores of a step into probabilities, and notes those of the symbols and of the blank.
    private func takeProbabilities(_ step: Int) {
      let (scores, own) = (scores(step), probabilities.row(step))
      let count = targets.count
      for at in 0..<count { own[at] = Double(scores[Int(targets[at])]) }
      own[count] = Double(scores[work.blank])
      let (largest, sum) = work.kernels.softmax(width, scores, 1)
      for at in 0...count {
        let share = scores[at < count ? Int(targets[at]) : work.blank]
        if share > CTCRows.exact {
          own[at] = Double(share)
        } else {
          let exact = exponential(own[at] - Double(largest) - naturalLogarithm(Double(sum)))
          own[at] = exact < CTCRows.least ? CTCRows.least : exact
        }
      }
    }

    /// The probability of what a state says at a step.
    @inline(__always)
    private func probability(_ step: Int, _ state: Int) -> Double {
      probabilities.row(step)[state & 1 == 1 ? state >> 1 : targets.count]
    }

    /// Whether the blank before a symbol may be left out.
    @inline(__always)
    private func mayLeap(to state: Int) -> Bool {
      state & 1 == 1 && state > 1 && targets[state >> 1] != targets[(state >> 1) - 1]
    }

    /// The states that can be reached at a step, and from which the end can.
    private func reachable(_ step: Int) -> Range<Int> {
      max(0, states - 2 * (steps - step))..<min(states, 2 * step + 2)
    }

    /// The sum over the ways to each state at each step.
    private func goOn() {
      for state in 0..<min(2, states) {
        beginnings[state] = ScaledNumber.one * probability(0, state)
      }
      for state in min(2, states)..<min(4, states) { beginnings[state] = .zero }
      for step in 1..<max(steps, 1) {
        let (before, now) = (beginnings + (step - 1) * states, beginnings + step * states)
        let reached = reachable(step)
        for state in reached {
          var sum = before[state]
          if state > 0 { sum = sum + before[state - 1] }
          if mayLeap(to: state) { sum = sum + before[state - 2] }
          now[state] = sum * probability(step, state)
        }
        // What the next step looks at beside these.
        for state in reached.upperBound..<min(reached.upperBound + 2, states) { now[state] = .zero }
      }
    }

    /// Takes from the probabilities of each step the share of the ways that go through each state.
    private func goBack(_ whole: ScaledNumber, _ scale: Float) {
      let (following, next) = (endings, endings + states)
      for state in 0..<states { following[state] = state + 2 < states ? .zero : .one }
      for step in stride(from: steps - 1, through: 0, by: -1) {
        if step < steps - 1 {
          for state in 0..<states { next[state] = following[state] * probability(step + 1, state) }
          for state in 0..<states {
            var sum = next[state]
            if state + 1 < states { sum = sum + next[state + 1] }
            if state + 2 < states, mayLeap(to: state + 2) { sum = sum + next[state + 2] }
            following[state] = sum
          }
        }
        let (scores, begun) = (scores(step), beginnings + step * states)
        var blanks = 0.0
        for state in reachable(step) {
          let share = ScaledNumber.share(begun[state], following[state], of: whole)
          if state & 1 == 0 {
            blanks += share
          } else {
            scores[Int(targets[state >> 1])] -= Float(share)
          }
        }
        scores[work.blank] -= Float(blanks)
        for at in 0..<width { scores[at] *= scale }
      }
    }
  }
}
