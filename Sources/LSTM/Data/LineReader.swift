// SPDX-License-Identifier: Apache-2.0

/// Reads a UTF-8 text file line by line, in time linear in its size however long a line is.
enum LineReader {
  /// Calls `body` with every line, without its `\n` or `\r\n` and without a byte order mark, and
  /// with its number from 1, until it returns false.
  ///
  /// Throws what opening and reading throw, `empty`, `binary`, `invalidUTF8`, and what `body`
  /// throws.
  ///
  /// - Parameter onRead: told after each read, also within a line, how many bytes there were so far;
  ///   what it throws ends the reading.
  static func forEachLine(
    of path: String, onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (Span<UInt8>, Int) throws(DataError) -> Bool
  ) throws(DataError) {
    var reader = try FileReader(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var filled = try reader.read(into: &buffer, from: 0)
    try reader.checkText(buffer[..<min(filled, FileSignature.length)])
    var start = buffer[..<filled].starts(with: byteOrderMark) ? byteOrderMark.count : 0
    var scanned = start
    var number = 0
    var total = filled

    while true {
      try onRead(total)
      while scanned < filled {
        scanned = buffer.span.extracting(0..<filled).firstIndex(of: newline, from: scanned)
        guard scanned < filled else { break }
        number += 1
        guard try emit(buffer.span, start..<scanned, number, path, body) else { return }
        scanned += 1
        start = scanned
      }
      moveToFront(start..<filled, of: &buffer)
      filled -= start
      (start, scanned) = (0, filled)
      if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: filled)) }
      let count = try reader.read(into: &buffer, from: filled)
      if count == 0 { break }
      filled += count
      total += count
    }
    if filled > 0 { _ = try emit(buffer.span, 0..<filled, number + 1, path, body) }
  }

  /// Hands one line on after its line end is off and its bytes are checked.
  private static func emit(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ number: Int, _ path: String,
    _ body: (Span<UInt8>, Int) throws(DataError) -> Bool
  ) throws(DataError) -> Bool {
    let endsInReturn = !range.isEmpty && bytes[range.upperBound - 1] == carriageReturn
    let line = bytes.extracting(range.lowerBound..<range.upperBound - (endsInReturn ? 1 : 0))
    guard line.isValidUTF8 else { throw DataError(.invalidUTF8(line: number), path: path) }
    return try body(line, number)
  }

  /// Keeps the unfinished line; the rest of the buffer has been used.
  private static func moveToFront(_ range: Range<Int>, of buffer: inout [UInt8]) {
    guard range.lowerBound > 0 else { return }
    for index in range { buffer[index - range.lowerBound] = buffer[index] }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
