// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How texts are looked for that a run writes, as a statement or the command line asks for it.
extension SearchOptions {
  /// Throws where a run cannot write what they ask for.
  ///
  /// - Parameter place: where an option of a name stands.
  func check(_ run: RunObject, at place: (String) -> Span?) throws(Diagnostic) {
    if let task = run.task as? any Writing, !prefix.isEmpty,
      task.transform.encode(prefix).contains(0)
    {
      throw .unknownPrefix(prefix, run.name, at: place(Self.prefixKey.name))
    }
    if best > beam { throw .bestExceedsBeam(best, beam, at: place(Self.bestKey.name)) }
  }

  /// The options of the command line, name by name; throws for a value that is not allowed, and for a run
  /// that writes no texts.
  init(written: [(name: String, value: String)], for run: RunObject) throws(Diagnostic) {
    if let first = written.first, !(run.task is any Writing) {
      throw .nothingIsWritten(first.name, run.name, at: nil)
    }
    var values: [String: ArgumentValue] = [:]
    for (name, text) in written {
      guard let spec = Self.arguments.first(where: { $0.name == name }) else {
        throw .unknownOption(
          Name(name, Span(0, 0)), of: "`predict`", names: Self.arguments.map(\.name))
      }
      let value = spec.value(written: text)
      do {
        values[name] = try spec.accept(value)
      } catch {
        throw .refused(error, value, for: spec, of: "`predict`", at: nil)
      }
    }
    self.init(Arguments(values, for: Self.arguments))
    try check(run) { _ in nil }
  }
}

extension ArgumentSpec {
  /// The value that a text of the command line stands for.
  fileprivate func value(written text: String) -> ArgumentValue {
    switch kind {
    case .integer, .integerOr, .number: Double(text).map { .number($0) } ?? .word(text)
    case .boolean, .choice, .text, .path, .duration, .numbers, .words: .word(text)
    }
  }
}
