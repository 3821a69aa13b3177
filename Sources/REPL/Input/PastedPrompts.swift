// SPDX-License-Identifier: Apache-2.0

/// Takes the prompts out of what was copied from a terminal and pasted.
enum PastedPrompts {
  /// The text without the prompts at the beginning of its lines.
  ///
  /// When the first line bears one, the
  /// text is a copied conversation: lines without a prompt are output, and go.
  static func strip(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, unprompted(first) != nil else { return text }
    return lines.compactMap(unprompted).joined(separator: "\n")
  }

  private static func unprompted(_ line: Substring) -> Substring? {
    for prompt in [PromptKind.primary, .continuation] {
      if line.hasPrefix(prompt.rawValue) { return line.dropFirst(prompt.rawValue.count) }
      if line == prompt.rawValue.dropLast() { return "" }
    }
    return nil
  }
}
