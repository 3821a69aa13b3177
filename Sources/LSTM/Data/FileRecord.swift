// SPDX-License-Identifier: Apache-2.0

/// A piece of a file with all its bytes: a row, the header, or what belongs to neither.
public struct FileRecord: Sendable {
  /// A line of the piece.
  public struct Line: Hashable, Sendable {
    /// Where it stands in the bytes, without a byte order mark and without its end.
    public let content: Range<Int>
    /// Where it ends in the bytes, its end included.
    public let end: Int
    /// Whether it is part of the row or the header; a blank line or one between rows is not.
    public fileprivate(set) var isOwn = false
  }

  /// The meaning of a piece.
  public enum Content: Sendable {
    /// A row of data.
    case row(Row)
    /// The names of the columns.
    case header([String])
    /// Nothing: what stands after the last row.
    case rest
  }

  /// All bytes since the piece before.
  public private(set) var bytes: [UInt8] = []
  /// The lines that the bytes are.
  public private(set) var lines: [Line] = []
  /// The meaning of the piece.
  public internal(set) var content = Content.rest

  /// The lines of the row or the header, each with its index.
  public var ownLines: [Int] { lines.indices.filter { lines[$0].isOwn } }

  /// The text of a line.
  public func text(of line: Int) -> String { bytes.span.text(in: lines[line].content) }

  /// Writes the piece to `output`, each of its own lines changed by `edit`.
  ///
  /// - Parameter edit: gets the number of the line among the own ones, its bytes, and where it is
  ///   written to.
  public func write(
    to output: inout [UInt8], _ edit: (Int, ArraySlice<UInt8>, inout [UInt8]) -> Void
  ) {
    var (own, written) = (0, 0)
    for line in lines {
      output += bytes[written..<line.content.lowerBound]
      if line.isOwn {
        edit(own, bytes[line.content], &output)
        own += 1
      } else {
        output += bytes[line.content]
      }
      output += bytes[line.content.upperBound..<line.end]
      written = line.end
    }
  }

  mutating func append(_ line: Span<UInt8>, _ end: LineEnding, mark: Int) {
    let start = bytes.count
    line.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    let content = start + mark..<bytes.count
    bytes += end.rawValue.utf8
    lines.append(Line(content: content, end: bytes.count))
  }

  mutating func markLast(isOwn: Bool) {
    if isOwn, !lines.isEmpty { lines[lines.count - 1].isOwn = true }
  }

  mutating func unmark() {
    for index in lines.indices { lines[index].isOwn = false }
  }
}

extension FileRecord {
  /// Adds a line of another piece as it is.
  mutating func append(_ other: FileRecord, _ line: Line) {
    let start = lines.last?.end ?? 0
    let begin = other.lines.last { $0.end <= line.content.lowerBound }?.end ?? 0
    let shift = start - begin
    bytes += other.bytes[begin..<line.end]
    lines.append(
      Line(
        content: line.content.lowerBound + shift..<line.content.upperBound + shift,
        end: line.end + shift))
  }
}
