// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the heads of data files say, kept for as long as a file stays as it is.
final class ColumnCache {
  /// What tells that a file is still the same.
  private struct Signature: Equatable {
    let inode: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// What is known of a file.
  private struct Head {
    let signature: Signature
    var format: DataFormat?
    var columns: [(format: String, options: FormatOptions, names: [String])] = []
    var tags: [String]?
  }

  private static let mostFiles = 100
  private var known: [String: Head] = [:]
  /// How often the columns of a file were read, for tests.
  private(set) var readCount = 0

  /// The format that the name or the content of a file tells; throws what `DataFormats.inferred`
  /// throws.
  func format(of path: String) throws(DataError) -> DataFormat {
    if let format = head(of: path)?.format { return format }
    let format = try DataFormats.inferred(from: path)
    known[path]?.format = format
    return format
  }

  /// The columns that the first row of a file has; none when it cannot be read.
  func columns(of path: String, format: DataFormat?, options: FormatOptions) -> [String] {
    let name = format?.name ?? ""
    let found = head(of: path)?.columns.first { $0.format == name && $0.options == options }
    if let found { return found.names }
    readCount += 1
    let table = try? Table.read(path: path, format: format, options: options, limit: 1)
    let names = table?.columns ?? []
    known[path]?.columns.append((name, options, names))
    return names
  }

  /// The parts of speech in the first lines of a dictionary, in order.
  func tags(of path: String) -> [String] {
    guard let head = head(of: path) else { return [] }
    if let tags = head.tags { return tags }
    readCount += 1
    let tags = WordDictionary.tags(in: path, lines: Self.mostLines).sorted()
    known[path]?.tags = tags
    return tags
  }

  /// How many lines of a dictionary are looked at.
  private static let mostLines = 20_000

  /// What is known of a file as it is now; nil when there is none.
  private func head(of path: String) -> Head? {
    guard let signature = Self.signature(of: path) else {
      known[path] = nil
      return nil
    }
    if let head = known[path], head.signature == signature { return head }
    if known.count >= Self.mostFiles { known = [:] }
    known[path] = Head(signature: signature)
    return known[path]
  }

  private static func signature(of path: String) -> Signature? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return Signature(
      inode: UInt64(status.st_ino), size: Int(status.st_size), seconds: time.tv_sec,
      nanoseconds: time.tv_nsec)
  }
}
