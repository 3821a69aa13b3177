// SPDX-License-Identifier: Apache-2.0

/// What stands at the places of a batch: an input, what is right for a target, or what a head answers.
///
/// A block is filled again and again; once it has held a batch as large, that allocates nothing.
public final class Block {
  /// The token, class or tag at each place, laid out as its axis is; of a set of labels 0 or 1 for each
  /// label, label after label.
  var ids: [Int32] = []
  /// How many ids each row has, row after row, where these do not stand along an axis: those of transcripts.
  var counts: [Int] = []
  /// Numbers, `[places, features]`, of which those that are missing are NaN; what a head makes of its
  /// scores is a view that is valid until the next pass.
  var values = Matrix.empty
  /// What the values are for each number where a head answers numbers, parameters side by side.
  var form = NumberForm.point
  /// How the tokens are spelt; nil where nobody reads their characters.
  var spelling: SpelledTokens?
  /// The numbers of an input or of a target.
  private let storage = Buffer()
  /// The loss of each place, or of each row where a head scores whole rows.
  private(set) var losses: [Double] = []
  /// How many of the losses are those of the last pass.
  private(set) var lossCount = 0

  /// A block with room for so many ids, losses and numbers.
  init(ids: Int = 0, losses: Int = 0, numbers: Int = 0) {
    storage.reserve(numbers)
    self.ids.reserveCapacity(ids)
    self.losses = [Double](repeating: 0, count: losses)
  }

  /// A block of given ids.
  init(_ ids: [Int32]) {
    self.ids = ids
  }

  /// Room for its own numbers, `[places, features]`, which become its values.
  func numbers(_ places: Int, _ features: Int) -> Matrix {
    values = storage.matrix(places, features)
    return values
  }

  /// Puts 0 in the place of numbers that are missing, so that none of them reaches a product.
  func fillMissing() {
    for row in 0..<values.rows {
      let own = values.row(row)
      for at in 0..<values.columns where own[at].isNaN { own[at] = 0 }
    }
  }

  /// How many places have a number that is not missing.
  var knownPlaces: Int {
    (0..<values.rows).count { row in
      let own = values.row(row)
      return (0..<values.columns).contains { !own[$0].isNaN }
    }
  }

  /// The losses of the last pass.
  var ownLosses: ArraySlice<Double> { losses[..<lossCount] }

  /// The sum of the losses of the last pass, in the order of their places.
  var lossSum: Double {
    var sum = 0.0
    for at in 0..<lossCount { sum += losses[at] }
    return sum
  }

  /// Takes `count` losses: hands on the place for them, and what is right by another block, or by
  /// this one.
  func takeLosses(
    _ count: Int, against aim: Block,
    _ body: (_ targets: UnsafePointer<Int32>, _ losses: UnsafeMutablePointer<Double>) -> Void
  ) {
    lossCount = count
    if losses.count < count { losses = [Double](repeating: 0, count: count) }
    losses.withUnsafeMutableBufferPointer { losses in
      aim.ids.withUnsafeBufferPointer { targets in
        // Of numbers there are no ids.
        withUnsafePointer(to: 0 as Int32) { none in
          guard let losses = losses.baseAddress else { return }
          body(targets.baseAddress ?? none, losses)
        }
      }
    }
  }
}
