// SPDX-License-Identifier: Apache-2.0

/// Writes a diagnostic for people: what is wrong, the source line with a caret under the place, the
/// facts, and the fix.
public struct DiagnosticRenderer: Sendable {
  /// Whether to colour with ANSI escapes.
  public var usesColour: Bool
  /// The most columns a source line may take; longer ones are cut around the caret.
  public var width: Int

  /// A renderer; the width is in columns of the terminal.
  public init(usesColour: Bool = false, width: Int = 100) {
    self.usesColour = usesColour
    self.width = width
  }

  /// Several lines without a final line feed.
  public func render(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    let tag = "\(severity.rawValue)[\(diagnostic.code.rawValue)]"
    let message = visible(diagnostic.message)
    var lines = [paint(tag, severity == .error ? .red : .yellow) + paint(": \(message)", .bold)]
    var indent = " "
    if let source = diagnostic.source, let span = diagnostic.span {
      let number = source.position(of: span.start).line
      indent = String(repeating: " ", count: String(number).count + 1)
      lines += excerpt(of: source, span: span, label: diagnostic.label, severity: severity)
    }
    for note in diagnostic.notes { lines += remark("note", note, indent: indent) }
    if let help = diagnostic.help { lines += remark("help", help, indent: indent) }
    return lines.joined(separator: "\n")
  }

  // MARK: Parts

  /// The place, the source line and the carets.
  private func excerpt(
    of source: SourceText, span: Span, label: String?, severity: Diagnostic.Severity
  ) -> [String] {
    let (line, column) = source.position(of: span.start)
    let number = String(line)
    let blank = String(repeating: " ", count: number.count)
    let bar = paint("|", .blue)
    let excerpt = SourceExcerpt(
      source: source, span: span, width: max(width - number.count - 3, 20))
    var carets = String(repeating: "^", count: excerpt.caretWidth)
    if let label { carets += " " + visible(label) }
    let pointer = String(repeating: " ", count: excerpt.caretColumn)
    let text = excerpt.text.isEmpty ? "" : " " + excerpt.text
    return [
      blank + paint("-->", .blue) + " \(visible(source.name)):\(line):\(column)",
      blank + " " + bar,
      paint(number, .blue) + " " + bar + text,
      blank + " " + bar + " " + pointer + paint(carets, severity == .error ? .red : .yellow),
    ]
  }

  /// `= note: …`; further lines stand under the first.
  private func remark(_ kind: String, _ text: String, indent: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0
        ? indent + paint("=", .blue) + " " + paint("\(kind):", .bold) + " \(visible(line))"
        : indent + String(repeating: " ", count: kind.count + 4) + visible(line)
    }
  }

  /// Control characters from a source or a file must not reach the terminal.
  private func visible(_ text: some StringProtocol) -> String {
    String(text.map(SourceExcerpt.visible))
  }

  // MARK: Colour

  private enum Style: String {
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
    case bold = "1"
  }

  private func paint(_ text: String, _ style: Style) -> String {
    usesColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
