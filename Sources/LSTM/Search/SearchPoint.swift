// SPDX-License-Identifier: Apache-2.0

/// The value of one dimension of a search.
public enum SearchValue: Hashable, Sendable {
  case real(Double)
  case integer(Int)
  /// The index of what was chosen.
  case choice(Int)
}

/// A value for each dimension of a space, in the order of the dimensions.
public struct SearchPoint: Hashable, Sendable {
  /// The values.
  public let values: [SearchValue]

  /// A point with some values.
  public init(_ values: [SearchValue]) {
    self.values = values
  }
}

/// A point that was tried, and what came of it.
public struct SearchTrial: Hashable, Sendable {
  /// What was tried.
  public let point: SearchPoint
  /// The figure it reached, lower being better; nil if the trial failed.
  public let value: Double?

  /// A finished trial; a value that is not finite says that it failed.
  public init(_ point: SearchPoint, value: Double?) {
    self.point = point
    self.value = value.flatMap { $0.isFinite ? $0 : nil }
  }
}
