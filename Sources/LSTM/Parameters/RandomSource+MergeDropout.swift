// SPDX-License-Identifier: Apache-2.0

extension RandomSource {
  /// The joins of subword units that are left out of a text in an epoch, whatever else is encoded.
  ///
  /// - Parameters:
  ///   - rate: the probability with which each join is left out, from 0 to 1.
  ///   - column: the column of the text.
  ///   - row: its row in the data set.
  func mergeDropout(rate: Double, column: String, epoch: Int, row: Int) -> MergeDropout {
    MergeDropout(
      rate: rate, Threefry(key: key(.dropout, "subwords \(column)")), epoch: epoch, row: row)
  }
}
