// SPDX-License-Identifier: Apache-2.0

/// Words with counts and parts of speech, by which Chinese text is cut.
///
/// Two dictionaries are equal if they have the same words in the same order with the same counts and
/// tags.
public struct WordDictionary: Sendable {
  /// The bytes of all words, one after the other; word `id` ends at `ends[id]`.
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  /// How often each word occurs; 0 for a word that was taken out.
  private(set) var counts: [Int] = []
  /// The number of each word's tag in `tagNames`; 0 for none.
  private(set) var tags: [UInt16] = []
  /// The tags, the empty one first.
  private(set) var tagNames = [""]
  /// The sum of all counts.
  private(set) var total = 0
  /// ln of each word's count, -infinity for a word that was taken out.
  private(set) var logarithms: [Double] = []
  private(set) var trie = ScalarTrie()
  /// The same by small letters, of the words that have capital ones.
  private(set) var smallTrie = ScalarTrie()
  /// The scalars of its words that are no Han ideographs, in any case: those at which words
  /// with letters, digits or signs may begin or go on, such as `T恤` and `C++`.
  private(set) var otherScalars: Set<Unicode.Scalar> = []
  /// Where characters stand in words.
  private(set) var positions = CharacterPositions()
  private var tagNumbers: [String: UInt16] = ["": 0]

  /// A dictionary without words.
  public init() {}

  /// The number of words, those that were taken out included.
  public var count: Int { ends.count }

  /// The tags that its lines have, in the order in which they came.
  public var knownTags: [String] { Array(tagNames.dropFirst()) }

  /// The largest count that a word may have.
  public static let largestCount = 4_000_000_000

  /// The word of a number.
  func word(_ id: Int) -> String { bytes.span.text(in: range(of: id)) }

  /// The bytes of a word.
  func range(of id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

  /// The number of a word given by its bytes, or by its small letters; nil if it is unknown.
  func find(_ word: Span<UInt8>) -> Int? {
    find(word, in: trie) ?? (otherScalars.isEmpty ? nil : find(word, in: smallTrie))
  }

  private func find(_ word: Span<UInt8>, in trie: ScalarTrie) -> Int? {
    var node = ScalarTrie.root
    var index = 0
    while index < word.count {
      let (scalar, length) = word.scalar(at: index)
      guard let next = trie.child(of: node, by: scalar) else { return nil }
      node = next
      index += length
    }
    let id = Int(trie.value(at: node))
    return id >= 0 && counts[id] > 0 ? id : nil
  }

  /// How often a word occurs; nil if it is unknown.
  public func count(of word: String) -> Int? { find(word.utf8Span.span).map { counts[$0] } }

  /// The part of speech of a word; nil if it is unknown or has none.
  public func tag(of word: String) -> String? { tag(of: word.utf8Span.span) }

  func tag(of word: Span<UInt8>) -> String? {
    guard let id = find(word), tags[id] > 0 else { return nil }
    return tagNames[Int(tags[id])]
  }

  /// Adds a word, or gives one another count and tag; a count of 0 takes it out.
  ///
  /// Without a tag a word keeps the one it has. Call `fit` when all words are in.
  mutating func insert(_ word: Span<UInt8>, count: Int, tag: String?) {
    var node = ScalarTrie.root
    var index = 0
    while index < word.count {
      let (scalar, length) = word.scalar(at: index)
      node = trie.insertChild(of: node, by: scalar)
      index += length
    }
    let known = Int(trie.value(at: node))
    if known >= 0 {
      total += count - counts[known]
      counts[known] = count
      logarithms[known] = naturalLogarithm(Double(count))
      if let tag { tags[known] = number(of: tag) }
      return
    }
    trie.setValue(Int32(truncatingIfNeeded: ends.count), at: node)
    insertSmall(word, id: Int32(truncatingIfNeeded: ends.count))
    for index in 0..<word.count { bytes.append(word[index]) }
    ends.append(bytes.count)
    counts.append(count)
    tags.append(number(of: tag ?? ""))
    logarithms.append(naturalLogarithm(Double(count)))
    total += count
  }

  /// Notes the scalars of a new word that are no ideographs, and its small letters where it has others.
  private mutating func insertSmall(_ word: Span<UInt8>, id: Int32) {
    var small: [Unicode.Scalar] = []
    var (index, isOther) = (0, false)
    while index < word.count {
      let (scalar, length) = word.scalar(at: index)
      small.append(scalar.isHan ? scalar : scalar.small)
      index += length
      let kind = ScalarClass(scalar)
      if scalar.isHan || kind == .space || kind == .invisible { continue }
      otherScalars.formUnion([scalar, scalar.small, scalar.capital])
      isOther = isOther || scalar != scalar.small
    }
    guard isOther else { return }
    let node = small.reduce(ScalarTrie.root) { smallTrie.insertChild(of: $0, by: $1) }
    if smallTrie.value(at: node) < 0 { smallTrie.setValue(id, at: node) }
  }

  /// Finds out where characters stand in words; the last step of making a dictionary.
  mutating func fit() { positions = CharacterPositions(fitting: self) }

  /// Numbers the tags as they are saved; false if that cannot be.
  mutating func setTagNames(_ names: [String]) -> Bool {
    guard names.first == "", names.count <= Int(UInt16.max) else { return false }
    for name in names { _ = number(of: name) }
    return tagNames == names
  }

  private mutating func number(of tag: String) -> UInt16 {
    if let number = tagNumbers[tag] { return number }
    // More tags than any tag set has are no tags.
    guard tagNames.count < Int(UInt16.max) else { return 0 }
    let number = UInt16(tagNames.count)
    tagNames.append(tag)
    tagNumbers[tag] = number
    return number
  }
}

extension WordDictionary: Hashable {
  /// Whether both have the same words, counts and tags.
  public static func == (left: WordDictionary, right: WordDictionary) -> Bool {
    left.ends == right.ends && left.counts == right.counts && left.tags == right.tags
      && left.tagNames == right.tagNames && left.bytes == right.bytes
  }

  /// Hashes how much there is.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ends.count)
    hasher.combine(total)
  }
}
