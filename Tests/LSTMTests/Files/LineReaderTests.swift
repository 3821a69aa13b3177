// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct LineReaderTests {
  private func lines(_ bytes: some Sequence<UInt8>, atMost limit: Int = .max) throws -> [String] {
    try withFile(bytes) { path in
      var lines: [String] = []
      try LineReader.forEachLine(of: path) { (line, number) throws(DataError) in
        lines.append("\(number):\(line.text)")
        return number < limit
      }
      return lines
    }
  }

  @Test func takesLineEndsAndByteOrderMarkOff() throws {
    #expect(try lines("a\r\nb\n\nc".utf8) == ["1:a", "2:b", "3:", "4:c"])
    #expect(try lines("a\n".utf8) == ["1:a"])
    #expect(try lines([0xEF, 0xBB, 0xBF, 0x61]) == ["1:a"])
  }

  /// Files of old Macs; a return inside of a file with line feeds divides nothing.
  @Test func returnsEndLinesWhereThereIsNoLineFeed() throws {
    #expect(try lines("a\rb\r\rc".utf8) == ["1:a", "2:b", "3:", "4:c"])
    #expect(try lines("a\rb\r".utf8) == ["1:a", "2:b"])
    #expect(try lines("a\rb\nc".utf8) == ["1:a\rb", "2:c"])
    #expect(try lines("a\r".utf8) == ["1:a"])
    #expect(try lines([0xEF, 0xBB, 0xBF]) == [])
  }

  @Test func rawLinesAreTheWholeFile() throws {
    for text in ["\u{FEFF}a\r\nb\n\nc", "a\rb\r", "a\r", "\n", "a\r\n"] {
      let found = try withFile(text.utf8) { path in
        var found: [UInt8] = []
        try LineReader.forEachRawLine(of: path) { (line, end, _) throws(DataError) in
          line.withUnsafeBufferPointer { found += $0 }
          found += end.rawValue.utf8
          return true
        }
        return found
      }
      #expect(found == Array(text.utf8))
    }
  }

  @Test func stopsWhenNoMoreIsWanted() throws {
    #expect(try lines("a\nb\nc".utf8, atMost: 2) == ["1:a", "2:b"])
  }

  @Test func namesTheLineThatIsNotUTF8() throws {
    let bytes = Array("fine\nä\n".utf8) + [0xC3, 0x28, 0x0A]
    #expect(fact { try lines(bytes) } == .invalidUTF8(line: 3))
  }

  @Test func linesAcrossBufferEndsStayWhole() throws {
    let long = String(repeating: "中", count: 100_000)
    let content = (1...7).map { "\($0)\(long)" }
    let read = try lines(content.joined(separator: "\n").utf8)
    #expect(read == content.enumerated().map { "\($0 + 1):\($1)" })
  }

  @Test(.timeLimit(.minutes(1))) func tenMegabyteLineIsReadInLinearTime() throws {
    let clock = ContinuousClock()
    let long = [UInt8](repeating: 0x61, count: 10_000_000)
    let elapsed = try clock.measure {
      let lengths = try withFile(long + [0x0A] + [0x62]) { path in
        var lengths: [Int] = []
        try LineReader.forEachLine(of: path) { (line, _) throws(DataError) in
          lengths.append(line.count)
          return true
        }
        return lengths
      }
      #expect(lengths == [10_000_000, 1])
    }
    #expect(elapsed < .seconds(5))
  }
}
