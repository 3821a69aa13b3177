// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The same file as seen from another folder.
enum RelativePath {
  /// A path that is relative to one folder, relative to another.
  ///
  /// An absolute one stays as it is; where the folders share nothing the path becomes one.
  static func rebase(_ path: String, from old: String, to new: String) -> String {
    guard !path.hasPrefix("/"), !path.isEmpty else { return path }
    let (from, to) = (parts(of: old), parts(of: new))
    guard from != to else { return path }
    let file = normalized(from + path.split(separator: "/").map(String.init))
    let shared = zip(file.dropLast(), to).prefix { $0 == $1 }.count
    guard shared > 0 || to.isEmpty else { return "/" + file.joined(separator: "/") }
    let up = Array(repeating: "..", count: to.count - shared)
    return (up + file.dropFirst(shared)).joined(separator: "/")
  }

  /// The names of the folders from the root to a folder.
  private static func parts(of folder: String) -> [String] {
    let absolute = folder.hasPrefix("/") ? folder : PlainFile.workingDirectory + "/" + folder
    return normalized(absolute.split(separator: "/").map(String.init))
  }

  private static func normalized(_ parts: [String]) -> [String] {
    parts.reduce(into: []) { result, part in
      switch part {
      case ".": break
      case ".." where !result.isEmpty && result.last != "..": result.removeLast()
      default: result.append(part)
      }
    }
  }
}
