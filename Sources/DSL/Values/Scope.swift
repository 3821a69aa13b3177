// SPDX-License-Identifier: Apache-2.0

/// What a name stands for.
struct Definition {
  /// Its value, or the type of it.
  var value: Evaluated
  /// Where it was defined.
  let place: Span
  /// The source that the place is in.
  var source: SourceText?
  /// The statements that make it.
  var recipe = Recipe()
  /// Whether something reads it.
  var isUsed = false
}

/// The names that are defined at a place of a script.
struct Scope {
  private var symbols: [String: Definition] = [:]
  /// The values of a model's parameters while its stack is checked; they hide names of the script.
  var locals: [String: Evaluated] = [:]
  /// What the names that the statement at hand has read stand on.
  private(set) var reads = Recipe()
  /// The names that were read since somebody last took them.
  private var namesRead: Set<String> = []

  /// All names.
  var names: [String] { symbols.keys.sorted() }

  /// What a name stands for.
  subscript(name: String) -> Definition? {
    get { symbols[name] }
    set { symbols[name] = newValue }
  }

  /// The names whose values are objects of a kind.
  func names(of kind: ObjectKind) -> [String] {
    symbols.filter { $0.value.value.type == .object(kind) }.keys.sorted()
  }

  /// Notes that a name was read.
  mutating func use(_ name: String) {
    guard let symbol = symbols[name] else { return }
    symbols[name]?.isUsed = true
    namesRead.insert(name)
    reads.formUnion(symbol.recipe)
  }

  /// The names that were read since the last call.
  mutating func takeNamesRead() -> Set<String> {
    defer { namesRead = [] }
    return namesRead
  }

  /// The same with some of its names only: what is kept with a model must not keep every run alive.
  func keeping(_ names: Set<String>) -> Scope {
    var part = self
    part.symbols = [:]
    for name in names { part.symbols[name] = symbols[name] }
    return part
  }

  /// The same with some names as another one has them.
  func adopting(_ names: Set<String>, from other: Scope) -> Scope {
    var copy = self
    for name in names { copy.symbols[name] = other.symbols[name] }
    return copy
  }

  /// Begins another statement, which has read nothing yet.
  mutating func forgetReads() {
    reads = Recipe()
  }

  /// The names that nothing reads, in the order of their places.
  var unused: [(name: String, symbol: Definition)] {
    symbols.filter { !$0.value.isUsed }.sorted { first, second in
      let (a, b) = (first.value, second.value)
      return (a.source?.name ?? "", a.place.start, first.key)
        < (b.source?.name ?? "", b.place.start, second.key)
    }
    .map { (name: $0.key, symbol: $0.value) }
  }
}

extension Scope {
  /// The names of vectors.
  var namesOfVectors: [String] {
    names.filter { self[$0]?.value.type == .object(.vectors) }
  }
}
