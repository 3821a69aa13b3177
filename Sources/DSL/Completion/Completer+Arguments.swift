// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What may be set at a place: the settings of a layer, a role, a format or a statement.
struct ArgumentPlace {
  /// What has a name.
  var options: [CompletionOption]
  /// Words that may stand for themselves, such as optimizers, of each family one.
  var families: [[Completions.Candidate]] = []
  /// How many of the options are offered before the first family; nil for all.
  var leading: Int?
  /// What stands before the first argument, or ends them.
  var keywords: [Completions.Candidate] = []
  /// What is offered after everything else.
  var last: [Completions.Candidate] = []

  init(_ options: [CompletionOption]) {
    self.options = options
  }

  init(_ specs: [ArgumentSpec]) {
    options = specs.map { CompletionOption($0) }
  }

  /// The words that stand for themselves.
  fileprivate func family(of word: String) -> Int? {
    families.firstIndex { $0.contains { $0.text == word } }
  }
}

/// Which of the arguments of a place are given.
private struct GivenArguments {
  private(set) var names: Set<String> = []
  private(set) var families: Set<Int> = []

  mutating func add(label: String, in place: ArgumentPlace) {
    names.insert(label)
  }

  /// A value without a name: a flag, a word of a choice, or what belongs to the next positional
  /// setting.
  mutating func add(bare word: String?, in place: ArgumentPlace) {
    if let word {
      if let family = place.family(of: word) {
        families.insert(family)
        return
      }
      for option in place.options {
        switch option.values {
        case .flag where option.name == word: names.insert(word)
        case .words(let words) where option.isPositional && words.contains { $0.text == word }:
          names.insert(option.name)
        default: continue
        }
        return
      }
    }
    if let next = place.options.first(where: { $0.isPositional && !names.contains($0.name) }) {
      names.insert(next.name)
    }
  }

  mutating func add(behind tokens: [Token], in place: ArgumentPlace) {
    for (index, token) in tokens.enumerated() {
      guard let word = token.word else { continue }
      let isLabel = index + 1 < tokens.count && tokens[index + 1].isSymbol(.assign)
      if isLabel { add(label: word, in: place) }
      if !isLabel, let family = place.family(of: word) { families.insert(family) }
    }
  }
}

/// Where the cursor was met on the way along arguments.
enum ArgumentsEnd {
  /// In one of them.
  case inside
  /// After them, where another could begin.
  case open
  /// The word was met that ends them.
  case stopped
}

extension Completer {
  /// Goes along arguments up to the cursor, and offers what is not given yet.
  ///
  /// - Parameter stop: a word at which the arguments end; it is consumed.
  @discardableResult mutating func arguments(
    _ place: ArgumentPlace, upTo stop: String? = nil
  ) -> ArgumentsEnd {
    var given = GivenArguments()
    given.add(behind: self.place.behind, in: place)
    while !isAtCursor {
      if take(.comma) { continue }
      if let stop, take(keyword: stop) { return .stopped }
      if token(1)?.isSymbol(.assign) == true, let label = takeWord() {
        index += 1
        given.add(label: label, in: place)
        guard let option = place.options.first(where: { $0.name == label }) else {
          if isAtCursor || !passValue(of: nil) { return .inside }
          continue
        }
        if isAtCursor {
          offerValues(of: option)
          return .inside
        }
        guard passValue(of: option) else { return .inside }
        continue
      }
      given.add(bare: token()?.word, in: place)
      guard passValue(of: nil) else { return .inside }
    }
    offer(place.keywords)
    offer(place, given)
    return .open
  }

  private mutating func offer(_ place: ArgumentPlace, _ given: GivenArguments) {
    var takesNumber: Bool?
    for (number, option) in place.options.enumerated() {
      if number == place.leading { offerFamilies(place, given, [0]) }
      guard option.isOffered, !given.names.contains(option.name) else { continue }
      switch option.values {
      case .words(let words) where option.isPositional:
        offer(words)
        takesNumber = takesNumber ?? false
      default:
        if option.isPositional, takesNumber == nil, let kind = option.standIn {
          offerNames(of: kind)
        }
        offer(option.candidate)
        if option.isPositional { takesNumber = takesNumber ?? true }
      }
    }
    if takesNumber == true { offerNumbers() }
    offerFamilies(place, given, place.families.indices.dropFirst(place.leading == nil ? 0 : 1))
    offer(place.last)
  }

  private mutating func offerFamilies(
    _ place: ArgumentPlace, _ given: GivenArguments, _ indices: some Sequence<Int>
  ) {
    for index in indices where !given.families.contains(index) { offer(place.families[index]) }
  }
}
