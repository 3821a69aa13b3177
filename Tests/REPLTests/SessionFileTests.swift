// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

@Suite struct SessionFileTests {
  private let home: TemporaryFolder
  private var folder: String { home.path + "/state/sessions" }

  init() throws {
    home = try TemporaryFolder()
  }

  private func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  @Test func nobodyElseReadsASession() throws {
    let file = SessionFile(in: folder, workingDirectory: "/")
    file.write("print 1\n", entries: 1)
    file.end(entries: 1)
    let ended = try #require(SessionFile.ended(in: folder).first)
    #expect(mode(of: ended.path) == 0o600)
    for path in [folder, home.path + "/state"] { #expect(mode(of: path) == 0o700) }
    SessionFile.settle(ended)
    #expect(mode(of: ended.path) == 0o600)
  }

  @Test func aFolderOfAnEarlierVersionIsClosed() throws {
    mkdir(home.path + "/state", 0o755)
    mkdir(folder, 0o755)
    SessionFile(in: folder, workingDirectory: "/").write("print 1\n", entries: 1)
    #expect(mode(of: folder) == 0o700)
  }

  @Test func nobodyElseReadsTheHistory() throws {
    let path = home.path + "/deep/er/history"
    #expect(HistoryFile(path: path).append("print 1") == nil)
    #expect(mode(of: path) == 0o600)
    for folder in ["/deep", "/deep/er"] { #expect(mode(of: home.path + folder) == 0o700) }
  }
}
