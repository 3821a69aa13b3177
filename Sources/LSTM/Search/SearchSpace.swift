// SPDX-License-Identifier: Apache-2.0

/// The points that a search may try: named dimensions in an order.
public struct SearchSpace: Hashable, Sendable {
  /// The dimensions.
  public let dimensions: [SearchDimension]

  /// A space of some dimensions.
  ///
  /// - Throws: `SearchSpaceProblem` for the first dimension that makes no sense.
  public init(_ dimensions: [SearchDimension]) throws(SearchSpaceProblem) {
    var names: Set<String> = []
    for dimension in dimensions {
      if let problem = dimension.problem { throw problem }
      guard names.insert(dimension.name).inserted else { throw .repeatedName(dimension.name) }
    }
    self.dimensions = dimensions
  }

  /// Whether a point has a fitting value for every dimension.
  public func contains(_ point: SearchPoint) -> Bool {
    point.values.count == dimensions.count
      && zip(dimensions, point.values).allSatisfy { $0.contains($1) }
  }
}

/// Why a dimension was refused; each case has its name.
public enum SearchSpaceProblem: Error, Hashable, Sendable {
  /// Two dimensions have one name.
  case repeatedName(String)
  /// The low end is above the high one, or there is nothing to choose from.
  case isEmpty(String)
  /// An end, or the distance between the ends, is not a finite number.
  case isNotFinite(String)
  /// A logarithmic dimension begins at 0 or below.
  case hasNoLogarithm(String)

  /// The name of the dimension.
  public var name: String {
    switch self {
    case .repeatedName(let name), .isEmpty(let name), .isNotFinite(let name),
      .hasNoLogarithm(let name):
      name
    }
  }
}

extension SearchDimension {
  fileprivate var problem: SearchSpaceProblem? {
    switch kind {
    case .real(let low, let high, let log):
      guard (high - low).isFinite else { return .isNotFinite(name) }
      return low > high ? .isEmpty(name) : log && low <= 0 ? .hasNoLogarithm(name) : nil
    case .integer(let low, let high, let log):
      return low > high ? .isEmpty(name) : log && low <= 0 ? .hasNoLogarithm(name) : nil
    case .choice(let count):
      return count < 1 ? .isEmpty(name) : nil
    }
  }
}
