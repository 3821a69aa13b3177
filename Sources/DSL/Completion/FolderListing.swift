// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands in folders, for paths that are being typed.
enum FolderListing {
  /// The entries that the last part of a path may become, by name; folders end in `/`.
  ///
  /// Each stands for the last part alone. What begins with a dot is left out unless the part does
  /// too. A path that does not begin with `/` starts from `base`.
  static func paths(beginning path: String, in base: String) -> [Completions.Candidate] {
    let slash = path.lastIndex(of: "/")
    let part = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let above = slash.map { String(path[...$0]) } ?? ""
    let folder = above.hasPrefix("/") ? above : "\(base.isEmpty ? "." : base)/\(above)"
    return Folder.names(in: folder)
      .filter { $0.utf8.starts(with: part.utf8) && ($0.hasPrefix(".") == part.hasPrefix(".")) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { name in
        let isFolder = isFolder("\(folder)/\(name)")
        return Completions.Candidate(name + (isFolder ? "/" : ""), continuation: !isFolder)
      }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
