// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A source file: the types that it declares, and those that it uses.
///
/// A use is a capitalized word that is no member of something. Members of extensions are not seen.
struct SwiftFile {
  /// The path from the top folder of the repository.
  let path: String
  /// The folder of its target that it stands in; empty for none.
  let room: String
  /// The types at its top level that other files see.
  private(set) var declared: Set<String> = []
  /// The types that it uses and does not declare.
  private(set) var used: Set<String> = []
  /// The modules that it imports.
  private(set) var imports: Set<String> = []

  /// A file of some bytes.
  init(path: String, room: String, _ bytes: [UInt8]) {
    self.path = path
    self.room = room
    var own: Set<String> = []
    let words = SwiftWords.words(of: bytes)
    for (index, word) in words.enumerated() where !word.isMember {
      if word.isParameter { own.insert(word.text) }
      if word.text.first?.isUppercase == true { used.insert(word.text) }
      guard words.indices.contains(index + 1) else { continue }
      let next = words[index + 1].text
      switch word.text {
      case "struct", "class", "enum", "protocol", "actor", "typealias", "associatedtype":
        own.insert(next)
        if word.depth == 0, !Self.isPrivate(words[..<index]) { declared.insert(next) }
      case "import":
        if word.depth == 0 { imports.insert(next) }
      default: break
      }
    }
    used.subtract(own)
  }

  /// The Swift files of a target.
  static func files(of target: String) throws -> [SwiftFile] {
    let folder = root + "Sources/\(target)/"
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let parts = path.split(separator: "/")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + path)))
        return SwiftFile(
          path: "Sources/\(target)/\(path)", room: parts.count > 1 ? String(parts[0]) : "", bytes)
      }
  }

  /// The repository's top folder, with a final slash.
  private static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/") + "/"

  /// Whether the words before a declaration's keyword keep it to its file.
  private static func isPrivate(_ words: ArraySlice<SwiftWords.Word>) -> Bool {
    let modifiers = ["final", "indirect", "nonisolated", "private", "fileprivate"]
    return words.reversed().prefix { modifiers.contains($0.text) }
      .contains { $0.text.hasSuffix("private") }
  }
}
