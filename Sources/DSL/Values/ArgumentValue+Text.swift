// SPDX-License-Identifier: Apache-2.0

import LSTM

extension ArgumentValue {
  /// The value as a script writes it.
  var text: String {
    switch self {
    case .integer(let number): String(number)
    case .number(let number): FixedDecimal.plain(number)
    case .boolean(let flag): flag ? "yes" : "no"
    case .word(let word): word
    case .numbers(let numbers):
      "[" + numbers.map { FixedDecimal.plain($0) }.joined(separator: ", ") + "]"
    case .words(let words): words.isEmpty ? "none" : "[" + words.joined(separator: ", ") + "]"
    }
  }
}
