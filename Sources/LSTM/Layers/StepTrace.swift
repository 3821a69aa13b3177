// SPDX-License-Identifier: Apache-2.0

/// What a layer did at each step of a text.
public struct StepTrace: Hashable, Sendable {
  /// The layer, with its direction where it has two: `bilstm1 reverse`.
  public let layer: String
  /// What it is: `input`, `forget`, `output`, or `attention`.
  public let name: String
  /// Its value at each step; of gates, the mean over the units.
  public let values: [Double]

  init(_ layer: String, _ name: String, _ values: [Double]) {
    self.layer = layer
    self.name = name
    self.values = values
  }

  /// The means over the units of gates that stand side by side, `[steps, gates·units]`.
  static func gates(_ layer: String, _ names: [String], _ values: Matrix) -> [StepTrace] {
    guard !names.isEmpty else { return [] }
    let units = values.columns / names.count
    return names.enumerated().map { gate, name in
      let means = (0..<values.rows).map { step in
        let row = values.row(step) + gate * units
        return (0..<units).reduce(0.0) { $0 + Double(row[$1]) } / Double(units)
      }
      return StepTrace(layer, name, means)
    }
  }
}
