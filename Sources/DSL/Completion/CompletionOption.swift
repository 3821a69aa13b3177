// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A setting as completion offers it: read from whatever catalog declares it.
struct CompletionOption {
  /// What may stand after `name=`.
  enum Values {
    case number, text, duration, list
    case flag(isOffByDefault: Bool)
    case words([Completions.Candidate])
    /// A file, or one of some words.
    case path([Completions.Candidate])
    case object(ObjectKind)
    /// A number, or a thing that has it.
    case numberOrObject(ObjectKind)
    /// The tags of the dictionary that the clause names.
    case tags
    case columns
    case layers
  }

  let name: String
  /// Default, help and range in one line.
  let detail: String
  let values: Values
  /// Whether the value may stand without the name.
  var isPositional = false
  /// Whether it is offered, and not only understood.
  var isOffered = true

  init(_ name: String, detail: String, _ values: Values) {
    (self.name, self.detail, self.values) = (name, detail, values)
  }

  /// A setting of a statement, a layer, an optimizer, a schedule or a role.
  init(_ spec: ArgumentSpec) {
    name = spec.name
    isPositional = spec.isPositional
    let setting = Reference.Setting(spec)
    detail = Self.detail(setting)
    values =
      switch spec.kind {
      case .integer, .number: spec.standsForVectors ? .numberOrObject(.vectors) : .number
      case .boolean: .flag(isOffByDefault: spec.defaultValue == .boolean(false))
      case .choice(let words), .integerOr(_, let words):
        .words(words.map { Self.choice($0, isDefault: $0 == setting.defaultText) })
      case .text:
        switch spec {
        case SweepOptions.start.spec: .object(.run)
        case RoleCatalog.known.spec: .object(.vectors)
        default: .text
        }
      case .path(let words):
        .path(words.map { .init($0, detail: "a list of words") })
      case .duration: .duration
      case .numbers(_, let words):
        words.isEmpty
          ? .list : .words(words.map { Self.choice($0, isDefault: $0 == setting.defaultText) })
      case .words: spec == RoleCatalog.keptTags.spec ? .tags : .layers
      }
  }

  /// A setting of a data format.
  init(_ option: FormatOption) {
    name = option.name
    detail = Self.detail(Reference.Setting(option))
    values =
      switch option.kind {
      case .flag: .flag(isOffByDefault: option.defaultValue == .flag(false))
      case .text: .text
      case .names: .columns
      }
  }

  /// The kind of thing whose name may stand in the place of the value; nil for none.
  var standIn: ObjectKind? {
    if case .numberOrObject(let kind) = values { kind } else { nil }
  }

  /// What is offered where the setting could begin: `epochs=`, or a flag as it is.
  var candidate: Completions.Candidate {
    if case .flag(isOffByDefault: true) = values { return .init(name, detail: detail) }
    return .init("\(name)=", detail: detail, continuation: false)
  }

  private static func detail(_ setting: Reference.Setting) -> String {
    let value = setting.defaultText.map { $0.isEmpty ? "" : "default \($0): " } ?? ""
    return "\(value)\(setting.help) (\(setting.expectation))"
  }

  /// A word of a choice, with what the catalogs say about it.
  private static func choice(_ word: String, isDefault: Bool) -> Completions.Candidate {
    let summary =
      Tokenizers.all.first { $0.name == word }?.help ?? SearchStrategyCatalog.entry(word)?.summary
    let parts = [isDefault ? "the default" : nil, summary].compactMap(\.self)
    return .init(word, detail: parts.joined(separator: ": "))
  }
}

extension ArgumentSpec {
  /// Whether it is the length of an embedding, for which the name of vectors may stand.
  fileprivate var standsForVectors: Bool {
    isPositional && LayerCatalog.entry("embed")?.arguments.first == self
  }
}
