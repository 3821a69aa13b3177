// SPDX-License-Identifier: Apache-2.0

/// Vectors as points of a plane; the same bits on every machine.
public struct PlaneMap: Hashable, Sendable {
  /// A point of the plane.
  public struct Point: Hashable, Sendable {
    /// Along the first direction.
    public let x: Double
    /// Along the second one.
    public let y: Double
  }

  /// A point for each vector, in their order.
  public let points: [Point]
  /// Which share of the variance lies along each direction; nil where directions mean nothing.
  public var shares: (first: Double, second: Double)? {
    firstShare.flatMap { first in secondShare.map { (first, $0) } }
  }
  private let firstShare: Double?
  private let secondShare: Double?

  init(points: [Point], shares: (first: Double, second: Double)?) {
    self.points = points
    (firstShare, secondShare) = (shares?.first, shares?.second)
  }
}
