// SPDX-License-Identifier: Apache-2.0

/// Functions of texts and lists.
enum TextFunctions {
  static let all: [FunctionEntry] = [
    FunctionEntry(
      name: "length", summary: "how many characters a text has, or values a list",
      parameters: [.anything], counts: 1...1, result: .number, example: ("length(\"北京\")", "2"),
      apply: { values in
        switch values[0] {
        case .text(let text): .value(.number(Double(text.count)))
        case .list(let items): .value(.number(Double(items.count)))
        default: .failure("it takes a text or a list, not \(values[0].type.description)")
        }
      }),
    FunctionEntry(
      name: "fixed", summary: "a number as a text with so many decimals",
      parameters: [.number, .number], counts: 2...2, result: .text,
      example: ("fixed(0.5, 3)", "0.500"),
      apply: { values in
        guard case .number(let number) = values[0], case .number(let decimals) = values[1],
          let count = Int(exactly: decimals), (0...15).contains(count)
        else { return .failure("the decimals are a whole number from 0 to 15") }
        return .value(.text(FixedDecimal.string(number, decimals: count)))
      }),
    FunctionEntry(
      name: "percent", summary: "a share as a text in percent, with one decimal",
      parameters: [.number], counts: 1...1, result: .text, example: ("percent(0.8417)", "84.2%"),
      apply: { values in
        guard case .number(let share) = values[0] else { return .unknownYet }
        return .value(.text(FixedDecimal.string(share * 100, decimals: 1) + "%"))
      }),
  ]
}
