// SPDX-License-Identifier: Apache-2.0

/// How much each token that was written looked at each that was read, as a picture.
public struct AlignmentMap: Hashable, Sendable, Codable {
  /// The tokens that were read, from left to right.
  public let read: [String]
  /// Those that were written, from top to bottom.
  public let written: [String]
  /// For each token that was written how much it looked at each that was read, from 0 to 1.
  public let weights: [[Float]]

  /// A map of some tokens.
  public init(read: [String], written: [String], weights: [[Float]]) {
    self.read = read
    self.written = written
    self.weights = weights
  }

  /// How much a token that was written looked at one that was read; 0 where that is not known.
  public func weight(_ row: Int, _ column: Int) -> Double {
    weights.indices.contains(row) && weights[row].indices.contains(column)
      ? Double(weights[row][column]) : 0
  }
}

extension Chart {
  /// The picture of a map.
  static func alignment(_ title: String, _ map: AlignmentMap) -> Chart {
    Chart(title, x: ChartAxis("read"), y: ChartAxis("written"), body: .alignment(map))
  }
}
