// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct TerminalTests {
  @Test(
    arguments: [
      ([:], true), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
      (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false), (["LC_ALL": "POSIX"], false),
      (["LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true), (["LANG": "de_DE"], false),
      (["LC_CTYPE": "C", "LANG": "C.UTF-8"], false), (["LC_ALL": "C.UTF-8", "LANG": "C"], true),
    ] as [([String: String], Bool)])
  func theLocaleSaysWhatThereIsToDrawWith(variables: [String: String], isUnicode: Bool) {
    #expect(Terminal.isUnicode { variables[$0] } == isUnicode)
  }

  @Test(
    arguments: [("xterm", true), ("dumb", false), ("", false), (nil, false)] as [(String?, Bool)])
  func aTerminalWithoutATypeIsADumbOne(type: String?, isCapable: Bool) {
    #expect(Terminal.isCapable(type) == isCapable)
  }
}
