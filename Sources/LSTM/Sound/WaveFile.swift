// SPDX-License-Identifier: Apache-2.0

/// A WAV file in memory: RIFF, or RF64 for those beyond 4 GiB.
///
/// Its chunks are walked, each with its byte of padding, and unknown ones are passed over. Programs
/// that write to a pipe leave 0 or 0xFFFFFFFF as the size of the samples, which then go to the end of the
/// file; where there is less than the header says, what there is counts.
struct WaveFile {
  private let bytes: [UInt8]
  private var format: WaveFormat?
  private var data: Range<Int>?
  private var isCut = false

  /// Whether bytes begin like such a file.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    (bytes.starts(with: Array("RIFF".utf8)) || bytes.starts(with: Array("RF64".utf8)))
      && bytes.dropFirst(8).starts(with: Array("WAVE".utf8))
  }

  /// Finds the format and the samples; throws `badSound`.
  init(_ bytes: [UInt8]) throws(DataError.Fact) {
    self.bytes = bytes
    var at = 12
    var longSize: UInt64?
    while format == nil || data == nil, let chunk = chunk(at: at) {
      let rest = bytes.count - chunk.start
      var size = chunk.size
      switch chunk.name {
      case "fmt ":
        format = try WaveFormat(bytes[chunk.start..<chunk.start + min(size, rest)])
      case "ds64":
        let words = [UInt8](bytes[chunk.start..<chunk.start + min(size, rest)])
        longSize = words.count >= 16 ? words.littleEndian(at: 8, bytes: 8) : nil
      case "data" where data == nil:
        size = dataSize(chunk, longSize)
        isCut = size > rest
        data = chunk.start..<chunk.start + min(size, rest)
      default: break
      }
      guard size < rest else { break }
      at = next(chunk.start + size, size)
    }
    guard format != nil else {
      throw .badSound(
        reason: "it has no chunk `fmt `, which says what its samples are", remedy: nil)
    }
    guard data != nil else {
      throw .badSound(reason: "it has no chunk `data`, which holds its samples", remedy: nil)
    }
  }

  /// The samples, averaged over the channels.
  func clip() throws(DataError.Fact) -> SoundClip {
    guard let format, let data else { throw .empty }
    let count = data.count / format.block
    var facts = SoundFacts(
      container: .wav, coding: format.coding, bits: format.bits, rate: format.rate,
      channels: format.channels, samples: count)
    facts.isCut = isCut || data.count % format.block != 0
    do throws(MemoryShortage) {
      try MemoryLimit.require(count * MemoryLayout<Float>.stride)
    } catch {
      throw .outOfMemory(error)
    }
    let samples = format.samples(of: bytes, from: data.lowerBound, count: count, &facts.notFinite)
    facts.isSilent = samples.isSilent
    return SoundClip(waveform: Waveform(samples: samples, rate: format.rate), facts: facts)
  }

  // MARK: Chunks

  private struct Chunk {
    let name: String
    let size: Int
    /// Where its content begins.
    let start: Int
  }

  /// The chunk whose name begins at a place; nil where there is no room for one.
  private func chunk(at place: Int) -> Chunk? {
    guard place <= bytes.count - 8 else { return nil }
    return Chunk(
      name: String(decoding: bytes[place..<place + 4], as: Unicode.ASCII.self),
      size: Int(bytes.littleEndian(at: place + 4, bytes: 4)), start: place + 8)
  }

  /// How long the samples are by what their chunk says.
  private func dataSize(_ chunk: Chunk, _ longSize: UInt64?) -> Int {
    let rest = bytes.count - chunk.start
    switch chunk.size {
    case 0xFFFF_FFFF:
      guard let longSize, longSize > 0, longSize < .max else { return rest }
      return Int(clamping: longSize)
    case 0: return isEnd(chunk.start) ? 0 : rest
    default: return chunk.size
    }
  }

  /// Whether whole chunks, or nothing, follow from a place to the end.
  private func isEnd(_ place: Int) -> Bool {
    var at = place
    while let chunk = chunk(at: at), isName(at) {
      guard chunk.size <= bytes.count - chunk.start else { return false }
      at = chunk.start + chunk.size + chunk.size % 2
    }
    return at >= bytes.count
  }

  /// Where the chunk after one of a size begins: after a byte of padding when that is odd, which some
  /// writers forget.
  private func next(_ end: Int, _ size: Int) -> Int {
    guard size % 2 == 1 else { return end }
    return !isName(end + 1) && isName(end) ? end : end + 1
  }

  /// Whether four letters, digits or blanks stand at a place.
  private func isName(_ place: Int) -> Bool {
    place <= bytes.count - 8
      && bytes[place..<place + 4].allSatisfy { (0x20...0x7E).contains($0) }
  }
}

extension [UInt8] {
  /// A number of so many bytes at a place, the lowest first; 0 for bytes beyond the end.
  func littleEndian(at place: Int, bytes count: Int) -> UInt64 {
    (0..<count).reduce(0) { sum, index in
      indices.contains(place + index) ? sum | UInt64(self[place + index]) << (8 * index) : sum
    }
  }
}

extension [Float] {
  /// Whether all samples are the same: there is nothing to hear.
  var isSilent: Bool { allSatisfy { $0 == self[0] } }
}
