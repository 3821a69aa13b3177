// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reading and writing whole byte arrays, and making folders, with the system's calls.
enum FileDescriptor {
  /// Writes all the bytes; returns the error number if the system refuses, nil when all is well.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        waitUntilWritable(descriptor)
      } else if count == 0 || errno != EINTR {
        return count == 0 ? EIO : errno
      }
    }
    return nil
  }

  /// Reads up to `limit` bytes: an empty array at the end, nil if the system refuses (see `errno`).
  static func read(from descriptor: Int32, limit: Int = 1 << 16) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var result: Int
      repeat {
        result = Glibc.read(descriptor, buffer.baseAddress, limit)
      } while result < 0 && errno == EINTR
      failed = result < 0
      count = max(result, 0)
    }
    return failed ? nil : bytes
  }

  /// Reads to the end; nil when the system refuses, or when there are more than `maximum` bytes.
  static func readAll(from descriptor: Int32, maximum: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while let part = read(from: descriptor) {
      if part.isEmpty { return bytes }
      bytes += part
      if bytes.count > maximum {
        errno = EFBIG
        return nil
      }
    }
    return nil
  }

  /// The system's words for an error number, such as `No such file or directory`.
  static func message(for error: Int32) -> String {
    guard let text = strerror(error) else { return "error \(error)" }
    return String(cString: text)
  }

  private static func waitUntilWritable(_ descriptor: Int32) {
    var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&waited, 1, -1)
  }
}
