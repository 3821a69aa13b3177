// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct FileReaderTests {
  @Test func unpacksGzipWhateverTheName() throws {
    for name in ["rows.csv.gz", "rows.csv"] {
      let rows = try withFile(gzippedRows, named: name) { try Table.read(path: $0) }
      #expect(try rows.column("text") == ["good", "bad"])
    }
  }

  @Test func readsPlainTextNamedLikeGzip() throws {
    #expect(try table("a,b\n1,2\n", named: "rows.csv.gz").rowCount == 1)
  }

  @Test func noticesDamagedGzip() throws {
    let cut = Array(gzippedRows.dropLast(12))
    let cutFact = try withFile(cut, named: "a.csv.gz") { path in fact { try Table.read(path: path) }
    }
    #expect(cutFact == .damagedGzip(reason: "it is cut off"))

    var corrupt = gzippedRows
    corrupt[corrupt.count - 6] ^= 0xFF
    let corruptFact = try withFile(corrupt, named: "a.csv.gz") { path in
      fact { try Table.read(path: path) }
    }
    #expect(corruptFact == .damagedGzip(reason: "it is corrupt"))

    var headless = gzippedRows
    headless[0] = 0
    let headlessFact = try withFile(headless, named: "a.csv.gz") { path in
      fact { try Table.read(path: path) }
    }
    #expect(headlessFact == .damagedGzip(reason: "it does not begin like one"))
  }

  @Test func refusesWhatIsNoRegularFile() throws {
    #expect(fact { try Table.read(path: "/no/such/file.csv") } == .fileNotFound)
    #expect(fact { try Table.read(path: "") } == .fileNotFound)
    #expect(fact { try Table.read(path: "a\0b") } == .fileNotFound)
    #expect(fact { try Table.read(path: "/") } == .isDirectory)
    #expect(
      fact { try Table.read(path: "/dev/null") } == .notReadable(reason: "it is a pipe or a device")
    )
  }

  @Test func refusesEmptyAndBinaryFiles() throws {
    func beginning(_ bytes: [UInt8]) throws -> DataError.Fact? {
      try withFile(bytes) { path in fact { try Table.read(path: path) } }
    }
    #expect(try beginning([]) == .empty)
    #expect(try beginning([0x61, 0, 0x62]) == .binary(kind: nil))
    #expect(
      try beginning([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        == .binary(kind: "a PNG image"))
    #expect(try beginning(Array("PAR1abc".utf8)) == .binary(kind: "a Parquet file"))
    #expect(
      try beginning([0x50, 0x4B, 3, 4] + Array("xl/workbook.xml".utf8))
        == .binary(kind: "an Excel workbook (xlsx)"))
    #expect(try beginning([0x50, 0x4B, 3, 4]) == .binary(kind: "a zip archive"))
    #expect(try beginning([0xFF, 0xFE, 0x61, 0]) == .otherEncoding(name: "UTF-16"))
    #expect(try beginning([0xFE, 0xFF, 0, 0x61]) == .otherEncoding(name: "UTF-16"))
    #expect(try beginning([0x61, 0, 0x2C, 0, 0x62, 0]) == .otherEncoding(name: "UTF-16"))
    #expect(try beginning([0, 0x61, 0, 0x2C]) == .otherEncoding(name: "UTF-16"))
    #expect(try beginning([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) == .otherEncoding(name: "UTF-32"))
    #expect(try beginning([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]) == .otherEncoding(name: "UTF-32"))
    #expect(try beginning([0x61, 0, 0x62, 0x63, 0, 0x64]) == .binary(kind: nil))
  }
}
