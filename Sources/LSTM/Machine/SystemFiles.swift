// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files in which a Linux system says how it is; tests put others in their place.
///
/// They are read here, as the memory that other files may take is known from them.
struct SystemFiles: Sendable {
  /// The folder that stands for `/`; empty for the machine's own.
  var root = ""

  /// More than any of these files has.
  private static let mostBytes = 1 << 22

  /// The text of a file; nil where there is none.
  func text(_ path: String) -> String? {
    guard let file = fopen(root + path, "r") else { return nil }
    defer { fclose(file) }
    var (bytes, part): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
    while bytes.count < Self.mostBytes {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { break }
      bytes += part[..<count]
    }
    return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// The lines of a file, none where there is no such file.
  func lines(_ path: String) -> [Substring] { text(path)?.split(separator: "\n") ?? [] }

  /// The number that a file begins with; nil for a word such as `max`, and where there is no file.
  func number(_ path: String) -> Int? {
    text(path).flatMap { $0.split(whereSeparator: \.isWhitespace).first }.flatMap { Int($0) }
  }

  /// The value of a line `name: 12 kB` or `name 12`, in bytes; nil where there is none.
  func entry(_ name: String, of path: String) -> Int? {
    for line in lines(path) {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
      guard words.count > 1, words[0] == name, let value = Int(words[1]) else { continue }
      return words.count > 2 && words[2] == "kB" ? value.saturating(times: 1024) : value
    }
    return nil
  }
}

extension Int {
  /// The product, or the largest number where it would be larger than that.
  fileprivate func saturating(times factor: Int) -> Int {
    let (product, isTooLarge) = multipliedReportingOverflow(by: factor)
    return isTooLarge ? .max : product
  }
}
