// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct FileWriterTests {
  @Test func packedPiecesAreReadBackAndEqual() throws {
    let text = String(repeating: "a line of text\n", count: 100_000)
    try withFile("".utf8) { path in
      var files: [[UInt8]] = []
      for name in [path + ".gz", path + ".more.gz"] {
        try FileWriter.write(to: name, isCompressed: true) { put in
          text.utf8.withContiguousStorageIfAvailable { put(UnsafeRawBufferPointer($0)) } ?? false
        }
        #expect(try FileReader.bytes(of: name) == Array(text.utf8))
        files.append(try Array(Data(contentsOf: URL(fileURLWithPath: name))))
      }
      #expect(files[0] == files[1] && files[0].count < text.utf8.count / 10)
    }
  }

  /// A folder with a file, a link to it and a pipe.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/lstm-writer-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(
      decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
      for name in ["file", "link", "pipe"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try FileWriter.write(Array("old".utf8), to: "\(folder)/file")
    chmod("\(folder)/file", 0o600)
    symlink("file", "\(folder)/link")
    mkfifo("\(folder)/pipe", 0o600)
    try body(folder)
  }

  @Test func aLinkIsFollowedAndPermissionsStay() throws {
    try withFolder { folder in
      try FileWriter.check("\(folder)/link")
      try FileWriter.write(Array("new".utf8), to: "\(folder)/link")
      var status = stat()
      #expect(lstat("\(folder)/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
      #expect(stat("\(folder)/file", &status) == 0 && status.st_mode & 0o777 == 0o600)
      #expect(try FileReader.bytes(of: "\(folder)/file") == Array("new".utf8))
    }
  }

  @Test func whatIsPrivateIsTheUsersAlone() throws {
    try withFolder { folder in
      chmod("\(folder)/file", 0o644)
      try FileWriter.write(Array("new".utf8), to: "\(folder)/file", isPrivate: true)
      var status = stat()
      #expect(stat("\(folder)/file", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
  }

  @Test func whatIsNoFileIsRefused() throws {
    try withFolder { folder in
      for path in ["\(folder)/pipe", folder, "/dev/null"] {
        #expect(throws: FileWriteError.self) { try FileWriter.check(path) }
        #expect(throws: FileWriteError.self) { try FileWriter.write([1], to: path) }
      }
      var status = stat()
      #expect(lstat("\(folder)/pipe", &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
      #expect(lstat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }
  }
}
