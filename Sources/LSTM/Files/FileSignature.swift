// SPDX-License-Identifier: Apache-2.0

/// Tells text from other files by the first bytes.
enum FileSignature {
  /// How many bytes at the beginning are looked at.
  static let length = 8192

  /// What a NumPy array begins with, and what a user calls it.
  static let array: (magic: [UInt8], kind: String) = (
    [0x93] + Array("NUMPY".utf8), "a NumPy array"
  )
  /// What a zip archive begins with.
  static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  /// What other programs begin their files with, and what a user calls such a file.
  private static let known: [(magic: [UInt8], kind: String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"),
    (Array("%PDF-".utf8), "a PDF document"),
    (Array("SQLite format 3\0".utf8), "a SQLite database"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("ARROW1".utf8), "an Arrow file"),
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file"),
    array,
    (Array("RIFF".utf8), "a sound or video file"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word document"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
    ([0x42, 0x5A, 0x68, 0x39], "a bzip2 archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
    ([0x1F, 0x8B], "a gzip file inside a gzip file"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]

  /// The byte order marks of other encodings; the longer ones first.
  private static let otherMarks: [(mark: [UInt8], encoding: String)] = [
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"),
    ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"),
  ]

  /// The fact that the file is binary or text in another encoding, from its beginning; nil when it
  /// may be text in UTF-8.
  static func binaryFact(of beginning: some Collection<UInt8>) -> DataError.Fact? {
    if let match = otherMarks.first(where: { beginning.starts(with: $0.mark) }) {
      return .otherEncoding(name: match.encoding)
    }
    if beginning.starts(with: zip) {
      return .binary(kind: zipKind(Array(beginning)))
    }
    if let match = known.first(where: { beginning.starts(with: $0.magic) }) {
      return .binary(kind: match.kind)
    }
    guard beginning.contains(0) else { return nil }
    return hasWideCharacters(beginning) ? .otherEncoding(name: "UTF-16") : .binary(kind: nil)
  }

  /// Whether every second byte is 0, as where ASCII is written in UTF-16 without a mark.
  private static func hasWideCharacters(_ bytes: some Collection<UInt8>) -> Bool {
    var zeros = [0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    return bytes.count >= 4 && zeros.min() == 0 && zeros.reduce(0, +) == bytes.count / 2
  }

  /// Office documents are zip archives of folders with telling names.
  private static func zipKind(_ bytes: [UInt8]) -> String {
    if bytes.firstRange(of: Array("xl/".utf8)) != nil { return "an Excel workbook (xlsx)" }
    if bytes.firstRange(of: Array("word/".utf8)) != nil { return "a Word document (docx)" }
    return "a zip archive"
  }
}
