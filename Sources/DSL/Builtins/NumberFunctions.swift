// SPDX-License-Identifier: Apache-2.0

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
    FunctionEntry(
      name: "abs", summary: "a number without its sign", parameters: [.number], counts: 1...1,
      result: .number, example: ("abs(-3)", "3"), apply: { numbers($0) { $0[0].magnitude } }),
    FunctionEntry(
      name: "min", summary: "the smallest of some numbers", parameters: [.number],
      counts: 1...100, result: .number, example: ("min(3, 1, 2)", "1"),
      apply: { numbers($0) { $0.min() ?? .nan } }),
    FunctionEntry(
      name: "max", summary: "the largest of some numbers", parameters: [.number],
      counts: 1...100, result: .number, example: ("max(3, 1, 2)", "3"),
      apply: { numbers($0) { $0.max() ?? .nan } }),
    FunctionEntry(
      name: "sqrt", summary: "the square root", parameters: [.number], counts: 1...1,
      result: .number, example: ("sqrt(16)", "4"), apply: { numbers($0) { $0[0].squareRoot() } }),
  ]

  private static func numbers(
    _ values: [Value], _ body: ([Double]) -> Double
  ) -> FunctionEntry.Outcome {
    .value(
      .number(
        body(
          values.map {
            if case .number(let number) = $0 { number } else { .nan }
          })))
  }
}
