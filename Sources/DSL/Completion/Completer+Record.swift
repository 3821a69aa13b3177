// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What the statements on the record take.
extension Completer {
  /// `runs [where CONDITION] [by FIGURE] options`.
  mutating func runs() {
    if isAtCursor {
      offer(keyword: RecordWord.where, "a condition, such as valid.f1 > 0.8")
      offer(keyword: RecordWord.by, "what they are ordered by")
    }
    if take(keyword: RecordWord.where) {
      while !isAtCursor, token() != nil, token()?.word != RecordWord.by { index += 1 }
      if isAtCursor {
        offerFields()
        offer(keyword: RecordWord.by, "what they are ordered by")
        return
      }
    }
    if take(keyword: RecordWord.by) {
      if isAtCursor { return offerFields() }
      while !isAtCursor, let next = token(), next.word != nil || next.isSymbol(.dot) { index += 1 }
    }
    arguments(ArgumentPlace(RecordDeed.listOptions))
  }

  private mutating func offerFields() {
    for (name, summary) in RecordFields.offered { offer(name, summary) }
  }

  /// `show run NUMBER facets`.
  mutating func recordedFacets() {
    var given: Set<String> = []
    while let word = takeWord() { given.insert(word) }
    guard isAtCursor else { return }
    for facet in RecordDeed.facets where !given.contains(facet.name) {
      offer(facet.name, facet.summary)
    }
  }

  /// `tag RUN TEXT … remove`.
  mutating func tag() {
    if isAtCursor { return offerRuns() }
    index += 1
    arguments(ArgumentPlace(RecordDeed.tagOptions))
  }
}
