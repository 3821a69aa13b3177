// SPDX-License-Identifier: Apache-2.0

/// Texts as Markdown.
public enum MarkdownText {
  /// What begins markup somewhere in a line.
  static let signs = "\\`*_[]<>#|~&$"

  /// A text on one line without what would begin markup.
  static func escaped(_ text: some StringProtocol, signs: String = signs) -> String {
    text.reduce(into: "") { result, character in
      if signs.contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
  }

  /// A block of code whose fence is longer than any in the text.
  static func fence(_ text: String, _ language: String = "", mark: Character = "`") -> String {
    let fence = String(repeating: mark, count: max(3, longestRun(of: mark, in: text) + 1))
    let end = text.hasSuffix("\n") || text.isEmpty ? "" : "\n"
    return "\(fence)\(language)\n\(text)\(end)\(fence)\n"
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
