// SPDX-License-Identifier: Apache-2.0

/// A mistake or a warning as data: what, where, why and how to mend it.
///
/// One renderer, `DiagnosticRenderer`, words the frame.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  /// The stage that found it; decides the exit code of a run.
  public enum Stage: String, Hashable, Sendable {
    case syntax, schema, shape, run
  }

  /// A stable code such as `E0203`; listed in `DiagnosticCode`.
  public let code: DiagnosticCode
  /// One sentence in the user's words, without a full stop.
  public let message: String
  /// The place in the source; nil when it has none (a data file's row is named in the message).
  public var span: Span?
  /// The source the span points into.
  public var source: SourceText?
  /// What stands under the caret, such as `expected a number`.
  public let label: String?
  /// More facts, one a line.
  public let notes: [String]
  /// One fix that parses, or the nearest names.
  public var help: String?

  /// A diagnostic.
  public init(
    _ code: DiagnosticCode, _ message: String, at span: Span?, in source: SourceText? = nil,
    label: String? = nil, notes: [String] = [], help: String? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.source = source
    self.label = label
    self.notes = notes
    self.help = help
  }

  /// How grave it is: codes that begin with `W` warn.
  public var severity: Severity { code.rawValue.hasPrefix("W") ? .warning : .error }

  /// Whether it is of an option or its value.
  public var isOfOptions: Bool { code.rawValue.hasPrefix("E03") }
}
