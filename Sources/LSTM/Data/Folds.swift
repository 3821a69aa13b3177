// SPDX-License-Identifier: Apache-2.0

/// The parts of a cross-validation: every row is measured once, by a model that has not seen it.
public struct Folds: Sendable {
  /// The rows of each fold, in rising order.
  public let rows: [[Int]]
  private let classes: [Int32]
  private let groups: GroupColumn
  /// The windows of series, which are shared out in the order of time; nil for other rows.
  private let origins: RollingOrigins?

  /// Shares out the training and validation rows of a data set into folds in which every class has
  /// its share, and no group is in two.
  ///
  /// Windows of series go by time, as `RollingOrigins` has it. The test rows stay out of it.
  ///
  /// Throws `tooManyFolds`.
  public init(
    _ data: Dataset, count: Int, shuffler: some IndexShuffler
  ) throws(DataError) {
    if let windows = data.windows {
      let rolling = RollingOrigins(data, windows, folds: count)
      guard count <= rolling.mostFolds else {
        throw DataError(
          .badSeries(
            line: nil,
            reason:
              "the longest series has \(rolling.mostFolds + 1) windows, which are too few for "
              + "\(count) folds"), path: data.origins.path(of: 0))
      }
      (origins, classes, groups) = (rolling, [], GroupColumn())
      rows = (0..<count).map { rolling.rows(of: $0) }
      return
    }
    origins = nil
    let strata = data.task.strata(of: data.target)
    classes = strata
    groups = data.groups
    let pool = Self.pool(of: data)
    if groups.isEmpty {
      var members = [[Int]](repeating: [], count: Int(strata.max() ?? -1) + 1)
      for place in shuffler.shuffled(pool.count, stream: 2) {
        members[Int(strata[pool[place]])].append(pool[place])
      }
      // A rare label may well be missing in a fold; a class may not.
      let rarest =
        data.task.mayLackStrata
        ? pool.count : members.filter { !$0.isEmpty }.map(\.count).min() ?? 0
      guard count <= rarest else {
        throw DataError(
          .tooManyFolds(folds: count, largest: rarest, areGroups: false),
          path: data.origins.path(of: 0))
      }
      // Class after class goes round, so that the sizes of two folds differ by one row at most.
      var folds = [[Int]](repeating: [], count: count)
      for (turn, row) in members.joined().enumerated() { folds[turn % count].append(row) }
      rows = folds.map { $0.sorted() }
    } else {
      let (numbers, known) = Self.numbered(pool.map { data.groups[$0] })
      let shares = GroupShares(numbers, pool.map { Int(strata[$0]) })
      let size = Double(pool.count) / Double(count)
      let parts = shares.assigned(
        to: [Double](repeating: size, count: count), shuffler: shuffler)
      var folds = [[Int]](repeating: [], count: count)
      for (row, group) in zip(pool, numbers) { folds[parts[group]].append(row) }
      guard count <= known, folds.allSatisfy({ !$0.isEmpty }) else {
        throw DataError(
          .tooManyFolds(folds: count, largest: known, areGroups: true),
          path: data.origins.path(of: 0))
      }
      rows = folds
    }
  }

  /// The rows that are shared out: those that do not train are measured like others.
  private static func pool(of data: Dataset) -> [Int] {
    (data.splits.train + data.splits.valid + data.summary.skipped.rows).sorted()
  }

  /// How many groups the rows of a data set have that are shared out; 0 where rows stand alone.
  public static func groupCount(of data: Dataset) -> Int {
    data.groups.parted(pool(of: data)).count
  }

  /// The groups that a fold leaves out of training; none where rows stand alone.
  public func groups(leftOutBy fold: Int) -> [String] { groups.parted(rows[fold]).map(\.name) }

  /// The parts of one turn: the fold is measured as the test split, and of the other rows a share
  /// chooses the weights.
  ///
  /// - Parameter valid: that share, from 0 to below 1; 0 for none.
  public func splits(
    _ fold: Int, valid: Double, shuffler: some IndexShuffler
  ) throws(DataError) -> SplitRows {
    if let origins {
      let parts = origins.parts(before: fold, valid: valid)
      var splits = SplitRows()
      (splits.train, splits.valid, splits.test) = (parts.train, parts.valid, rows[fold])
      for name in [SplitName.train] + (valid > 0 ? [.valid] : []) where splits[name].isEmpty {
        throw DataError(.emptySplit(name: name, rows: rows[0].count), path: nil)
      }
      return splits
    }
    let others = rows.indices.filter { $0 != fold }.flatMap { rows[$0] }.sorted()
    var splits = SplitRows()
    splits.test = rows[fold]
    splits.train = others
    guard valid > 0 else { return splits }
    do throws(DataError.Fact) {
      let ratio: SplitRatio
      do { ratio = try SplitRatio(train: 100 - 100 * valid, valid: 100 * valid, test: 0) } catch {
        throw error.fact
      }
      let names = others.map { Int(classes[$0]) }
      let inner =
        groups.isEmpty
        ? try Splitter.stratified(names, ratio: ratio, shuffler: shuffler)
        : try Splitter.grouped(
          Self.numbered(others.map { groups[$0] }).numbers, names, ratio: ratio,
          shuffler: shuffler)
      splits.train = inner.train.map { others[$0] }
      splits.valid = inner.valid.map { others[$0] }
    } catch {
      throw DataError(error, path: nil)
    }
    return splits
  }

  /// The same groups numbered from 0 without gaps, and how many there are.
  private static func numbered(_ groups: [Int32]) -> (numbers: [Int], count: Int) {
    let known = Set(groups).sorted()
    let number = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
    return (groups.map { number[$0] ?? 0 }, known.count)
  }
}
