// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// An archive of NumPy arrays.
  public static let npz = DataFormat(
    name: "npz",
    extensions: ["npz"],
    help: "an archive of NumPy arrays, of which one has the numbers and one the targets; the "
      + "columns are those of npy",
    options: [
      FormatOption(
        name: "array", kind: .text, defaultValue: nil,
        help: "the array with the numbers; without it x, X or data, or the only one beside the "
          + "targets"),
      FormatOption(
        name: "targets", kind: .text, defaultValue: nil,
        help: "the array with the targets; without it y, Y, labels or targets, or the other one of "
          + "two with as many rows"),
    ],
    example: """
      import numpy as np
      np.savez("waves.npz", x=np.zeros((320, 100, 10)), y=np.arange(320) % 4)
      """,
    use: .arrays,
    open: { (request) throws(DataError) in
      try GrowingData(path: request.path).requireAll(times: 1)
      let archive = try NPZArchive(path: request.path)
      let choice = try archive.choice(request.options)
      let targets = try choice.targets.map { (entry) throws(DataError) in try archive.array(entry) }
      return try NPYRows(
        try archive.array(choice.inputs), targets: targets, wanted: request.filter)
    })
}

/// A zip archive whose entries are NumPy arrays.
struct NPZArchive {
  private let path: String
  private let archive: ZipArchive

  init(path: String) throws(DataError) {
    self.path = path
    let bytes = try FileReader.bytes(of: path)
    do throws(DataError.Fact) {
      archive = try ZipArchive(bytes)
    } catch {
      throw DataError(error, path: path)
    }
  }

  /// The names of the arrays.
  private var names: [String] { archive.entries.map { Self.name(of: $0) } }

  private static func name(of entry: ZipArchive.Entry) -> String {
    entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
  }

  /// The array of an entry.
  func array(_ entry: ZipArchive.Entry) throws(DataError) -> NPYArray {
    try GrowingData(path: path).require(entry.size)
    let content: [UInt8]
    do throws(DataError.Fact) {
      content = try archive.content(of: entry)
    } catch {
      throw DataError(error, path: path)
    }
    return try NPYArray(content, path: "\(path)/\(entry.name)")
  }

  /// Which entry has the numbers and which the targets.
  func choice(
    _ options: FormatOptions
  ) throws(DataError) -> (inputs: ZipArchive.Entry, targets: ZipArchive.Entry?) {
    var targets = try entry(options, "targets")
    if let inputs = try entry(options, "array") {
      let rest = archive.entries.filter { $0 != inputs }
      return (inputs, targets ?? preferred(Self.targetNames, in: rest))
    }
    targets = targets ?? preferred(Self.targetNames, in: archive.entries)
    let rest = archive.entries.filter { $0 != targets }
    if let inputs = preferred(Self.inputNames, in: rest) {
      return (inputs, targets ?? (rest.count == 2 ? rest.first { $0 != inputs } : nil))
    }
    switch (rest.count, targets) {
    case (1, _): return (rest[0], targets)
    case (2, nil): return try ordered(rest[0], rest[1])
    default: throw unclear
    }
  }

  /// Of two arrays the one with more axes has the numbers; of equal ones the first.
  private func ordered(
    _ first: ZipArchive.Entry, _ second: ZipArchive.Entry
  ) throws(DataError) -> (inputs: ZipArchive.Entry, targets: ZipArchive.Entry?) {
    let headers = [try array(first).header, try array(second).header]
    guard headers[0].shape.first == headers[1].shape.first else { throw unclear }
    let isTurned = headers[0].shape.count < headers[1].shape.count
    return isTurned ? (second, first) : (first, second)
  }

  private func entry(
    _ options: FormatOptions, _ option: String
  ) throws(DataError) -> ZipArchive.Entry? {
    guard let name = options.text(option) else { return nil }
    guard let entry = archive.entries.first(where: { Self.name(of: $0) == name }) else {
      throw DataError(
        .badOption(name: option, expected: "one of \(names.joined(separator: ", "))"), path: path)
    }
    return entry
  }

  private func preferred(
    _ names: [String], in entries: [ZipArchive.Entry]
  ) -> ZipArchive.Entry? {
    for name in names {
      if let entry = entries.first(where: { Self.name(of: $0).lowercased() == name }) {
        return entry
      }
    }
    return nil
  }

  private var unclear: DataError {
    DataError(
      .badArray(
        reason: names.isEmpty
          ? "the archive has no array"
          : "the archive does not tell which of its arrays have the numbers and the targets: "
            + names.joined(separator: ", "),
        remedy: "name them with array= and targets="), path: path)
  }

  private static let inputNames = ["x", "data"]
  private static let targetNames = ["y", "labels", "targets"]
}
