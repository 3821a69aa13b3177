// SPDX-License-Identifier: Apache-2.0
import CZlib

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file that yields its bytes, unpacked when they are gzip: the one way in which files are read,
/// but for those of the system.
struct FileReader: ~Copyable {
  private let path: String
  private let handle: gzFile
  private let perRead: Int

  /// The most bytes that one read can take: zlib counts them in 32 bits with a sign.
  static let mostPerRead = Int(Int32.max)

  /// Opens a regular file.
  ///
  /// - Parameter perRead: the most bytes that one read takes, at least one.
  ///
  /// Throws `fileNotFound`, `isDirectory` or `notReadable`.
  init(_ path: String, perRead: Int = FileReader.mostPerRead) throws(DataError) {
    if let obstacle = Self.obstacle(to: path) { throw DataError(obstacle, path: path) }
    guard let handle = gzopen(path, "rb") else {
      throw DataError(Self.fact(of: errno), path: path)
    }
    gzbuffer(handle, 1 << 17)
    self.path = path
    self.handle = handle
    self.perRead = min(max(perRead, 1), Self.mostPerRead)
  }

  deinit { gzclose_r(handle) }

  /// Reads more bytes into `buffer` from `start` on; returns their number, 0 at the end.
  ///
  /// Fewer than there is room for are not the end.
  ///
  /// Throws `damagedGzip` or `notReadable`.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(DataError) -> Int {
    let room = min(buffer.count - start, perRead)
    let count = buffer.withUnsafeMutableBytes { bytes in
      gzread(handle, bytes.baseAddress.map { $0 + start }, UInt32(room))
    }
    if Int(count) < room { try checkEnd() }
    return Int(max(count, 0))
  }

  /// The first bytes, at most `count`: enough to guess a format from.
  static func beginning(of path: String, count: Int) throws(DataError) -> [UInt8] {
    var reader = try FileReader(path)
    var bytes = [UInt8](repeating: 0, count: count)
    let found = try reader.read(into: &bytes, from: 0)
    try reader.checkText(bytes[..<found])
    return Array(bytes[..<found])
  }

  /// Throws `empty` or `binary` unless the beginning of the file may be text.
  func checkText(_ beginning: ArraySlice<UInt8>) throws(DataError) {
    guard let fact = beginning.isEmpty ? .empty : FileSignature.binaryFact(of: beginning) else {
      return
    }
    // Without its magic bytes a gzip file is passed through as it stands.
    let lostItsHead = path.lowercased().hasSuffix(".gz") && gzdirect(handle) == 1
    throw DataError(
      lostItsHead && fact != .empty ? .damagedGzip(reason: "it does not begin like one") : fact,
      path: path)
  }

  /// Whether the bytes of a file are packed, so that its size does not tell how many there are.
  static func isPacked(_ path: String) throws(DataError) -> Bool {
    let reader = try FileReader(path)
    return reader.isPacked
  }

  /// Whether the file is gzip: its beginning is looked at.
  private var isPacked: Bool { gzdirect(handle) == 0 }

  /// Throws unless fewer bytes than asked for only mean the end of the file.
  private func checkEnd() throws(DataError) {
    var code: Int32 = Z_OK
    let text = gzerror(handle, &code)
    switch code {
    case Z_OK, Z_STREAM_END: return
    case Z_BUF_ERROR: throw DataError(.damagedGzip(reason: "it is cut off"), path: path)
    case Z_DATA_ERROR: throw DataError(.damagedGzip(reason: "it is corrupt"), path: path)
    case Z_ERRNO: throw DataError(Self.fact(of: errno), path: path)
    default:
      let reason = text.map { String(cString: $0) } ?? "error \(code)"
      throw DataError(.notReadable(reason: reason), path: path)
    }
  }

  /// Throws unless there is memory for the content of a file, before any of it is read.
  ///
  /// Nobody knows the size of a packed file before.
  ///
  /// - Parameter times: how much memory it takes at the least, in times the size of the file.
  static func requireMemory(for path: String, times: Int) throws(DataError) {
    let (needed, isTooMuch) = size(of: path).multipliedReportingOverflow(by: times)
    do {
      try MemoryLimit.require(isTooMuch ? .max : needed)
    } catch {
      throw DataError(.outOfMemory(error), path: path)
    }
  }

  /// The bytes of a regular file as it stands on the disk; 0 for others.
  static func size(of path: String) -> Int {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// Why a path is not a regular file; nil when it is one.
  private static func obstacle(to path: String) -> DataError.Fact? {
    var status = stat()
    guard !path.utf8.contains(0) else { return .fileNotFound }
    guard stat(path, &status) == 0 else { return fact(of: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: return .isDirectory
    default: return .notReadable(reason: "it is a pipe or a device")
    }
  }

  /// What an error of the system means.
  static func fact(of code: Int32) -> DataError.Fact {
    switch code {
    case ENOENT, ENOTDIR: .fileNotFound
    case EISDIR: .isDirectory
    case EACCES, EPERM: .notReadable(reason: "permission denied")
    default: .notReadable(reason: String(cString: strerror(code)))
    }
  }
}
