// SPDX-License-Identifier: Apache-2.0

/// A NumPy array: a file, or an entry of an archive that has been unpacked.
struct NPYArray {
  /// The file, as messages call it.
  let path: String
  let header: NPYHeader
  /// All bytes, of an array that is in memory; nil for a file that is read when it is asked for.
  private let bytes: [UInt8]?

  /// The rows of the array; 1 for a single number.
  var rowCount: Int { header.shape.first ?? 1 }

  /// The array in a file; throws what is wrong with its header, or with the length of the file where
  /// that is not packed.
  init(path: String) throws(DataError) {
    self.path = path
    bytes = nil
    let beginning = try FileReader.bytes(of: path, atMost: NPYHeader.longest)
    header = try Self.header(beginning, path)
    if !(try FileReader.isPacked(path)) {
      try Self.check(FileReader.size(of: path) - header.offset, header, path)
    }
  }

  /// The array in an entry of an archive.
  init(_ bytes: [UInt8], path: String) throws(DataError) {
    self.path = path
    self.bytes = bytes
    header = try Self.header(bytes, path)
    try Self.check(bytes.count - header.offset, header, path)
  }

  private static func header(_ beginning: [UInt8], _ path: String) throws(DataError) -> NPYHeader {
    do throws(DataError.Fact) {
      let end = try NPYHeader.end(of: beginning[..<min(beginning.count, NPYHeader.prefix)])
      guard end <= beginning.count else { throw NPYHeader.cutOff }
      return try NPYHeader(beginning[..<end])
    } catch {
      throw DataError(error, path: path)
    }
  }

  private static func check(
    _ found: Int, _ header: NPYHeader, _ path: String
  ) throws(DataError) {
    if found < header.size { throw DataError(NPYHeader.cutOff, path: path) }
    if found > header.size { throw DataError(NPYHeader.tooLong, path: path) }
  }

  // MARK: - Blocks

  /// Some rows of an array as they stand in memory.
  struct Block {
    /// The rows.
    let rows: Range<Int>
    /// How many bytes apart the neighbours of each axis are.
    let strides: [Int]
    let element: NPYElement
    /// Where the first of the rows begins.
    let start: Int

    /// Where a row begins.
    func place(of row: Int) -> Int { start + (row - rows.lowerBound) * (strides.first ?? 0) }
  }

  /// Calls `body` with rows after rows until it returns false.
  ///
  /// - Parameter onRead: told after each read how many bytes there were so far.
  func forEachBlock(
    onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (RawSpan, Block) throws(DataError) -> Bool
  ) throws(DataError) {
    if let bytes {
      try onRead(bytes.count)
      _ = try body(bytes.span.bytes, block(0..<rowCount, start: header.offset))
    } else if header.isFortran, header.shape.count > 1 {
      let memory = GrowingData(path: path)
      try memory.require(header.size)
      let all = try FileReader.bytes(of: path)
      try Self.check(all.count - header.offset, header, path)
      try onRead(all.count)
      _ = try body(all.span.bytes, block(0..<rowCount, start: header.offset))
    } else {
      try forEachPiece(onRead: onRead, body)
    }
  }

  /// The rows of a file that stand one after the other, some at a time.
  private func forEachPiece(
    onRead: (Int) throws(DataError) -> Void,
    _ body: (RawSpan, Block) throws(DataError) -> Bool
  ) throws(DataError) {
    let rowBytes = rowCount == 0 ? 0 : header.size / rowCount
    let most = max(1, Self.pieceBytes / max(rowBytes, 1))
    try GrowingData(path: path).require(min(most, rowCount) * rowBytes)
    var reader = try FileReader(path)
    var buffer = [UInt8](repeating: 0, count: header.offset)
    var total = try fill(&buffer, &reader)
    var first = 0
    while first < rowCount {
      let rows = first..<min(first + most, rowCount)
      if buffer.count != rows.count * rowBytes {
        buffer = [UInt8](repeating: 0, count: rows.count * rowBytes)
      }
      total += try fill(&buffer, &reader)
      try onRead(total)
      guard try body(buffer.span.bytes, block(rows, start: 0)) else { return }
      first = rows.upperBound
    }
    var rest: [UInt8] = [0]
    if try reader.read(into: &rest, from: 0) > 0 { throw DataError(NPYHeader.tooLong, path: path) }
  }

  /// Reads as many bytes as there is room for; throws where the file ends before.
  private func fill(_ buffer: inout [UInt8], _ reader: inout FileReader) throws(DataError) -> Int {
    var count = 0
    while count < buffer.count {
      let read = try reader.read(into: &buffer, from: count)
      if read == 0 { throw DataError(NPYHeader.cutOff, path: path) }
      count += read
    }
    return count
  }

  private func block(_ rows: Range<Int>, start: Int) -> Block {
    var strides = [Int](repeating: header.element.size, count: header.shape.count)
    if header.isFortran {
      for axis in strides.indices.dropFirst() {
        strides[axis] = strides[axis - 1] * header.shape[axis - 1]
      }
    } else {
      for axis in strides.indices.dropLast().reversed() {
        strides[axis] = strides[axis + 1] * header.shape[axis + 1]
      }
    }
    return Block(rows: rows, strides: strides, element: header.element, start: start)
  }

  /// About how many bytes are read at a time.
  private static let pieceBytes = 1 << 18
}
