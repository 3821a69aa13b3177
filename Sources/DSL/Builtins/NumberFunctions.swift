// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Functions of numbers.
enum NumberFunctions {
  static let all: [FunctionEntry] = [
    FunctionEntry(
      name: "round", summary: "a number rounded to so many decimals, half to even",
      parameters: [.number, .number], counts: 1...2, result: .number,
      example: ("round(0.8417, 2)", "0.84"),
      apply: { values in
        guard case .number(let number) = values[0] else { return .unknownYet }
        var decimals = 0.0
        if values.count > 1, case .number(let wanted) = values[1] { decimals = wanted }
        guard let count = Int(exactly: decimals), (0...15).contains(count) else {
          return .failure("the decimals are a whole number from 0 to 15")
        }
        let text = FixedDecimal.string(number, decimals: count)
        return .value(.number(Double(text) ?? number))
      }),
    ofOne("floor", "the next whole number below", ("floor(2.7)", "2")) { $0.rounded(.down) },
    ofOne("ceil", "the next whole number above", ("ceil(2.1)", "3")) { $0.rounded(.up) },
    ofOne("abs", "a number without its sign", ("abs(-3)", "3")) { $0.magnitude },
    ofOne("sqrt", "the square root", ("sqrt(16)", "4"), domain: .fromZero) { $0.squareRoot() },
    ofOne(
      "log", "the natural logarithm", ("round(log(10), 3)", "2.303"), domain: .aboveZero
    ) { naturalLogarithm($0) },
    ofOne("exp", "e to a power", ("round(exp(1), 3)", "2.718")) { exponential($0) },
    ofSome("min", "the smallest of some numbers, or of a list", ("min(3, 1, 2)", "1")) {
      $0.min() ?? 0
    },
    ofSome("max", "the largest of some numbers, or of a list", ("max([3, 1, 2])", "3")) {
      $0.max() ?? 0
    },
    ofSome(
      "sum", "the sum of some numbers, or of a list", ("sum([3, 1, 2])", "6"), ofNothing: true
    ) {
      $0.reduce(0, +)
    },
    ofSome("mean", "the mean of some numbers, or of a list", ("mean(1, 2, 6)", "3")) {
      Statistics($0).mean
    },
    ofSome("median", "the middle of some numbers, or of a list", ("median([5, 1, 2])", "2")) {
      let sorted = $0.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    },
    ofSome(
      "deviation", "the standard deviation of a sample of numbers, or of a list",
      ("deviation(1, 2, 3)", "1")
    ) { Statistics($0).deviation },
  ]

  /// The numbers that a function is defined for.
  private enum Domain: String {
    case all = "a number"
    case fromZero = "a number from 0 upwards"
    case aboveZero = "a number above 0"

    func contains(_ number: Double) -> Bool {
      switch self {
      case .all: true
      case .fromZero: number >= 0
      case .aboveZero: number > 0
      }
    }
  }

  private static func ofOne(
    _ name: String, _ summary: String, _ example: (call: String, result: String),
    domain: Domain = .all, _ body: @escaping @Sendable (Double) -> Double
  ) -> FunctionEntry {
    FunctionEntry(
      name: name, summary: summary, parameters: [.number], counts: 1...1, result: .number,
      example: example,
      apply: { values in
        guard case .number(let number) = values[0] else { return .unknownYet }
        guard domain.contains(number) else {
          return .failure("it takes \(domain.rawValue), not \(FixedDecimal.plain(number))")
        }
        return .value(.number(body(number)))
      })
  }

  private static func ofSome(
    _ name: String, _ summary: String, _ example: (call: String, result: String),
    ofNothing isDefined: Bool = false, _ body: @escaping @Sendable ([Double]) -> Double
  ) -> FunctionEntry {
    FunctionEntry(
      name: name, summary: summary, parameters: [.anything], counts: 1...100, result: .number,
      example: example,
      apply: { values in
        var numbers: [Double] = []
        for value in values {
          switch value {
          case .number(let number): numbers.append(number)
          case .list(let items):
            for item in items {
              guard case .number(let number) = item else {
                return .failure("the list holds \(item.type.description), not only numbers")
              }
              numbers.append(number)
            }
          default:
            return .failure("it takes numbers or a list of them, not \(value.type.description)")
          }
        }
        guard isDefined || !numbers.isEmpty else {
          return .failure("it takes one number at least, and the list is empty")
        }
        return .value(.number(body(numbers)))
      })
  }
}
