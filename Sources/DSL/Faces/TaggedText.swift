// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A text with a tag for each of its tokens.
struct TaggedText {
  /// The tokens as the text spells them.
  let tokens: [String]
  /// Their tags.
  let tags: [String]
  /// Whether tokens stand side by side, as characters do, instead of with blanks between them.
  let isDense: Bool
  /// Whether the tags cut the whole text into words, as no tag stands for what is in none.
  let isSegmented: Bool

  /// A text as a transform cuts it.
  ///
  /// - Parameter labels: all tags that there are.
  init(_ text: String, tags: [String], _ transform: TextTransform?, of labels: [String]) {
    isSegmented = Self.isSegmented(labels)
    guard let transform else {
      // The steps of a row of numbers have numbers.
      (tokens, self.tags, isDense) = (tags.indices.map { String($0 + 1) }, tags, false)
      return
    }
    var options = transform.options
    options.lower = false
    let spelt = (try? TextTransform(options: options, vocabulary: transform.vocabulary))?
      .tokens(in: text)
    // A text without tokens has one all the same, which nobody wrote.
    tokens = spelt?.count == tags.count ? spelt ?? [] : transform.tokens(in: text)
    self.tags = tokens.count == tags.count ? tags : []
    isDense = transform.options.tokens == "char"
  }

  /// Whether tags cut a text into words.
  static func isSegmented(_ labels: [String]) -> Bool {
    !labels.contains("O") && labels.allSatisfy { ChunkTag($0) != nil }
  }

  /// The text with its entities marked: `[EU ORG] rejects [German MISC] call`; with tags that are none
  /// of entities `the/DT dog/NN`; with those of words the words, as `北京 欢迎 你`.
  var marked: String {
    let separator = isDense ? "" : " "
    let meanings = tags.map { ChunkTag($0) }
    guard !meanings.contains(nil) else {
      return zip(tokens, tags).map { "\($0)/\($1)" }.joined(separator: " ")
    }
    if isSegmented { return words(Entity.all(in: meanings.compactMap { $0 })) }
    var parts: [String] = []
    var next = 0
    for entity in Entity.all(in: meanings.compactMap { $0 }) {
      parts += tokens[next..<entity.range.lowerBound]
      let inside = tokens[entity.range].joined(separator: separator)
      parts.append("[\(inside)\(entity.type.isEmpty ? "" : " " + entity.type)]")
      next = entity.range.upperBound
    }
    return (parts + tokens[min(next, tokens.count)...]).joined(separator: separator)
  }

  /// The words with blanks between them, with their types where they have some.
  private func words(_ entities: [Entity]) -> String {
    let separator = isDense ? "" : "_"
    return entities.map { entity in
      let word = tokens[entity.range].joined(separator: separator)
      return entity.type.isEmpty ? word : "\(word)/\(entity.type)"
    }.joined(separator: " ")
  }

  /// What is marked, each text once, in the order of the first places.
  var phrases: [String] {
    var seen: Set<String> = []
    return Entity.all(in: tags.map { ChunkTag($0) ?? .outside })
      .map { tokens[$0.range].joined(separator: isDense ? "" : " ") }
      .filter { seen.insert($0.lowercased()).inserted }
  }

  /// The tags with blanks between them.
  var tagLine: String { tags.joined(separator: " ") }
}
