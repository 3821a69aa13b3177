// SPDX-License-Identifier: Apache-2.0

import CZlib
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a file could not be written.
public struct FileWriteError: Error, Hashable, Sendable {
  /// The file.
  public let path: String
  /// The system's reason.
  public let reason: String
}

/// Writes files whole or not at all: beside the target first, then renamed over it.
///
/// A link is followed, a file that is replaced keeps its permissions, and what is no file (a
/// device, a pipe, a folder) is refused.
public enum FileWriter {
  /// How many files this process has begun: two threads never write to one.
  private static let parts = Atomic<Int>(0)

  /// Writes bytes to a file, replacing what stood there.
  ///
  /// - Parameter isPrivate: whether nobody but the user may read it, also where others could.
  public static func write(
    _ bytes: [UInt8], to path: String, isPrivate: Bool = false
  ) throws(FileWriteError) {
    try write(to: path, isPrivate: isPrivate) { put in bytes.withUnsafeBytes { put($0) } }
  }

  /// Writes a file piece by piece, replacing what stood there.
  ///
  /// - Parameters:
  ///   - isPrivate: whether nobody but the user may read it, also where others could.
  ///   - isCompressed: whether the file is written as gzip.
  ///   - body: hands on the pieces in order, as long as all goes well; nothing is left when it
  ///     returns false.
  public static func write(
    to path: String, isPrivate: Bool = false, isCompressed: Bool = false,
    _ body: (_ put: (UnsafeRawBufferPointer) -> Bool) -> Bool
  ) throws(FileWriteError) {
    let present = try permissions(of: path)
    let mode = isPrivate ? 0o600 : present
    let target = followed(path)
    let number = parts.add(1, ordering: .relaxed).newValue
    let temporary = "\(target).\(getpid())-\(number).part"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    guard let file = fdopen(descriptor, "wb") else {
      close(descriptor)
      throw failure(path)
    }
    let allowed = mode.map { fchmod(fileno(file), $0) } ?? 0
    let isWritten =
      isCompressed
      ? pack(into: file, body)
      : body { piece in fwrite(piece.baseAddress, 1, piece.count, file) == piece.count }
    let closed = fclose(file)
    guard allowed == 0, isWritten, closed == 0, rename(temporary, target) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Writes the pieces as gzip: equal pieces are equal bytes, as neither name nor time is noted.
  private static func pack(
    into file: UnsafeMutablePointer<FILE>,
    _ body: (_ put: (UnsafeRawBufferPointer) -> Bool) -> Bool
  ) -> Bool {
    guard let handle = gzdopen(dup(fileno(file)), "wb") else { return false }
    let isWritten = body { piece in
      var rest = piece[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(FileReader.mostPerRead))
        guard gzwrite(handle, part.baseAddress, UInt32(part.count)) == part.count else {
          return false
        }
        rest = rest.dropFirst(part.count)
      }
      return true
    }
    return gzclose_w(handle) == Z_OK && isWritten
  }

  /// Throws unless a file could be written there; leaves nothing after.
  public static func check(_ path: String) throws(FileWriteError) {
    var status = stat()
    if try permissions(of: path) != nil, access(path, W_OK) != 0 { throw failure(path) }
    let path = followed(path)
    let folder = path.lastIndex(of: "/").map { String(path[..<path.index(after: $0)]) } ?? "."
    guard stat(folder, &status) == 0 else {
      throw FileWriteError(path: path, reason: "there is no folder `\(folder)`")
    }
    guard access(folder, W_OK) == 0 else { throw failure(path) }
  }

  /// The permissions of the file that stands there; nil when nothing does.
  private static func permissions(of path: String) throws(FileWriteError) -> mode_t? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return status.st_mode & 0o7777
    case S_IFDIR: throw FileWriteError(path: path, reason: "it is a folder")
    default: throw FileWriteError(path: path, reason: "it is a device or a pipe, not a file")
    }
  }

  /// The file that a link leads to, or the path itself.
  private static func followed(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private static func failure(_ path: String) -> FileWriteError {
    FileWriteError(path: path, reason: String(cString: strerror(errno)).lowercased())
  }
}
