// SPDX-License-Identifier: Apache-2.0

extension Folds {
  /// Throws `unusableTurn` for the first turn that cannot be taken, with what `splits` would throw, or
  /// `oneClass`.
  ///
  /// Nothing is trained and no text is looked at, so all turns can be checked before the first.
  ///
  /// - Parameters:
  ///   - data: the data set that the folds are of.
  ///   - valid: as for `splits`.
  public func checkTurns(
    of data: Dataset, valid: Double, shuffler: some IndexShuffler
  ) throws(DataError) {
    for fold in rows.indices {
      do throws(DataError) {
        try data.checkTargets(try splits(fold, valid: valid, shuffler: shuffler))
      } catch {
        throw DataError(
          .unusableTurn(
            fold: fold + 1, folds: rows.count, reason: error.fact,
            remedy: remedy(for: data, valid: valid, shuffler: shuffler)),
          path: error.path)
      }
    }
  }

  /// The first of a few changes with which all turns can be taken.
  private func remedy(
    for data: Dataset, valid: Double, shuffler: some IndexShuffler
  ) -> FoldsRemedy {
    let isGrouped = !data.groups.isEmpty
    if valid > 0, canTakeTurns(of: data, valid: 0, shuffler) {
      return FoldsRemedy(folds: nil, withoutValid: true, isGrouped: isGrouped)
    }
    for share in valid > 0 ? [valid, 0] : [0] {
      for count in Self.fewer(than: rows.count) {
        if let folds = try? Folds(data, count: count, shuffler: shuffler),
          folds.canTakeTurns(of: data, valid: share, shuffler)
        {
          return FoldsRemedy(folds: count, withoutValid: share < valid, isGrouped: isGrouped)
        }
      }
    }
    return FoldsRemedy(folds: nil, withoutValid: false, isGrouped: isGrouped)
  }

  private func canTakeTurns(
    of data: Dataset, valid: Double, _ shuffler: some IndexShuffler
  ) -> Bool {
    rows.indices.allSatisfy { fold in
      guard let splits = try? splits(fold, valid: valid, shuffler: shuffler) else { return false }
      return (try? data.checkTargets(splits)) != nil
    }
  }

  /// Fewer folds than there are, the most first; of many not all.
  private static func fewer(than folds: Int) -> [Int] {
    folds <= 10
      ? Array((2..<max(folds, 2)).reversed()) : [folds / 2, 10, 5, 3, 2].filter { $0 < folds }
  }
}
