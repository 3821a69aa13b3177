// SPDX-License-Identifier: Apache-2.0

/// Points with names, those that matter most first; names that would lie on others are left out.
public struct NamedPoints: Hashable, Sendable, Codable {
  /// The names.
  public var names: [String]
  /// Where they stand.
  public var points: [ChartPoint]

  /// Points with names.
  public init(names: [String], points: [ChartPoint]) {
    self.names = names
    self.points = points
  }

  /// A part of a picture, in the units of its places.
  struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    func holds(_ point: (x: Double, y: Double)) -> Bool {
      left < point.x && point.x < right && top < point.y && point.y < bottom
    }

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }
}
