// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The session as a script, and what is told of it.
extension Session {
  /// Tells which entries are stale, if there are.
  func tellStale() {
    let stale = notebook.stale
    guard !stale.isEmpty else { return }
    let names = stale.map { item in
      item.names.isEmpty ? "entry \(item.entry)" : item.names.sorted().joined(separator: ", ")
    }
    let unique = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }
    tell(
      .progress(
        "stale now: \(unique.map(\.element).joined(separator: ", ")); "
          + ":rerun brings all up to date"))
  }

  /// A path that stands for a file of the session, as the system finds it.
  public func resolve(_ path: String) -> String {
    Checker.path(path, in: configuration.baseDirectory)
  }

  /// How many entries are in force.
  public var entryCount: Int { Set(notebook.items.map(\.entry)).count }

  /// What the command line said that a script does not say: `--seed 8 -p units=64`.
  public var givenOptions: String {
    let declared = notebook.items.compactMap { item -> String? in
      if case .param(let name, _) = item.record.statement.kind { name.text } else { nil }
    }
    return optionText(configuration.parameters.filter { declared.contains($0.name) })
  }

  /// The seed and some parameters as the command line gives them.
  func optionText(_ parameters: [(name: String, value: String)]) -> String {
    ((configuration.seed.map { ["--seed \($0)"] } ?? [])
      + parameters.map { "-p " + "\($0.name)=\($0.value)".inShell }).joined(separator: " ")
  }

  /// The session as a script whose relative paths start from a folder.
  public func script(in folder: String = ".") -> String {
    NotebookScript(notebook, in: folder).text + (preface.isEmpty ? "" : preface + "\n")
  }

  /// Whether a file is one that the session reads, and so must not be overwritten.
  public func reads(_ path: String) -> Bool { filesRead.contains(path) }

  /// What is wrong with the session as a script in a folder, were it read there.
  public func problems(ofScriptIn folder: String) -> [Diagnostic] {
    var configuration = configuration
    configuration.baseDirectory = folder
    let session = Session(configuration: configuration, interruption: { .none }, onEvent: { _ in })
    return session.check(SourceText(name: "the script", text: script(in: folder)))
  }
}

extension String {
  /// The text as a word of a shell: in quotes where it needs them.
  var inShell: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_./=:,+%@".unicodeScalars.contains(scalar)
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
