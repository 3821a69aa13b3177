// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:save FILE`: writes the session as a script.
  static let save = Command(
    name: "save", argument: "FILE", summary: "write the session as a script"
  ) { argument, conversation in
    guard !argument.isEmpty else { return needs("a file", ":save work.lstm", conversation) }
    return .goOn(conversation.save(to: argument.unquoted))
  }

  /// `:report FILE`: writes the session as a page.
  static let report = Command(
    name: "report", argument: "FILE", summary: "write the session as a page: .html, .md or .ipynb"
  ) { argument, conversation in
    guard !argument.isEmpty else { return needs("a file", ":report work.html", conversation) }
    return .goOn(conversation.report(to: argument.unquoted))
  }

  /// `:load FILE`: runs a file into the session.
  static let load = Command(
    name: "load", argument: "FILE", summary: "run the statements of a file as entries"
  ) { argument, conversation in
    guard !argument.isEmpty else { return needs("a file", ":load work.lstm", conversation) }
    let path = conversation.session.resolve(argument.unquoted)
    do throws(ScriptFile.Failure) {
      return .goOn(conversation.load(try ScriptFile.read(path), in: ScriptFile.folder(of: path)))
    } catch {
      conversation.show(.diagnostic(error.diagnostic))
      return .goOn(error.status)
    }
  }

  /// `:restore`: brings back the statements of a session that has ended.
  static let restore = Command(
    name: "restore", argument: "", summary: "bring back the last session of this folder"
  ) { argument, conversation in
    guard argument.isEmpty else { return needs("no argument", ":restore", conversation) }
    return .goOn(conversation.restore())
  }
}
