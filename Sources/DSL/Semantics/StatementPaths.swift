// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The expressions of a statement that name files.
struct StatementPaths {
  /// The files that it reads.
  private(set) var read: [Expression] = []
  /// The files that it writes.
  private(set) var written: [Expression] = []

  /// The paths in a statement.
  init(_ statement: Statement) {
    switch statement.kind {
    case .include(let path), .load(_, let path): read = [path]
    case .vectors(_, let path, _): read = [path]
    case .save(_, let path): written = [path]
    case .plot(_, _, let path): written = path.map { [$0] } ?? []
    case .data(let data): read = Self.read(data)
    case .baseline(_, _, _, let options):
      read = options.filter { $0.label?.text == "idf" || Self.namesWordFile($0) }.map(\.value)
    case .predict(_, .file(let file), _):
      read = [file.from]
      written = file.to.map { [$0] } ?? []
    default: break
    }
  }

  /// The file with the rows, those of other splits, and those that the text role names.
  private static func read(_ data: DataStatement) -> [Expression] {
    let options = data.roles.flatMap { role in
      role.arguments.filter { argument in
        switch (role.role.text, argument.label?.text) {
        case ("split", let part?): SplitName(rawValue: part) != nil
        case ("text", _): namesWordFile(argument)
        default: false
        }
      }
    }
    var paths = options.map(\.value)
    if case .path(let path) = data.source { paths.insert(path, at: 0) }
    return paths
  }

  /// Whether an option names a file that says how texts are cut.
  private static func namesWordFile(_ argument: Argument) -> Bool {
    switch argument.label?.text {
    case "stopwords": !argument.value.isBuiltinStopwordList
    case "dictionary", "user_dictionary": true
    default: false
    }
  }

  /// The paths that are written out, with what they say.
  var literals: [(path: String, span: Span)] {
    (read + written).compactMap { expression in
      if case .text(let path) = expression.kind { (path, expression.span) } else { nil }
    }
  }
}

extension Expression {
  fileprivate var isBuiltinStopwordList: Bool {
    switch kind {
    case .name(let word), .text(let word): StopwordList.builtin[word] != nil
    default: false
    }
  }
}
