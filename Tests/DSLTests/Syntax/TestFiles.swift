// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files of the repository, found from where this one stands.
enum TestFiles {
  /// A file or folder that is not there.
  struct Unreadable: Error {
    let path: String
  }

  /// The repository's top folder, with a final slash.
  static let root: String =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    .joined(separator: "/") + "/"

  /// The text of a file, by its path from the top folder.
  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The bytes of a file, by its path from the top folder.
  static func bytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen(root + path, "rb") else { throw Unreadable(path: root + path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// The names of the files in a folder, sorted.
  static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(root + folder) else { throw Unreadable(path: root + folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
