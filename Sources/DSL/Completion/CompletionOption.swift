// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A setting as completion offers it: read from whatever catalog declares it.
struct CompletionOption {
  /// What may stand behind `name=`.
  enum Values {
    case number, text, duration, list
    case flag(isOffByDefault: Bool)
    case words([Completions.Candidate])
    case object(ObjectKind)
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
      case .integer, .number: .number
      case .boolean: .flag(isOffByDefault: spec.defaultValue == .boolean(false))
      case .choice(let words):
        .words(words.map { Self.choice($0, isDefault: $0 == setting.defaultText) })
      case .text: spec == SweepOptions.start ? .object(.run) : .text
      case .duration: .duration
      case .numbers(_, let words):
        words.isEmpty
          ? .list : .words(words.map { Self.choice($0, isDefault: $0 == setting.defaultText) })
      case .words: spec == RoleCatalog.keptTags ? .list : .layers
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
