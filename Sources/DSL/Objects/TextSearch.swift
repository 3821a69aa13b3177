// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How texts are looked for, and what they are to be likely in.
struct TextSearch {
  /// The settings.
  var options = SearchOptions()
  /// The model of the next token that transcripts are read with; nil for none.
  var language: RunObject?
  /// The weights of that, of which the best is taken; none where one is said.
  var weights: [Double] = []

  /// What stands when nothing is said.
  init() {}

  /// The settings that were given beside a model of the next token.
  init(_ given: [String: ArgumentValue], _ language: RunObject?) {
    options = SearchOptions(given)
    self.language = language
    guard language != nil else { return }
    switch given[SearchOptions.weightKey] {
    case nil: options.languageWeight = 0.5
    case .numbers(let numbers)?:
      if numbers.count > 1 { weights = numbers }
    case .word?: weights = Self.usualWeights
    }
    // The beam is that of a search with a language model before one is chosen.
    if let first = weights.max() { options.languageWeight = first }
  }

  /// Whether transcripts are looked for beyond the most probable symbol of each step.
  var looks: Bool { options.transcriptBeam > 1 || language != nil }

  /// The weights that are tried where none is said.
  private static let usualWeights = [0, 0.25, 0.5, 0.75, 1, 1.5]

  /// The model of the next token, ready to read the symbols of a task.
  func reader(for task: any TargetTask) -> SymbolLanguage? {
    guard let language, let network = language.outcome?.network, let transform = language.text,
      let task = task as? any Transcribing
    else { return nil }
    return SymbolLanguage(network, transform, for: task.transform)
  }
}
