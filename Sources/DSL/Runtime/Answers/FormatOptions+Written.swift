// SPDX-License-Identifier: Apache-2.0

import LSTM

extension FormatOptions {
  /// Options as the command line has them: `header=no`, `delimiter=;`, `columns=id,text`.
  ///
  /// Throws for what the format has not, or does not take.
  init(written options: [String], for format: DataFormat) throws(Diagnostic) {
    self = [:]
    for written in options {
      let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = format.options.first(where: { $0.name == name }) else {
        throw .data(
          DataError(.unknownOption(name: name, known: format.options.map(\.name)), path: nil),
          at: nil)
      }
      guard parts.count == 2, let value = option.value(of: String(parts[1])) else {
        throw .data(
          DataError(.badOption(name: name, expected: option.kind.expectation), path: nil), at: nil)
      }
      self[name] = value
    }
  }
}

extension FormatOption {
  /// The value that a text stands for; nil when it stands for none.
  fileprivate func value(of text: String) -> FormatValue? {
    switch kind {
    case .flag:
      switch text {
      case "yes", "true": .flag(true)
      case "no", "false": .flag(false)
      default: nil
      }
    case .text: .text(text == "\\t" ? "\t" : text)
    case .names:
      .names(text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
  }
}
