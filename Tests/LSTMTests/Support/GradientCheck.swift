// SPDX-License-Identifier: Apache-2.0

import Testing

/// Holds gradients against central differences of a loss that is computed in single precision.
///
/// Each derivative is extrapolated from differences at three distances (Richardson), twice; where the two
/// disagree there is a kink near by, and nothing to compare with.
struct GradientCheck {
  /// The widest distance; the others are its half and its quarter.
  var distance: Float = 0x1p-5
  var tolerance = 5e-4

  /// Checks the gradient of `loss` for each of some numbers that it depends on, and returns how many
  /// could be compared.
  @discardableResult
  func expect(
    _ gradient: [Float], _ what: String, of values: UnsafeMutablePointer<Float>,
    sourceLocation: SourceLocation = #_sourceLocation, loss: () -> Double
  ) -> Int {
    var compared = 0
    for at in gradient.indices {
      guard let slope = slope(values + at, loss) else { continue }
      guard abs(Double(gradient[at]) - slope) <= tolerance * (1 + abs(slope)) else {
        Issue.record(
          "\(what): gradient \(gradient[at]) at \(at), the loss says \(slope)",
          sourceLocation: sourceLocation)
        return compared
      }
      compared += 1
    }
    return compared
  }

  /// The derivative with respect to one number; nil near a kink.
  private func slope(_ value: UnsafeMutablePointer<Float>, _ loss: () -> Double) -> Double? {
    let before = value.pointee
    defer { value.pointee = before }
    let slopes = [distance, distance / 2, distance / 4].map { step in
      value.pointee = before + step
      let up = (at: Double(value.pointee), loss: loss())
      value.pointee = before - step
      return (up.loss - loss()) / (up.at - Double(value.pointee))
    }
    let wide = (4 * slopes[1] - slopes[0]) / 3
    let narrow = (4 * slopes[2] - slopes[1]) / 3
    return abs(wide - narrow) <= tolerance * (1 + abs(narrow)) / 2 ? narrow : nil
  }
}
