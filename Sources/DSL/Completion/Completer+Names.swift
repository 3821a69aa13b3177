// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Names of the session and their fields.
extension Completer {
  /// Offers the names whose values are of a type that fits, by name.
  mutating func offerNames(where fits: (ValueType) -> Bool) {
    offer(names(where: fits))
  }

  private func names(where fits: (ValueType) -> Bool) -> [Candidate] {
    scope.names.compactMap { name in
      guard name != ReservedWord.last.rawValue, name.utf8.starts(with: place.word.utf8),
        let value = scope[name]?.value, value.type == .anything || fits(value.type)
      else { return nil }
      return Candidate(name, detail: value.title)
    }
  }

  /// Offers objects of a kind.
  mutating func offerNames(of kind: ObjectKind) {
    offerNames { $0 == .object(kind) }
  }

  /// Offers runs, and the best ones of several.
  ///
  /// - Parameter several: whether a run from several seeds will do as it is.
  mutating func offerRuns(several: Bool = false, ensembles: Bool = false) {
    offerNames {
      $0 == .object(.run) || several && $0 == .object(.runs)
        || ensembles && $0 == .object(.ensemble)
    }
    for name in scope.names where name != ReservedWord.last.rawValue {
      guard case .known(.object(let object))? = scope[name]?.value,
        let sweep = object as? SweepObject
      else { continue }
      offer(Candidate("\(name).best", detail: sweep.best.title))
    }
  }

  /// Reads `name.field…`; false when the cursor stands in it.
  ///
  /// - Parameters:
  ///   - fits: which fields are offered.
  ///   - atName: offers what the name itself may be.
  mutating func passReference(
    where fits: (ValueType) -> Bool = { _ in true }, atName: (inout Completer) -> Void
  ) -> Bool {
    if isAtCursor { atName(&self) }
    guard let name = takeWord() else { return false }
    return passFields(of: scope.type(of: name), where: fits)
  }

  /// Reads `.field…`; false when the cursor stands after a dot.
  mutating func passFields(
    of type: ValueType?, where fits: (ValueType) -> Bool = { _ in true }
  ) -> Bool {
    var type = type
    while take(.dot) {
      if isAtCursor {
        offerFields(of: type, where: fits)
        return false
      }
      guard let field = takeWord() else { return false }
      type = type?.fields.first { $0.name == field }?.type
    }
    return true
  }

  private mutating func offerFields(of type: ValueType?, where fits: (ValueType) -> Bool) {
    for field in type?.fields ?? [] where fits(field.type) {
      offer(field.name, field.detail)
    }
  }

  /// Reads `DATA` or `DATA.SPLIT`; false when the cursor stands in it.
  mutating func passDataReference(trainingOnly: Bool = false) -> Bool {
    if isAtCursor { offerNames(of: .data) }
    guard let name = takeWord() else { return false }
    guard take(.dot) else { return true }
    guard isAtCursor else { return takeWord() != nil }
    guard case .known(.object(let object))? = scope[name]?.value, let data = object as? DataObject
    else { return false }
    for split in trainingOnly ? [.train] : data.filledSplits {
      offer(split.rawValue, SplitObject(data, split).title)
    }
    return false
  }
}

extension Scope {
  /// The type of what a name stands for; nil for an unknown name.
  fileprivate func type(of name: String) -> ValueType? {
    (locals[name] ?? self[name]?.value)?.type
  }
}

extension ValueType {
  /// What stands after the dot of such a value.
  var fields: [FieldSpec] {
    if case .object(let kind) = self { kind.type.fields } else { [] }
  }
}

extension Evaluated {
  /// The longest value that is shown.
  private static let longest = 60

  /// One line that says what it is, made without looking at many rows or items.
  var title: String {
    switch self {
    case .known(.object(let object)): return object.title
    case .known(.list(let items)): return "a list of \(items.count)"
    case .known(.text(let text)):
      let shown = text.prefix(Self.longest)
      return "\"\(shown)\(shown.endIndex < text.endIndex ? "…" : "")\""
    case .known(let value): return value.description
    case .unknown(let type): return type.description
    }
  }
}
