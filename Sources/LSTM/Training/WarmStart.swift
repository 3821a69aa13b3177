// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// The parameters that another model has under the same name, and that can be taken over from it.
  ///
  /// The shapes are the same, or the rows are those of two vocabularies. Scores are those of classes:
  /// an output layer is shared only when the classes are the same ones.
  public func parametersShared(with other: Model, sameClasses: Bool) -> [ParameterSlot] {
    let outputs = heads.flatMap(\.slots)
    return layout.slots.filter { slot in
      (sameClasses || !outputs.contains(slot))
        && other.layout.slots.contains { $0.name == slot.name && slot.spec.takesOver($0.spec) }
    }
  }
}

extension ParameterSpec {
  fileprivate func takesOver(_ other: ParameterSpec) -> Bool {
    shape == other.shape
      || isTable && other.isTable && shape.dropFirst() == other.shape.dropFirst()
  }
}

/// What a warm start took over.
public struct WarmStart: Hashable, Sendable {
  /// The parameters that have the other network's values, in order.
  public let parameters: [String]
  /// The words of the vocabulary whose vectors were found; nil when the vocabularies are the same.
  public let words: Int?
}

extension Network {
  /// Takes over the values of the parameters that another network shares with this one.
  ///
  /// Rows of a table of words go by their words: those that are read, and after `=>` those that are written.
  public func adopt(
    _ other: Network, words read: (own: TextTransform?, theirs: TextTransform?),
    written: (own: TextTransform?, theirs: TextTransform?) = (nil, nil), sameClasses: Bool
  ) -> WarmStart {
    let decoder = Set(model.layers.dropFirst(model.handoverPlace ?? .max).flatMap(\.slots))
    let shared = model.parametersShared(with: other.model, sameClasses: sameClasses)
    var known: Int?
    for slot in shared {
      guard let from = other.model.layout.slots.first(where: { $0.name == slot.name }) else {
        continue
      }
      let (target, source) = (slot.matrix(in: weights), from.matrix(in: other.weights))
      let ofCharacters = slot.spec.isOfCharacters
      let texts = decoder.contains(slot) ? written : read
      let own = ofCharacters ? texts.own?.characters : texts.own?.vocabulary
      let theirs = ofCharacters ? texts.theirs?.characters : texts.theirs?.vocabulary
      guard slot.spec.isTable, let own, let theirs, own.words != theirs.words else {
        target.copy(from: source)
        continue
      }
      // Row 0 is that of unknown words in both.
      target.rows(0, 1).copy(from: source.rows(0, 1))
      var count = 0
      for (row, word) in own.words.enumerated().dropFirst() where row < target.rows {
        let place = Int(theirs.encode(word))
        guard place > 0, place < source.rows else { continue }
        target.rows(row, 1).copy(from: source.rows(place, 1))
        count += 1
      }
      if !ofCharacters { known = count }
    }
    return WarmStart(parameters: shared.map(\.name), words: known)
  }
}
