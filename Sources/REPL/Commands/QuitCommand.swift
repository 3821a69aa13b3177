// SPDX-License-Identifier: Apache-2.0

extension Command {
  /// `:quit`: leaves, as Ctrl-D does.
  static let quit = Command(name: "quit", argument: "", summary: "leave") { _, _ in .leave }
}
