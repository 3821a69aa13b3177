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
    case .save(_, let path), .report(let path): written = [path]
    case .plot(let clause): written = clause.path.map { [$0] } ?? []
    case .explain(_, _, _, let path): written = path.map { [$0] } ?? []
    case .data(let data): read = Self.read(data)
    case .baseline(_, _, _, let options):
      read = options.filter { $0.isPath(of: RoleCatalog.rankedFiles) }.map(\.value)
    case .predict(_, .file(let file), _):
      read = [file.from]
      written = file.to.map { [$0] } ?? []
    case .forecast(let clause):
      read = clause.file.map { [$0.from] } ?? []
      written = clause.to.map { [$0] } ?? []
    case .edition, .seed, .param, .binding, .model, .train, .ensemble, .resume, .grid, .search,
      .crossval,
      .eval, .compare, .predict, .generate, .assertion, .print, .show, .record, .expression:
      break
    }
  }

  /// The file with the rows, those of other splits, and those that the text role names.
  private static func read(_ data: DataStatement) -> [Expression] {
    let options = data.roles.flatMap { role in
      role.arguments.filter { argument in
        switch (role.role.text, argument.label?.text) {
        case ("split", let part?): SplitName(rawValue: part) != nil
        case (RoleCatalog.textRole, _): argument.isPath(of: RoleCatalog.textOptions)
        default: false
        }
      }
    }
    var paths = options.map(\.value)
    if case .path(let path) = data.source { paths.insert(path, at: 0) }
    return paths
  }

  /// The paths that are written out, with what they say.
  var literals: [(path: String, span: Span)] {
    (read + written).compactMap { expression in
      if case .text(let path) = expression.kind { (path, expression.span) } else { nil }
    }
  }
}

extension Argument {
  /// Whether it is the path of a file, and none of the words that may stand in its place.
  fileprivate func isPath(of specs: [ArgumentSpec]) -> Bool {
    guard let spec = specs.first(where: { $0.name == label?.text }),
      case .path(let words) = spec.kind
    else { return false }
    return value.bareWord.map { !words.contains($0.text) } ?? true
  }
}
