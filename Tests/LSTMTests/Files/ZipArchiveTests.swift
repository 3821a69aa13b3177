// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct ZipArchiveTests {
  private func bytes(_ name: String) throws -> [UInt8] { try FileReader.bytes(of: array(name)) }

  @Test func readsStoredAndDeflatedEntries() throws {
    for name in ["stored.npz", "deflated.npz"] {
      let archive = try ZipArchive(try bytes(name))
      #expect(archive.entries.count == 2)
      for entry in archive.entries {
        let content = try archive.content(of: entry)
        #expect(content.count == entry.size && content.starts(with: FileSignature.array.magic))
      }
    }
  }

  @Test func aChangedByteIsFound() throws {
    var bytes = try bytes("stored.npz")
    bytes[200] ^= 1
    let archive = try ZipArchive(bytes)
    #expect(throws: DataError.Fact.damagedZip(reason: "the checksum of x.npy differs")) {
      try archive.content(of: archive.entries[0])
    }
  }

  /// Either an archive or a reason, whatever the bytes are; never a trap.
  @Test(arguments: ["stored.npz", "deflated.npz"])
  func noBytesStopIt(name: String) throws {
    let whole = try bytes(name)
    #expect(throws: DataError.Fact.damagedZip(reason: "it has no list of files at its end")) {
      try ZipArchive([])
    }
    for count in whole.indices {
      let archive = try? ZipArchive(Array(whole[..<count]))
      for entry in archive?.entries ?? [] where entry.size < 1 << 20 {
        _ = try? archive?.content(of: entry)
      }
    }
    for place in whole.indices {
      for change in [UInt8(0xFF), 0x80, 1] {
        var bytes = whole
        bytes[place] ^= change
        let archive = try? ZipArchive(bytes)
        for entry in archive?.entries ?? [] where entry.size < 1 << 20 {
          _ = try? archive?.content(of: entry)
        }
      }
    }
  }
}
