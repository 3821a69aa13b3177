// SPDX-License-Identifier: Apache-2.0

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
public enum FileWriter {
  /// Writes bytes to a file, replacing what stood there.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileWriteError) {
    let temporary = "\(path).\(getpid()).part"
    guard let file = fopen(temporary, "wb") else { throw failure(path) }
    let written = fwrite(bytes, 1, bytes.count, file)
    let closed = fclose(file)
    guard written == bytes.count, closed == 0, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Throws unless a file could be written there; leaves nothing behind.
  public static func check(_ path: String) throws(FileWriteError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw FileWriteError(path: path, reason: "it is a folder")
      }
      guard access(path, W_OK) == 0 else { throw failure(path) }
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<path.index(after: $0)]) } ?? "."
    guard stat(folder, &status) == 0 else {
      throw FileWriteError(path: path, reason: "there is no folder `\(folder)`")
    }
    guard access(folder, W_OK) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> FileWriteError {
    FileWriteError(path: path, reason: String(cString: strerror(errno)).lowercased())
  }
}
