// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The ranges and lists of a search.
struct SweepSpace {
  /// What is searched, for the engine.
  let dimensions: SearchSpace
  /// Where each of them stands, with the values of a list.
  let axes: [(place: SweepChoice.Place, argument: Argument, items: [Expression])]

  /// Points that stand for all: both ends of every range, and each choice.
  var corners: [[SweepChoice]] {
    let most = max(2, axes.map(\.items.count).max() ?? 0)
    return (0..<most).map { turn in
      choices(
        SearchPoint(
          dimensions.dimensions.map { dimension in
            switch dimension.kind {
            case .real(let low, let high, _): .real(turn % 2 == 0 ? low : high)
            case .integer(let low, let high, _): .integer(turn % 2 == 0 ? low : high)
            case .choice(let count): .choice(turn % count)
            }
          }))
    }
  }

  /// What a point says of each option; numbers have few digits, so that what is shown and saved is
  /// what was used.
  func choices(_ point: SearchPoint) -> [SweepChoice] {
    zip(axes, zip(dimensions.dimensions, point.values)).map { axis, place in
      let (dimension, value) = place
      let span = axis.argument.span
      let expression: Expression =
        switch value {
        case .real(let number):
          Value.number(dimension.rounded(number)).literal(at: span) ?? axis.argument.value
        case .integer(let number):
          Value.number(Double(number)).literal(at: span) ?? axis.argument.value
        case .choice(let index): axis.items[index]
        }
      return SweepChoice(
        place: axis.place, Argument(label: axis.argument.label, value: expression))
    }
  }
}

extension SearchDimension {
  /// A number of the range with four significant digits, or with as many more as a narrow range
  /// needs.
  fileprivate func rounded(_ number: Double) -> Double {
    guard case .real(let low, let high, _) = kind else { return number }
    for digits in 4...12 {
      let rounded = number.rounded(significant: digits)
      if (rounded - number).magnitude <= 1e-3 * (high - low) {
        return min(max(rounded, low), high)
      }
    }
    return min(max(number, low), high)
  }
}
