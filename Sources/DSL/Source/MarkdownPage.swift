// SPDX-License-Identifier: Apache-2.0

/// A Markdown file whose fences of `lstm` hold statements: where these stand, and what was written below
/// them of what they printed.
struct MarkdownPage: Hashable, Sendable {
  /// A fence of statements.
  struct Fence: Hashable, Sendable {
    /// From the line after the opening one to the closing one.
    let code: Span
    /// After the closing line.
    let end: Int
    /// From `end` to after the last output below it; empty where there is none.
    let outputs: Span
    /// What its lines begin with where it stands in a list.
    let indent: String
    /// The heading that it stands below; nil before the first one.
    let heading: String?
    /// Where its opening line begins.
    let start: Int
    /// Whether there is a closing line.
    let isClosed: Bool
    /// Whether its lines end in a carriage return and a line feed.
    let hasCarriageReturns: Bool
    /// What its first and last line are made of: backticks, or tildes.
    let mark: Character

    /// What its lines end in.
    var lineEnd: String { hasCarriageReturns ? "\r\n" : "\n" }

    /// Its statements without what they are indented by.
    func statements(in source: SourceText) -> String {
      let depth = indent.count
      let text = source.written(code)
      let plain = String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
      return plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let blanks = line.prefix { $0 == " " || $0 == "\t" }.count
        return String(line.dropFirst(min(blanks, depth)))
      }.joined(separator: "\n")
    }

    /// A text of lines as it stands in the page: indented, with the line ends of the page.
    func indented(_ text: String) -> String {
      guard !text.isEmpty else { return "" }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let body = text.hasSuffix("\n") ? lines.dropLast() : lines[...]
      return body.map { ($0.isEmpty ? "" : indent + $0) + lineEnd }.joined()
    }
  }

  /// The first word after the backticks of statements.
  static let language = "lstm"
  /// The same of what they printed.
  static let outputLanguage = "output"
  /// The end of the name of the folder beside the page that holds its pictures.
  static let filesEnding = ".files"

  /// The fences of statements, in their order.
  let fences: [Fence]

  /// The fences of a file.
  ///
  /// - Parameter name: the name of the file, which its pictures are called after.
  init(_ bytes: [UInt8], name: String) {
    var scanner = MarkdownScanner(bytes, folder: Self.linkedFolder(of: name))
    scanner.run()
    fences = scanner.fences
  }

  /// Whether a file is such a page, by its name.
  static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix(".md") }

  /// The bytes with blanks for all but the statements and the line feeds, so that every statement keeps
  /// its place.
  func code(of bytes: [UInt8]) -> [UInt8] {
    var code = bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    for fence in fences {
      code.replaceSubrange(
        fence.code.start..<fence.code.end, with: bytes[fence.code.start..<fence.code.end])
    }
    return code
  }

  /// The name of the folder of pictures as a link has it.
  static func linkedFolder(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return linked(name + filesEnding)
  }

  /// A name as a link has it.
  static func linked(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return name.utf8.reduce(into: "") { link, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "~"):
        link.unicodeScalars.append(Unicode.Scalar(byte))
      default: link += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
