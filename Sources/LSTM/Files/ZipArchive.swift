// SPDX-License-Identifier: Apache-2.0

import CZlib

/// A zip archive in memory: its entries, stored or deflated.
struct ZipArchive {
  /// One file of the archive.
  struct Entry: Hashable {
    let name: String
    fileprivate let method: UInt16
    fileprivate let checksum: UInt32
    fileprivate let packed: Int
    /// The bytes that it has when it is unpacked.
    let size: Int
    /// Where what stands before its content begins.
    fileprivate let header: Int
  }

  private let bytes: [UInt8]
  /// The entries in the order of the archive.
  private(set) var entries: [Entry] = []

  /// An archive of these bytes; throws `damagedZip`, also for what is no zip archive.
  init(_ bytes: [UInt8]) throws(DataError.Fact) {
    self.bytes = bytes
    let directory = try directory()
    var at = directory.start
    for _ in 0..<directory.count {
      guard let entry = try entry(at: &at) else {
        throw .damagedZip(reason: "its list of files is cut off")
      }
      entries.append(entry)
    }
  }

  /// The content of an entry; throws `damagedZip`, also when the checksum differs.
  ///
  /// There has to be memory for its `size`: whoever calls asks before.
  func content(of entry: Entry) throws(DataError.Fact) -> [UInt8] {
    guard word(entry.header) == 0x0403_4B50, let name = half(entry.header + 26),
      let extra = half(entry.header + 28)
    else { throw .damagedZip(reason: "\(entry.name) is not where it should be") }
    let start = entry.header + 30 + Int(name) + Int(extra)
    guard start <= bytes.count, entry.packed <= bytes.count - start else {
      throw .damagedZip(reason: "\(entry.name) is cut off")
    }
    let packed = bytes[start..<start + entry.packed]
    let content: [UInt8]
    switch entry.method {
    case 0 where entry.packed == entry.size: content = Array(packed)
    case 8: content = try Self.inflated(packed, size: entry.size, entry.name)
    default: throw .damagedZip(reason: "\(entry.name) is packed in a way that is not known")
    }
    guard Self.checksum(content) == entry.checksum else {
      throw .damagedZip(reason: "the checksum of \(entry.name) differs")
    }
    return content
  }

  // MARK: - The list of files

  /// Where the list of files begins and how many there are.
  private func directory() throws(DataError.Fact) -> (start: Int, count: Int) {
    // A comment of up to 65,535 bytes may follow.
    let lowest = max(0, bytes.count - 22 - 65_535)
    var at = bytes.count - 22
    while at >= lowest, word(at) != 0x0605_4B50 { at -= 1 }
    guard at >= lowest, at >= 0, let count = half(at + 10), let start = word(at + 16) else {
      throw .damagedZip(reason: "it has no list of files at its end")
    }
    guard word(at - 20) == 0x0706_4B50 else { return (Int(start), Int(count)) }
    guard let place = long(at - 12), word(place) == 0x0606_4B50, let count = long(place + 32),
      let start = long(place + 48), count <= bytes.count / 46
    else { throw .damagedZip(reason: "its list of files is not where it should be") }
    return (start, count)
  }

  /// The entry that the list has at a place, which is moved after it; nil where it is cut off.
  private func entry(at place: inout Int) throws(DataError.Fact) -> Entry? {
    guard word(place) == 0x0201_4B50, let flags = half(place + 8), let method = half(place + 10),
      let checksum = word(place + 16), let packed = word(place + 20), let size = word(place + 24),
      let nameLength = half(place + 28), let extraLength = half(place + 30),
      let noteLength = half(place + 32), let header = word(place + 42)
    else { return nil }
    let (name, extra) = (place + 46, place + 46 + Int(nameLength))
    let end = extra + Int(extraLength)
    guard end <= bytes.count else { return nil }
    let text = String(decoding: bytes[name..<extra], as: UTF8.self)
    if flags & 1 != 0 { throw .damagedZip(reason: "\(text) is encrypted") }
    var longs = extraLongs(extra..<end)[...]
    /// A number that is too large for its place stands in the list of longer ones.
    func wide(_ value: UInt32) -> Int? {
      value == .max ? longs.popFirst() : Int(value)
    }
    guard let size = wide(size), let packed = wide(packed), let header = wide(header) else {
      return nil
    }
    place = end + Int(noteLength)
    return Entry(
      name: text, method: method, checksum: checksum, packed: packed, size: size, header: header)
  }

  /// The numbers of 64 bits among the extra fields of an entry.
  private func extraLongs(_ range: Range<Int>) -> [Int] {
    var at = range.lowerBound
    while at + 4 <= range.upperBound, let kind = half(at), let length = half(at + 2) {
      let end = min(at + 4 + Int(length), range.upperBound)
      if kind == 1 { return stride(from: at + 4, to: end - 7, by: 8).compactMap { long($0) } }
      at = end
    }
    return []
  }

  // MARK: - Bytes

  /// A number of two bytes; nil beyond the end.
  private func half(_ at: Int) -> UInt16? {
    guard at >= 0, at <= bytes.count - 2 else { return nil }
    return UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
  }

  private func word(_ at: Int) -> UInt32? {
    guard let low = half(at), let high = half(at + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  /// A number of eight bytes; nil also for one that no file is long enough for.
  private func long(_ at: Int) -> Int? {
    guard let low = word(at), let high = word(at + 4) else { return nil }
    return high >> 30 == 0 ? Int(low) | Int(high) << 32 : nil
  }

  private static func checksum(_ content: [UInt8]) -> UInt32 {
    content.withUnsafeBufferPointer { bytes in
      UInt32(truncatingIfNeeded: crc32_z(0, bytes.baseAddress, bytes.count))
    }
  }

  /// Unpacks so many bytes.
  private static func inflated(
    _ packed: ArraySlice<UInt8>, size: Int, _ name: String
  ) throws(DataError.Fact) -> [UInt8] {
    var content = [UInt8](repeating: 0, count: size)
    var packed = Array(packed)
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damagedZip(reason: "zlib refuses to unpack \(name)") }
    defer { inflateEnd(&stream) }
    var (taken, made) = (0, 0)
    var status = Z_OK
    while status == Z_OK {
      let most = Int(Int32.max)
      let (input, room) = (min(packed.count - taken, most), min(size - made, most))
      packed.withUnsafeMutableBufferPointer { source in
        content.withUnsafeMutableBufferPointer { target in
          stream.next_in = source.baseAddress.map { $0 + taken }
          stream.avail_in = UInt32(input)
          stream.next_out = target.baseAddress.map { $0 + made }
          stream.avail_out = UInt32(room)
          status = inflate(&stream, Z_NO_FLUSH)
        }
      }
      taken += input - Int(stream.avail_in)
      made += room - Int(stream.avail_out)
    }
    guard status == Z_STREAM_END, made == size else {
      throw .damagedZip(reason: "\(name) does not unpack to its size")
    }
    return content
  }
}
