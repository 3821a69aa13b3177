// SPDX-License-Identifier: Apache-2.0

/// What stands at the places of a batch for one target: what is right there, or what a head answers.
///
/// A block is filled again and again; once it has held a batch as large, that allocates nothing.
final class Block {
  /// The class, tag or token at each place, laid out as the batch is; of a set of labels 0 or 1 for
  /// each label, label after label.
  var ids: [Int32] = []
  /// What a head makes of its scores, `[places, width]`; a view that is valid until the next pass.
  var values = Matrix.empty
  /// The loss of each place, or of each row where a head scores whole rows.
  private(set) var losses: [Double] = []
  /// How many of the losses are those of the last pass.
  private(set) var lossCount = 0

  /// A block with room for so many ids and losses.
  init(ids: Int = 0, losses: Int = 0) {
    self.ids.reserveCapacity(ids)
    self.losses = [Double](repeating: 0, count: losses)
  }

  /// A block of given ids.
  init(_ ids: [Int32]) {
    self.ids = ids
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
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        body(targets, losses)
      }
    }
  }
}
