// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Holds the settings of texts against one another, of those that are read and of those that are written.
struct TextSettings {
  private let settings: Arguments
  private let specs: [ArgumentSpec]
  private let given: [Argument]
  private let span: Span

  /// - Parameters:
  ///   - settings: all of them, with defaults; specs: what can be set.
  ///   - given: those that are written, for places; span: the clause.
  init(_ settings: Arguments, specs: [ArgumentSpec], given: [Argument], at span: Span) {
    (self.settings, self.specs, self.given, self.span) = (settings, specs, given, span)
  }

  /// The settings that mean nothing to subword units.
  private static let ofWords: Set<String> = [
    "min_count", "punctuation", "stopwords", "dictionary", "user_dictionary", "keep_pos", "stem",
    "unknown",
  ]

  /// Throws for the first that does not go with another one.
  func check() throws(Diagnostic) {
    let areSubwords = settings[TextOptions.Setting.tokens] == "subword"
    if areSubwords {
      for spec in specs
      where Self.ofWords.contains(spec.name) && settings[spec] != spec.defaultValue {
        throw .idleForSubwords(spec.name, at: place(of: spec.name))
      }
      let size = settings[TextOptions.Setting.vocabulary]
      if size > 0, size < Self.leastUnits {
        throw .tooFewUnits(size, least: Self.leastUnits, at: place(of: "vocabulary"))
      }
    }
    if settings[TextOptions.Setting.mergeDropout] > 0, !areSubwords {
      throw .mergeDropoutNeedsSubwords(at: place(of: "merge_dropout"))
    }
    let (under, over, cut) = (
      settings[LengthFilter.skipUnder], settings[LengthFilter.skipOver],
      settings[TextOptions.Setting.maxLength]
    )
    if over > 0, under > over {
      throw .skipsAll(under: under, over: over, at: place(of: "skip_under"))
    }
    if cut > 0, over > cut {
      throw .skipsNothing(over: over, maxLength: cut, at: place(of: "skip_over"))
    }
    let ratio = settings[LengthFilter.skipRatio]
    if ratio > 0, ratio < 1 { throw .ratioBelowOne(at: place(of: "skip_ratio")) }
  }

  /// The special units, the bytes and the blank.
  private static let leastUnits = SubwordVocabulary.smallestCount(special: 2)

  private func place(of option: String) -> Span {
    given.first { $0.label?.text == option }?.span ?? span
  }
}
