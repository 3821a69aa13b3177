// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileReader {
  /// All bytes of a file, text or not.
  static func bytes(of path: String) throws(DataError) -> [UInt8] {
    var reader = try FileReader(path)
    var bytes: [UInt8] = []
    var count = 0
    while true {
      bytes.append(contentsOf: [UInt8](repeating: 0, count: max(1 << 16, bytes.count)))
      let read = try reader.read(into: &bytes, from: count)
      count += read
      if count < bytes.count { break }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

extension FileReader {
  /// The first bytes of any file, at most `count`.
  static func beginningBytes(of path: String, count: Int) throws(DataError) -> [UInt8] {
    var reader = try FileReader(path)
    var bytes = [UInt8](repeating: 0, count: count)
    return Array(bytes[..<(try reader.read(into: &bytes, from: 0))])
  }
}

/// Files that are not data, such as a script that includes another.
public enum PlainFile {
  /// All bytes of a file; throws what is wrong with it.
  public static func bytes(of path: String) throws(DataError) -> [UInt8] {
    try FileReader.bytes(of: path)
  }

  /// The one path of a file, however it was reached; the path itself where there is no file.
  public static func identity(of path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
