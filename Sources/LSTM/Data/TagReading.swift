// SPDX-License-Identifier: Apache-2.0

/// Holds the tags of a data set against their scheme, and turns them into another where that is
/// wanted.
struct TagReading {
  private let builder: DatasetBuilder
  private let origins: RowOrigins

  init(_ builder: DatasetBuilder, origins: RowOrigins) {
    self.builder = builder
    self.origins = origins
  }

  /// The target of the tags of all rows.
  ///
  /// Throws `illegalTag` for the first that breaks the rules of the scheme that was named; where none
  /// was, the target tells of it. What are no tags of entities is left as it is, unless a scheme was
  /// named.
  func read(_ names: Labels, _ values: TokenColumn) throws(DataError) -> Target {
    var plain = Target(.tags, labels: names, values: values)
    let finding: TagFinding
    do throws(TagProblem) {
      finding = try find(names.names, values)
    } catch {
      if builder.tagScheme != nil || builder.trainedScheme != nil { throw illegal(error) }
      let areEntities = names.names.contains { ChunkTag($0).map { !$0.type.isEmpty } ?? false }
      if areEntities { plain.oddTag = error }
      return plain
    }
    if builder.tagScheme != nil, let first = finding.first { throw illegal(first) }
    let target = Target(
      .tags, labels: names, values: values, scheme: finding.scheme,
      finding: finding.illegal > 0 ? finding : nil)
    guard let trained = builder.trainedScheme else { return target }
    let converted = target.converted(to: trained, repairs: finding.illegal > 0)
    var result = Target(
      .tags, labels: converted.labels, values: converted.values, scheme: trained,
      finding: target.finding)
    result.isRepaired = finding.illegal > 0
    return result
  }

  private func find(_ names: [String], _ values: TokenColumn) throws(TagProblem) -> TagFinding {
    let sequences = (0..<values.rowCount).lazy.map { values[$0].lazy.map { Int($0) } }
    guard let scheme = builder.tagScheme else {
      return try TagScheme.recognise(names, in: sequences)
    }
    return try scheme.check(names, in: sequences)
  }

  private func illegal(_ problem: TagProblem) -> DataError {
    DataError(
      .illegalTag(
        line: origins.line(of: problem, hasLineAToken: builder.hasLineAToken),
        token: problem.token + 1, reason: problem.message), path: origins.path(of: problem.row))
  }
}

extension RowOrigins {
  /// The line of a tag: its own where each token has one, else that of its row.
  public func line(of problem: TagProblem, hasLineAToken: Bool) -> Int {
    hasLineAToken ? line(of: problem.row, token: problem.token) : line(of: problem.row)
  }
}

extension TagProblem {
  /// The token that is wrong, from 0: of a wrong end the last one.
  fileprivate var token: Int {
    if case .illegal(nil, _, _) = fact { max(step - 1, 0) } else { step }
  }
}
