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
      name: "percent", summary: "a share as a text in percent, with so many decimals, or with one",
      parameters: [.number, .number], counts: 1...2, result: .text,
      example: ("percent(0.8417)", "84.2%"),
      apply: { values in
        guard case .number(let share) = values[0] else { return .unknownYet }
        var decimals = 1
        if values.count > 1, case .number(let wanted) = values[1] {
          guard let count = Int(exactly: wanted), (0...15).contains(count) else {
            return .failure("the decimals are a whole number from 0 to 15")
          }
          decimals = count
        }
        guard (share * 100).isFinite else { return .failure("the share is too large") }
        return .value(.text(FixedDecimal.string(share * 100, decimals: decimals) + "%"))
      }),
    FunctionEntry(
      name: "format",
      summary: "a text with values in the places of {}, {.3} (decimals) and {.1%} (percent)",
      parameters: [.text, .anything], counts: 1...100, result: .text,
      example: ("format(\"{} of {.2}: {.1%}\", \"a\", 2, 0.5)", "a of 2.00: 50.0%"),
      apply: { values in
        guard case .text(let pattern) = values[0] else { return .unknownYet }
        return TextPattern.fill(pattern, Array(values.dropFirst()))
      }),
    FunctionEntry(
      name: "text", summary: "a value as a text, as `print` shows it", parameters: [.anything],
      counts: 1...1, result: .text, example: ("text(0.5) + \"!\"", "0.5!"),
      apply: { .value(.text($0[0].description)) }),
    FunctionEntry(
      name: "join", summary: "the values of a list as one text, with another between them",
      parameters: [.list, .text], counts: 1...2, result: .text,
      example: ("join([\"a\", 1], \"-\")", "a-1"),
      apply: { values in
        guard case .list(let items) = values[0] else { return .unknownYet }
        var between = ", "
        if values.count > 1, case .text(let text) = values[1] { between = text }
        return .value(.text(items.map(\.description).joined(separator: between)))
      }),
    FunctionEntry(
      name: "contains", summary: "whether a text has a part, or a list a value",
      parameters: [.anything, .anything], counts: 2...2, result: .boolean,
      example: ("contains(\"clean room\", \"room\")", "yes"),
      apply: { values in
        switch (values[0], values[1]) {
        case (.text(let text), .text(let part)): .value(.boolean(text.contains(part)))
        case (.list(let items), let value):
          .value(.boolean(items.contains { $0.isSame(as: value) }))
        default: .failure("it takes two texts, or a list and a value")
        }
      }),
    FunctionEntry(
      name: "choose", summary: "the second value where the first is yes, else the third",
      parameters: [.boolean, .anything, .anything], counts: 3...3, result: .anything,
      example: ("choose(2 > 1, \"up\", \"down\")", "up"),
      apply: { values in
        guard case .boolean(let flag) = values[0] else { return .unknownYet }
        return .value(values[flag ? 1 : 2])
      }),
  ]
}

/// A text with places for values.
enum TextPattern {
  /// Puts values into the places of a pattern.
  static func fill(_ pattern: String, _ values: [Value]) -> FunctionEntry.Outcome {
    var (text, rest, used) = ("", pattern[...], 0)
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      text += rest[..<open]
      let next = rest.index(after: open)
      if next < rest.endIndex, rest[next] == rest[open] {
        text.append(rest[open])
        rest = rest[rest.index(after: next)...]
        continue
      }
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        return .failure("a brace stands alone; write it twice to show it")
      }
      guard used < values.count else {
        return .failure("the pattern has more places than the \(values.count) values after it")
      }
      guard let part = show(values[used], rest[next..<close]) else {
        return .failure(
          "\"\(rest[open...close])\" does not fit \(values[used].type.description); "
            + "places are {}, {.3} and {.1%}")
      }
      text += part
      used += 1
      rest = rest[rest.index(after: close)...]
    }
    guard used == values.count else {
      return .failure("there are \(values.count) values and only \(used) places")
    }
    return .value(.text(text + rest))
  }

  private static func show(_ value: Value, _ form: Substring) -> String? {
    guard !form.isEmpty else { return value.description }
    let isPercent = form.last == "%"
    let digits = form.dropFirst().dropLast(isPercent ? 1 : 0)
    guard form.first == ".", let decimals = Int(digits), (0...15).contains(decimals),
      case .number(let number) = value, (100 * number).isFinite || !isPercent
    else { return nil }
    return isPercent
      ? FixedDecimal.string(100 * number, decimals: decimals) + "%"
      : FixedDecimal.string(number, decimals: decimals)
  }
}
