// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Checker {
  /// The object that a name stands for; nil when its own statement failed and was reported.
  mutating func object<Object: ScriptObject>(
    _ name: Name, _ kind: ObjectKind, as _: Object.Type
  ) throws(Diagnostic) -> Object? {
    guard let symbol = evaluator.scope[name.text] else {
      throw .undefinedObject(
        name, wanted: kind, candidates: evaluator.scope.names(of: kind),
        all: evaluator.scope.names)
    }
    evaluator.scope.use(name.text)
    if case .known(.object(let object)) = symbol.value, let wanted = object as? Object {
      return wanted
    }
    if symbol.value.type == .anything { return nil }
    throw wrongKind(name, symbol.value.type, wanted: kind)
  }

  private func wrongKind(_ name: Name, _ found: ValueType, wanted: ObjectKind) -> Diagnostic {
    var candidates = evaluator.scope.names(of: wanted)
    // The best of several runs is a run.
    let several = [ValueType.object(.sweep), .object(.runs)]
    if wanted == .run, several.contains(found) { candidates = ["\(name.text).best"] }
    return .wrongKind(name, found: found, wanted: wanted, candidates: candidates)
  }

  /// The object that a reference such as `g.best` leads to; nil when what it stands on failed and was
  /// reported.
  mutating func object<Object: ScriptObject>(
    _ reference: Expression, _ kind: ObjectKind, as wanted: Object.Type
  ) throws(Diagnostic) -> Object? {
    if case .name(let word) = reference.kind {
      return try object(Name(word, reference.span), kind, as: wanted)
    }
    let found = try evaluator.evaluate(reference)
    if case .known(.object(let object)) = found, let object = object as? Object { return object }
    if found.type == .anything { return nil }
    throw wrongKind(
      Name(source[reference.span], reference.span), found.type, wanted: kind)
  }

  /// A path of the script, as the system finds it.
  func resolve(_ path: String) -> String { Self.path(path, in: directory) }

  /// The path of a file to write, as the system finds it.
  func resolveOutput(_ path: String) -> String {
    Self.path(path, in: context.outputDirectory ?? directory)
  }

  /// A path as the system finds it, where relative ones start from a folder.
  static func path(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder == "." || folder.isEmpty ? path : folder + "/" + path
  }

  /// The text of a path's expression; nil when it stands on something that failed.
  mutating func path(_ expression: Expression) throws(Diagnostic) -> String? {
    guard case .text(let text)? = try evaluator.known(expression, .text) else { return nil }
    return text
  }
}
