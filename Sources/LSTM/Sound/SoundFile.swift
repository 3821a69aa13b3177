// SPDX-License-Identifier: Apache-2.0

/// Reads files of sound.
enum SoundFile {
  /// The sound of a file; gzip is unpacked.
  ///
  /// Throws what is wrong with the file, `badSound` with a reason for one that is not read.
  static func read(path: String) throws(DataError) -> SoundClip {
    try read(FileReader.bytes(of: path), path: path)
  }

  /// The sound of bytes in memory; errors call them `path`.
  static func read(_ bytes: [UInt8], path: String?) throws(DataError) -> SoundClip {
    do throws(DataError.Fact) {
      return try clip(bytes)
    } catch {
      throw DataError(error, path: path)
    }
  }

  private static func clip(_ bytes: [UInt8]) throws(DataError.Fact) -> SoundClip {
    if bytes.isEmpty { throw .empty }
    if WaveFile.isOne(bytes) { return try WaveFile(bytes).clip() }
    if let start = FLACFile.start(in: bytes) { return try FLACFile(bytes, from: start).clip() }
    if let (_, name) = foreign.first(where: { bytes.dropFirst($0.at).starts(with: $0.magic) })
      .map({ ($0.magic, $0.name) })
    {
      throw .badSound(reason: "it is \(name)", remedy: "make a WAV file of it: \(converter)")
    }
    let isText = !bytes.prefix(FileSignature.length).contains(0)
    throw .badSound(
      reason: isText
        ? "it begins neither like a WAV nor like a FLAC file, and may be text"
        : "it begins neither like a WAV nor like a FLAC file",
      remedy: "write files of sound as WAV or FLAC: \(converter)")
  }

  private static let converter = "`ffmpeg -i FILE FILE.wav`"

  /// What other files of sound begin with, or have at a place.
  private static let foreign: [(at: Int, magic: [UInt8], name: String)] = [
    (0, Array("OggS".utf8), "an Ogg file"),
    (0, Array("ID3".utf8), "an MP3 file"),
    (0, [0xFF, 0xFB], "an MP3 file"), (0, [0xFF, 0xF3], "an MP3 file"),
    (4, Array("ftyp".utf8), "an MP4 or M4A file"),
    (0, Array("FORM".utf8), "an AIFF file"),
    (0, Array(".snd".utf8), "an AU file"),
    (0, Array("NIST_1A".utf8), "a NIST SPHERE file"),
    (0, Array("RIFX".utf8), "a WAV file of the other byte order"),
    (0, Array("RIFF".utf8), "a RIFF file, and not one of waves"),
    (0, [0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM file"),
    (0, Array("caff".utf8), "a CAF file"),
  ]
}
