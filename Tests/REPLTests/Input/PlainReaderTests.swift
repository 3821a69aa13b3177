// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

@Suite struct PlainReaderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func results(of bytes: [UInt8]) throws -> [ReadResult] {
    let descriptor = open(try folder.write(bytes: bytes, to: "input"), O_RDONLY)
    defer { close(descriptor) }
    let reader = PlainReader(descriptor: descriptor)
    var results: [ReadResult] = []
    while results.last != .end, results.count < 100 { results.append(reader.readLine(.primary)) }
    return results
  }

  @Test func linesComeAsTheyAre() throws {
    #expect(
      try results(of: Array("a = 1\nb\t= 2\r\n\n中文".utf8))
        == [.line("a = 1"), .line("b\t= 2"), .line(""), .line("中文"), .end])
    #expect(try results(of: []) == [.end])
  }

  @Test func aLineThatIsNotTextIsNamed() throws {
    #expect(
      try results(of: [0x61, 0x0A, 0xFF, 0x0A])
        == [.line("a"), .failed("line 2 is not UTF-8 text"), .end])
  }

  @Test func aLineLongerThanAReadIsWhole() throws {
    let long = String(repeating: "x", count: 200_000)
    #expect(try results(of: Array("\(long)\nend\n".utf8)) == [.line(long), .line("end"), .end])
  }
}
