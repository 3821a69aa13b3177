// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// For each embedding of tokens, in order, how many of the words that were added to a vocabulary it
  /// has no vector for.
  public func addedWithoutVector(in vocabulary: Vocabulary) -> [Int] {
    layout.slots.filter { $0.spec.isTable && !$0.spec.isOfCharacters }.map { slot in
      guard case .pretrained(let rows) = slot.spec.initializer else { return vocabulary.addedCount }
      return rows.missing(from: vocabulary.count - vocabulary.addedCount)
    }
  }
}
