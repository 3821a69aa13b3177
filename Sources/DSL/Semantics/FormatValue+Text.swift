// SPDX-License-Identifier: Apache-2.0

import LSTM

extension FormatValue {
  /// The value as a script writes it.
  var text: String {
    switch self {
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): Token.quoted(text)
    case .names(let names): "[\(names.joined(separator: ", "))]"
    }
  }
}
