// SPDX-License-Identifier: Apache-2.0

/// The files of a folder that are a case each, in the order of their names: what these say, and what a
/// table of targets says of them.
struct FolderCases {
  /// A file with what its name says and what the table of targets says of it.
  struct Case {
    /// The name of the file in its folder; with the folders in it where the pattern has slashes.
    let name: String
    let parts: [String]
    let targets: [String]
  }

  /// The folder.
  let folder: String
  /// The files.
  let cases: [Case]
  /// What stands in braces in the pattern.
  let partNames: [String]
  /// The columns of the table of targets.
  let targetNames: [String]

  /// The files that a pattern matches.
  ///
  /// Throws what is wrong with the folder, the pattern and the table, `noFiles`, and
  /// `fileWithoutTarget` or `targetWithoutFile` where files and rows do not belong together.
  ///
  /// - Parameters:
  ///   - text: how the files are called, with names in braces.
  ///   - option: what the pattern is given as, for messages.
  ///   - table: a table of targets, found in the folder unless its path begins with a slash.
  ///   - endings: the ends of names that the pattern may leave out, small letters with the dot; files
  ///     with other ends are passed over then, and each with one of these must match.
  init(
    _ folder: String, pattern text: String, option: String, targets table: String?,
    endings: [String] = []
  ) throws(DataError) {
    guard let pattern = FilePattern(text), !pattern.names.isEmpty else {
      throw DataError(
        .badOption(name: option, expected: "a file name with a name in braces for what differs"),
        path: folder)
    }
    let depth = text.utf8.count { $0 == UInt8(ascii: "/") }
    var names: [(name: String, parts: [String])] = []
    for name in try PlainFile.files(under: folder, depth: depth) {
      guard !endings.isEmpty else {
        if let parts = pattern.parts(of: name) { names.append((name, parts)) }
        continue
      }
      guard let ending = endings.first(where: { name.lowered.hasSuffix($0) }) else { continue }
      let stem = String(name.dropLast(ending.count))
      guard let parts = pattern.parts(of: stem) ?? pattern.parts(of: name) else {
        throw DataError(.otherFileName(name: name, pattern: text), path: folder)
      }
      names.append((name, parts))
    }
    guard !names.isEmpty else { throw DataError(.noFiles(pattern: text), path: folder) }
    names.sort { FilePattern.precedes($0.parts, $1.parts) }
    try self.init(folder, names, partNames: pattern.names, targets: table)
  }

  /// Files that are known.
  init(
    _ folder: String, _ names: [(name: String, parts: [String])], partNames: [String],
    targets file: String?
  ) throws(DataError) {
    (self.folder, self.partNames) = (folder, partNames)
    guard let file else {
      targetNames = []
      cases = names.map { Case(name: $0.name, parts: $0.parts, targets: []) }
      return
    }
    var table = try FolderTargets(
      path: file.hasPrefix("/") ? file : "\(folder)/\(file)", partNames: partNames)
    targetNames = table.names
    var cases: [Case] = []
    for (name, parts) in names {
      guard let targets = table.take(parts) else {
        throw DataError(
          .fileWithoutTarget(parts: table.shown(parts), targets: file), path: "\(folder)/\(name)")
      }
      cases.append(Case(name: name, parts: parts, targets: targets))
    }
    try table.checkAllTaken()
    self.cases = cases
  }

  /// The path of a file.
  func path(of file: Case) -> String { "\(folder)/\(file.name)" }

  /// The folder and how its files are called, which may stand after the last slash of the path; nil
  /// where nothing says how.
  static func place(
    of request: RowRequest, option: String
  ) -> (folder: String, pattern: String)? {
    let path = withoutSlashes(request.path)
    if let files = request.options.text(option) { return (path, files) }
    let (folder, name) = divided(path)
    return name.contains("{") ? (folder, name) : nil
  }

  /// The folder that a path leads into, and the name that it ends with.
  static func divided(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// A path of a folder without slashes at its end.
  static func withoutSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    return String(path)
  }
}
