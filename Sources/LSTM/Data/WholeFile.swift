// SPDX-License-Identifier: Apache-2.0

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
