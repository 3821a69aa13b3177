// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// What a code such as `E0301` means, with an example and its cure; nil for no code.
  ///
  /// Capitals do not matter.
  public static func explanation(ofCode name: String) -> String? {
    DiagnosticCode(spelling: name).map(explanation)
  }

  static func explanation(of code: DiagnosticCode) -> String {
    code.explanation.rendered(for: code)
  }

  /// All codes with a line each.
  public static func codes() -> String {
    DiagnosticCode.allCases.map { "\($0.rawValue)  \($0.explanation.title)" }
      .joined(separator: "\n")
  }

  /// The codes that a mistyped one may have been meant to be, those of its group first; at most 3.
  public static func codeSuggestions(for name: String) -> [String] {
    guard looksLikeCode(name) else { return [] }
    let wanted = Array(name.uppercased())
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    let near = codes.compactMap { code -> (code: String, shared: Int, edits: Int)? in
      let letters = Array(code)
      let edits = NearestNames.distance(wanted, letters)
      guard edits <= 2 else { return nil }
      return (code, zip(wanted, letters).prefix { $0 == $1 }.count, edits)
    }
    return near.sorted { (-$0.shared, $0.edits, $0.code) < (-$1.shared, $1.edits, $1.code) }
      .prefix(3).map(\.code)
  }

  /// Whether a name has the form of a code: a letter, then digits.
  static func looksLikeCode(_ name: String) -> Bool {
    guard let first = name.first, "EWew".contains(first), name.count > 1 else { return false }
    return name.dropFirst().allSatisfy(\.isNumber)
  }
}
