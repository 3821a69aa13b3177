// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that are read whole.
enum SmallFile {
  /// The bytes of a file, as far as a limit; nil when it cannot be read.
  static func bytes(_ path: String, limit: Int = 1 << 30) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var found = [UInt8](repeating: 0, count: 0)
    // Files of /proc have no size.
    var part = [UInt8](repeating: 0, count: min(limit, max(Int(status.st_size) + 1, 4096)))
    while found.count < limit {
      let count = part.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      found += part.prefix(count)
    }
    return found
  }

  /// The text of a file, as far as a limit; nil when it cannot be read.
  static func text(_ path: String, limit: Int) -> String? {
    bytes(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether there is something by this name.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

extension StringProtocol {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    let rest = drop { $0.isWhitespace }
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}

/// `write` of the system, by a name that no method has.
func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
