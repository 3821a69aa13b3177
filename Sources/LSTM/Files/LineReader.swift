// SPDX-License-Identifier: Apache-2.0

/// The end of a line, as a file has it.
public enum LineEnding: String, Hashable, Sendable {
  /// The file ends with the line.
  case none = ""
  /// A line feed.
  case feed = "\n"
  /// A carriage return and a line feed.
  case returnFeed = "\r\n"
  /// A carriage return, as in files of old Macs.
  case carriageReturn = "\r"
}

/// Reads a UTF-8 text file line by line, in time linear in its size however long a line is.
enum LineReader {
  /// Calls `body` with every line, without its end and without a byte order mark, and with its number
  /// from 1, until it returns false.
  ///
  /// Throws what opening and reading throw, `empty`, `binary`, `otherEncoding`, `invalidUTF8`, and
  /// what `body` throws.
  ///
  /// - Parameter onRead: told after each read, also within a line, how many bytes there were so far;
  ///   what it throws ends the reading.
  static func forEachLine(
    of path: String, onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (Span<UInt8>, Int) throws(DataError) -> Bool
  ) throws(DataError) {
    try forEachRawLine(of: path, onRead: onRead) { (line, end, number) throws(DataError) in
      let mark = number == 1 ? line.byteOrderMarkLength : 0
      if mark > 0, mark == line.count, end == .none { return true }
      return try body(line.extracting(mark..<line.count), number)
    }
  }

  /// The same with the byte order mark, and with the end of each line.
  ///
  /// Lines end with a line feed, with a carriage return and a line feed, or, in a file that begins
  /// without any line feed, with a carriage return.
  static func forEachRawLine(
    of path: String, onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (Span<UInt8>, LineEnding, Int) throws(DataError) -> Bool
  ) throws(DataError) {
    var reader = try FileReader(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var filled = try reader.read(into: &buffer, from: 0)
    try reader.checkText(buffer[..<min(filled, FileSignature.length)])
    let ending = lineEnding(of: buffer[..<filled])
    var (start, scanned, number) = (0, 0, 0)
    var total = filled

    while true {
      try onRead(total)
      while scanned < filled {
        scanned = buffer.span.extracting(0..<filled).firstIndex(of: ending, from: scanned)
        guard scanned < filled else { break }
        number += 1
        guard try emit(buffer.span, start..<scanned, ending, number, path, body) else { return }
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
    if filled > 0 { _ = try emit(buffer.span, 0..<filled, nil, number + 1, path, body) }
  }

  /// The byte that lines end with, from the beginning of a file.
  static func lineEnding(of beginning: ArraySlice<UInt8>) -> UInt8 {
    guard !beginning.contains(newline),
      let found = beginning.firstIndex(of: carriageReturn), found + 1 < beginning.endIndex
    else { return newline }
    return carriageReturn
  }

  /// Hands one line on after its line end is off and its bytes are checked.
  ///
  /// - Parameter ending: the byte after it; nil at the end of the file.
  private static func emit(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ ending: UInt8?, _ number: Int, _ path: String,
    _ body: (Span<UInt8>, LineEnding, Int) throws(DataError) -> Bool
  ) throws(DataError) -> Bool {
    let endsInReturn = !range.isEmpty && bytes[range.upperBound - 1] == carriageReturn
    let line = bytes.extracting(range.lowerBound..<range.upperBound - (endsInReturn ? 1 : 0))
    guard line.isValidUTF8 else { throw DataError(.invalidUTF8(line: number), path: path) }
    let end: LineEnding =
      switch (ending, endsInReturn) {
      case (newline, true): .returnFeed
      case (newline, false): .feed
      case (nil, false): .none
      default: .carriageReturn
      }
    return try body(line, end, number)
  }

  /// Keeps the unfinished line; the rest of the buffer has been used.
  private static func moveToFront(_ range: Range<Int>, of buffer: inout [UInt8]) {
    guard range.lowerBound > 0 else { return }
    for index in range { buffer[index - range.lowerBound] = buffer[index] }
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

extension Span<UInt8> {
  /// The length of the byte order mark that the bytes begin with; 0 without one.
  var byteOrderMarkLength: Int {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0
  }
}
