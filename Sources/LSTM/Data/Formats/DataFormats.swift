// SPDX-License-Identifier: Apache-2.0

/// The data formats: one file each in this folder, one line each here.
public enum DataFormats {
  /// All formats, in the order of the manual.
  public static let all: [DataFormat] = [
    .csv,
    .tsv,
    .jsonl,
    .labelled,
    .conll,
    .slots,
    .segmented,
    .chars,
    .words,
    .lines,
    .pairs,
    .ts,
    .npy,
    .npz,
    .folder,
    .wav,
  ]

  /// The format of this name; nil when there is none.
  public static func named(_ name: String) -> DataFormat? { all.first { $0.name == name } }

  /// The format of a file: by its extension, else by its content; nil when neither tells.
  ///
  /// `sample` is the beginning of the unpacked file.
  public static func infer(path: String, sample: [UInt8]) -> DataFormat? {
    named(by: path) ?? ContentGuess(sample).format
  }

  /// The format that the extension of a file stands for, `.gz` left aside; nil when it tells none.
  public static func named(by path: String) -> DataFormat? {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    return all.first { $0.extensions.contains { plain.hasSuffix(".\($0)") } }
  }

  /// The formats that lines may have which are answered one by one.
  public static let ofRecords: [DataFormat] = all.filter { $0.hasLines && !$0.use.isStream }

  /// The format of a file that is there to be looked into.
  ///
  /// Throws `unknownFormat` and what opening and reading throw.
  public static func inferred(from path: String) throws(DataError) -> DataFormat {
    if PlainFile.isFolder(path), try RecordingsSource.areIn(path) { return .wav }
    let beginning = try FileReader.bytes(of: path, atMost: FileSignature.array.magic.count)
    if beginning.starts(with: FileSignature.array.magic) { return .npy }
    if beginning.starts(with: FileSignature.zip), let format = named(by: path), !format.hasLines {
      return format
    }
    let sample = try FileReader.beginning(of: path, count: 1 << 16)
    guard let format = infer(path: path, sample: sample) else {
      throw DataError(.unknownFormat(known: all.map(\.name)), path: path)
    }
    return format
  }
}
