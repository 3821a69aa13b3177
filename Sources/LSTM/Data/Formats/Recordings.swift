// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Recordings: the files of a folder, or one of them.
  public static let wav = DataFormat(
    name: "wav",
    extensions: ["wav", "wave", "flac"],
    help: "a folder of recordings, a row each: the columns are `file`, the parts of the file names "
      + "that `name=` names, else the folders in it that files stand in, and those of a table of "
      + "targets",
    options: [
      FormatOption(
        name: "name", kind: .text, defaultValue: nil,
        help: "how the files are called, with names in braces for what differs and slashes for the "
          + "folders in it: \"{digit}_{speaker}_{take}\", \"{word}/{speaker}_{take}\""),
      FormatOption(
        name: "targets", kind: .text, defaultValue: nil,
        help:
          "a table in the folder with a row for each file, found by `file`, or by a column that is "
          + "named like what stands in braces"),
    ],
    example: """
      recordings/7_ann_0.wav      7, spoken by ann, the first time
      recordings/7_bob_0.wav
      recordings/3_ann_0.wav
      """,
    use: ColumnUse(sound: RecordingsSource.fileColumn),
    open: { (request) throws(DataError) in try RecordingsSource(request) })
}

/// The recordings of a folder, in the order of their names.
struct RecordingsSource: RowSource {
  /// The column with the names of the files.
  static let fileColumn = "file"
  /// The column with the folder that each file stands in.
  static let folderColumn = "folder"
  /// The ends of the names of recordings.
  static let endings = DataFormat.wav.extensions.map { ".\($0)" }
  /// How many folders may stand in one another.
  private static let mostDepth = 8

  private let found: FolderCases
  /// Whether what stands in braces is what the names of the files say, and not all of these names.
  private let hasParts: Bool

  init(_ request: RowRequest) throws(DataError) {
    let targets = request.options.text("targets")
    if let (folder, pattern) = FolderCases.place(of: request, option: "name") {
      hasParts = true
      found = try FolderCases(
        folder, pattern: pattern, option: "name", targets: targets, endings: Self.endings)
      if let same = found.partNames.first(where: { $0 == Self.fileColumn }) {
        throw DataError(.duplicateColumn(name: same), path: request.path)
      }
      return
    }
    hasParts = false
    let path = FolderCases.withoutSlashes(request.path)
    guard PlainFile.isFolder(path) else {
      let (folder, name) = FolderCases.divided(path)
      _ = try FileReader.bytes(of: path, atMost: 1)
      found = try FolderCases(
        folder, [(name, [name])], partNames: [Self.fileColumn], targets: targets)
      return
    }
    let names = try PlainFile.files(under: path, depth: Self.mostDepth)
      .filter { name in Self.endings.contains { name.lowered.hasSuffix($0) } }
      .sorted { FilePattern.precedes([$0], [$1]) }
    guard !names.isEmpty else { throw DataError(.noRecordings, path: path) }
    let areInFolders = names.contains { $0.contains("/") }
    found = try FolderCases(
      path,
      names.map { ($0, [$0] + (areInFolders ? [FolderCases.divided($0).folder] : [])) },
      partNames: [Self.fileColumn] + (areInFolders ? [Self.folderColumn] : []), targets: targets)
  }

  mutating func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    let columns =
      (hasParts ? [Self.fileColumn] : []) + found.partNames + found.targetNames
    do throws(DataError.Fact) {
      try Table.checkNames(columns)
    } catch {
      throw DataError(error, path: found.folder)
    }
    for (index, file) in found.cases.enumerated() {
      if index % Table.rowsPerQuestion == 0 { try onRead(0) }
      let row = Row(
        columns: columns,
        values: (hasParts ? [file.name] : []) + file.parts + file.targets, number: index + 1)
      guard try body(row) else { return }
    }
  }

  /// Whether recordings are in a folder.
  static func areIn(_ path: String) throws(DataError) -> Bool {
    try PlainFile.names(in: path).contains { name in
      endings.contains { name.lowered.hasSuffix($0) }
    }
  }
}
