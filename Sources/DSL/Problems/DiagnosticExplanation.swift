// SPDX-License-Identifier: Apache-2.0

/// What `lstm explain CODE` says of a diagnostic: what it means, and an example with its cure.
///
/// The texts stand in `Explanations/`, a file for each group of codes.
struct DiagnosticExplanation: Sendable {
  /// How an example leads to its diagnostic.
  enum Trial: Sendable {
    /// The script is checked.
    case check
    /// The script is run.
    case run
    /// The script is `given`, and the lines are arguments such as `-p units=3`.
    case arguments
    /// No script can show it; the reason why.
    case none(reason: String)
  }

  /// A line, without a full stop.
  let title: String
  /// A few sentences.
  let text: String
  /// Files that the example reads.
  var files: [(name: String, content: String)] = []
  /// Statements before those of the example; empty for none.
  var given = ""
  /// Statements that lead to the diagnostic.
  let wrong: String
  /// The same, mended.
  let right: String
  /// How the tests bring the diagnostic about.
  var trial = Trial.check
}

extension DiagnosticExplanation {
  /// A small data set for examples.
  static let data =
    #"data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 100/0/0 }"#
  /// The data set, and a model for it.
  static let model = data + "\nmodel m for d = embed 8 | lstm 4 | output"
  /// The data set, the model, and a run of it.
  static let run = model + "\ntrain r = m epochs=1"

  /// The lines to show for a code.
  func rendered(for code: DiagnosticCode) -> String {
    var lines = ["\(code.rawValue): \(title)", ""]
    lines += Self.wrapped(text, to: 78).map { "  " + $0 }
    for (heading, content) in parts {
      lines += ["", heading]
      lines += content.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  /// The parts of the example: a heading each, and lines as they are written.
  var parts: [(heading: String, content: String)] {
    var parts = files.map { (heading: "the file \($0.name)", content: $0.content) }
    if !given.isEmpty { parts.append(("given", given)) }
    return parts + [("wrong", wrong), ("right", right)]
  }

  /// A text in lines of at most `width` characters.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension DiagnosticCode {
  /// The code that a text names, in small letters or capitals; nil for none.
  init?(spelling: String) {
    self.init(rawValue: spelling.uppercased())
  }

  /// What the code means, and what to do.
  var explanation: DiagnosticExplanation {
    switch self {
    case .unexpectedCharacter: .unexpectedCharacter
    case .unterminatedText: .unterminatedText
    case .badEscape: .badEscape
    case .badNumber: .badNumber
    case .unexpectedToken: .unexpectedToken
    case .incomplete: .incomplete
    case .unknownStatement: .unknownStatement
    case .unknownEdition: .unknownEdition
    case .notUTF8: .notUTF8
    case .undefinedName: .undefinedName
    case .redefinedName: .redefinedName
    case .wrongKind: .wrongKind
    case .unknownField: .unknownField
    case .unknownFunction: .unknownFunction
    case .unknownParam: .unknownParam
    case .unknownOption: .unknownOption
    case .wrongType: .wrongType
    case .outOfRange: .outOfRange
    case .unknownChoice: .unknownChoice
    case .missingValue: .missingValue
    case .conflictingOptions: .conflictingOptions
    case .unknownLayer: .unknownLayer
    case .shapeMismatch: .shapeMismatch
    case .missingOutput: .missingOutput
    case .modelDataMismatch: .modelDataMismatch
    case .tooLarge: .tooLarge
    case .unknownColumn: .unknownColumn
    case .unknownFormat: .unknownFormat
    case .malformedData: .malformedData
    case .unusableData: .unusableData
    case .badSplit: .badSplit
    case .fileNotFound: .fileNotFound
    case .unreadableFile: .unreadableFile
    case .unwritableFile: .unwritableFile
    case .badModelFile: .badModelFile
    case .diverged: .diverged
    case .assertionFailed: .assertionFailed
    case .arithmetic: .arithmetic
    case .unusedName: .unusedName
    case .suspiciousData: .suspiciousData
    case .manyUnknownWords: .manyUnknownWords
    case .imbalance: .imbalance
    case .cacheUnusable: .cacheUnusable
    case .recordUnusable: .recordUnusable
    case .idleOption: .idleOption
    case .someDiverged: .someDiverged
    }
  }
}
