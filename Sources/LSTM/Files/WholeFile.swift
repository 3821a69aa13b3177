// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileReader {
  /// All bytes of a file, text or not, or its first bytes, at most `limit`.
  ///
  /// - Parameter perRead: the most bytes that one read takes.
  static func bytes(
    of path: String, atMost limit: Int = .max, perRead: Int = FileReader.mostPerRead
  ) throws(DataError) -> [UInt8] {
    if limit == .max { try requireMemory(for: path, times: 1) }
    // A packed file has more to give than it is long.
    let size = min(size(of: path), limit)
    var reader = try FileReader(path, perRead: perRead)
    var bytes: [UInt8] = []
    var count = 0
    while count < limit {
      if count == bytes.count {
        let rest = count < size ? size - count + 1 : max(1 << 16, count)
        let more = min(rest, limit - count)
        bytes.append(contentsOf: repeatElement(0, count: more))
      }
      // Only a read of nothing is the end: a large file takes several.
      let read = try reader.read(into: &bytes, from: count)
      if read == 0 { break }
      count += read
    }
    bytes.removeLast(bytes.count - count)
    return bytes
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

  /// The names of what stands in a folder, in no order.
  ///
  /// Throws `fileNotFound` or `notReadable`.
  ///
  /// - Parameter limit: the most entries that are looked at.
  public static func names(
    in folder: String, atMost limit: Int = .max
  ) throws(DataError) -> [String] {
    guard !folder.utf8.contains(0), let handle = opendir(folder) else {
      let fact: DataError.Fact =
        errno == ENOTDIR
        ? .notReadable(reason: "it is a file, not a folder") : FileReader.fact(of: errno)
      throw DataError(fact, path: folder)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(handle) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), name != ".", name != ".." else {
        continue
      }
      names.append(name)
    }
    return names
  }

  /// Whether a path leads to a folder.
  public static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// The files of a folder and of those in it, in no order: what leads to each from the folder.
  ///
  /// Throws `fileNotFound` or `notReadable`.
  ///
  /// - Parameter depth: how many folders may stand in one another; 0 for the files of the folder itself.
  static func files(under folder: String, depth: Int) throws(DataError) -> [String] {
    var files: [String] = []
    for name in try names(in: folder) {
      guard depth > 0, isFolder("\(folder)/\(name)") else {
        files.append(name)
        continue
      }
      files += try Self.files(under: "\(folder)/\(name)", depth: depth - 1).map { "\(name)/\($0)" }
    }
    return files
  }

  /// How a file is, so far as can be told without reading it: another state means that it has been
  /// written to or replaced.
  public struct State: Hashable, Sendable {
    let device: UInt64
    let node: UInt64
    let size: Int64
    let seconds: Int64
    let nanoseconds: Int64
  }

  /// The state of a file; nil where there is none.
  public static func state(of path: String) -> State? {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    return State(
      device: UInt64(found.st_dev), node: UInt64(found.st_ino), size: Int64(found.st_size),
      seconds: Int64(found.st_mtim.tv_sec), nanoseconds: Int64(found.st_mtim.tv_nsec))
  }

  /// The working directory; `/` when it cannot be told.
  public static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
