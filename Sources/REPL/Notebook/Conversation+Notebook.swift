// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// What the commands of the notebook do.
extension Conversation {
  /// Runs the statements of a file as entries.
  func load(_ source: SourceText, in folder: String) -> ExitStatus {
    settled(session.load(source, in: folder))
  }

  /// Runs what has changed of a script.
  func update(_ source: SourceText) -> ExitStatus {
    settled(session.update(source))
  }

  /// Runs one cell of a script, with what it stands on.
  func run(_ source: SourceText, cell number: Int) -> ExitStatus {
    let titles = Session.cells(of: source)
    guard titles.indices.contains(number - 1) else {
      let list = titles.enumerated().map { "\($0.offset + 1) \($0.element)".trimmingBlanks() }
      let count = "\(titles.count) \(titles.count == 1 ? "cell" : "cells")"
      complain(
        "\(source.name) has \(count) (\(list.joined(separator: ", "))), and no cell \(number)")
      return .usage
    }
    return report(on: source.name) { settled(session.run(source, cell: number)) }
  }

  /// Runs entries again: those that are stale, or some with what they stand on.
  func rerun(_ entries: Set<Int>?) -> ExitStatus {
    settled(session.rerun(entries))
  }

  /// Lets the user edit the text of an entry, or of a new one, and enters what comes of it.
  func edit(_ text: String, entry: Int?) -> ExitStatus {
    guard isatty(STDIN_FILENO) == 1 else {
      complain(":edit needs a terminal")
      return .usage
    }
    let changed: String
    do throws(TextEditor.Failure) {
      changed = try TextEditor.edit(text).trimmingBlanks()
    } catch {
      complain("the editor could not be used: \(error.reason)")
      return .runtimeFailure
    }
    guard changed != text.trimmingBlanks() else {
      show(.note("unchanged"))
      return .success
    }
    guard !changed.isEmpty else {
      complain("nothing is left; :delete \(entry.map(String.init) ?? "N") takes an entry out")
      return .usage
    }
    // What does not check can be had again from the history.
    remember(changed)
    show(.text(changed))
    let source = SourceText(name: "<prompt>", text: changed)
    return settled(entry.map { session.replace(entry: $0, with: source) } ?? session.enter(source))
  }

  /// Writes the session as a script, and says what that would not do as the session does.
  func save(to path: String) -> ExitStatus {
    let found = session.resolve(path)
    let folder = ScriptFile.folder(of: found)
    guard !session.reads(found) else {
      complain("the session itself reads \(path): give the script another name")
      return .usage
    }
    let entries = session.entries
    guard !entries.isEmpty else {
      complain("there is nothing to save yet")
      return .usage
    }
    do throws(Diagnostic) {
      try TextFile.write(session.script(in: folder), to: found)
    } catch {
      show(.diagnostic(error))
      return .runtimeFailure
    }
    show(.note("saved \(entries.count) \(entries.count == 1 ? "entry" : "entries") to \(path)"))
    let stale = session.staleEntries
    if !stale.isEmpty {
      let numbers = stale.map(String.init).joined(separator: ", ")
      show(
        .note(
          "  not up to date here: \(stale.count == 1 ? "entry" : "entries") \(numbers); "
            + "the script gives what :rerun would"))
    }
    if !session.givenOptions.isEmpty {
      show(.note("  to get the same results run it with \(session.givenOptions)"))
    }
    for problem in session.problems(ofScriptIn: folder) where problem.severity == .error {
      show(.note("  but it would not check: \(problem.message)"))
    }
    return .success
  }

  /// Writes the session as a page.
  func report(to path: String) -> ExitStatus {
    guard !session.reads(session.resolve(path)) else {
      complain("the session itself reads \(path): give the report another name")
      return .usage
    }
    return session.report(to: path)
  }

  // MARK: Sessions

  /// Begins to keep the session, and offers one that was broken off.
  func keepSession() {
    guard let folder = SessionFile.folderOfUser() else { return }
    let place = workingDirectory
    let file = SessionFile(in: folder, workingDirectory: place)
    sessionFile = file
    session.onChange = { [unowned self] in
      file.write(session.script(), entries: session.entryCount)
    }
    let brokenOff = SessionFile.ended(in: folder).filter(\.isBrokenOff)
    guard let last = brokenOff.first(where: { $0.folder == place }) ?? brokenOff.first else {
      return
    }
    let what = "a session of \(last.entries) \(last.entries == 1 ? "entry" : "entries")"
    let age = Quantity.age(seconds: Clock.secondsSince1970() - last.time)
    show(
      .note(
        last.folder == place
          ? "\(what) was broken off \(age) ago: :restore brings it back"
          : "\(what) was broken off \(age) ago; start lstm in \(last.folder) to restore it"))
  }

  /// Ends the keeping: what the user leaves on purpose is not offered again.
  func endSession() {
    sessionFile?.end(entries: session.entryCount)
  }

  /// Brings back the session of this folder that was broken off, or else the last one, statement by
  /// statement, as it was typed.
  func restore() -> ExitStatus {
    let ended = SessionFile.folderOfUser().map { SessionFile.ended(in: $0) } ?? []
    let here = ended.filter { $0.folder == workingDirectory }
    guard let last = here.first(where: \.isBrokenOff) ?? here.first else {
      complain("there is no earlier session of this folder")
      return .usage
    }
    let source = SourceText(name: "<prompt>", text: last.script)
    let taken = Session.definedNames(in: source).filter(session.names.contains)
    guard taken.isEmpty else {
      complain(
        "this session defines \(taken.joined(separator: ", ")) too: start lstm anew to restore, or "
          + ":load \(last.path)")
      return .usage
    }
    var failures = 0
    for statement in Session.statements(of: source) {
      let status = settled(session.enter(statement))
      if status == .interrupted || status == .terminated { return status }
      if status == .invalidScript { failures += 1 }
    }
    if failures > 0 {
      let what = failures == 1 ? "a statement" : "\(failures) statements"
      complain("\(what) could not be restored; all of them stand in \(last.path)")
      SessionFile.settle(last)
    } else {
      SessionFile.remove(last.path)
    }
    return failures > 0 ? .invalidScript : .success
  }
}
