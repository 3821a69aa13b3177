// SPDX-License-Identifier: Apache-2.0

extension Value {
  /// The value as an expression; nil for objects.
  func literal(at span: Span) -> Expression? {
    switch self {
    case .number(let number):
      number < 0
        ? Expression(.unary(.negate, Expression(.number(-number), span)), span)
        : Expression(.number(number), span)
    case .text(let text): Expression(.text(text), span)
    case .boolean(let flag): Expression(.boolean(flag), span)
    case .duration(let seconds): Expression(.duration(seconds: seconds), span)
    case .list(let values): Expression(.list(values.compactMap { $0.literal(at: span) }), span)
    case .object: nil
    }
  }
}
