// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A script in the one canonical form, comments kept.
public struct CanonicalScript: Sendable {
  /// What is wrong with a script that has no canonical form, as it does not parse.
  public struct Mistakes: Error, Sendable {
    /// The mistakes in the order of their places.
    public let diagnostics: [Diagnostic]
  }

  /// The canonical form.
  public let text: String
  /// True when it is not what the source held.
  public let isChanged: Bool

  /// The canonical form of a source.
  public init(of source: SourceText) throws(Mistakes) {
    let parsed = Parser.parse(source)
    guard parsed.diagnostics.isEmpty else { throw Mistakes(diagnostics: parsed.diagnostics) }
    text = ScriptFormatter.format(source, parsed.script).text
    isChanged = source.hasByteOrderMark || !source.bytes.elementsEqual(text.utf8)
  }

  /// Writes it to a file, whole or not at all.
  public func write(to path: String) throws(Diagnostic) {
    try TextFile.write(text, to: path)
  }
}
