// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Folders, and what stands in them.
public enum Folder {
  /// The most entries of a folder that are looked at.
  private static let limit = 10_000

  /// The names of what stands in a folder, in no order; empty for one that cannot be read.
  public static func names(in folder: String) -> [String] {
    (try? PlainFile.names(in: folder, atMost: limit)) ?? []
  }

  /// The working directory.
  public static var current: String { PlainFile.workingDirectory }

  /// Makes a folder and those above it, as far as they are missing; nil when it is there, else why
  /// not.
  ///
  /// - Parameter mode: the permissions of those that are made.
  public static func make(_ path: String, mode: mode_t = 0o777) -> String? {
    for (offset, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && offset > 0 {
      mkdir(String(decoding: path.utf8.prefix(offset), as: UTF8.self), mode)
    }
    guard mkdir(path, mode) != 0, errno != EEXIST else { return nil }
    return String(cString: strerror(errno)).lowercased()
  }
}

/// Writes texts to files.
public enum TextFile {
  /// Why no file can be written there; nil where one can, as far as that is known before.
  public static func problem(_ path: String) -> String? {
    guard !path.isEmpty, !path.utf8.contains(0) else { return "it names no file" }
    do {
      try FileWriter.check(path)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Writes a file, whole or not at all.
  ///
  /// - Parameter isPrivate: whether nobody but the user may read it.
  public static func write(
    _ text: String, to path: String, isPrivate: Bool = false
  ) throws(Diagnostic) {
    do {
      try FileWriter.write(Array(text.utf8), to: path, isPrivate: isPrivate)
    } catch {
      throw .unwritable(path, reason: error.reason, at: nil)
    }
  }
}
