// SPDX-License-Identifier: Apache-2.0

extension WordDictionary {
  /// Reads a dictionary with `word count tag` on each line; the tag may be missing.
  ///
  /// The last line of a word counts; blank lines are skipped. Throws whatever is wrong with the
  /// file, and `badDictionaryLine`.
  ///
  /// - Parameter form: the normal form of the texts; NFC for those in none.
  public init(
    reading path: String, form: TextOptions.Normalization = .nfc
  ) throws(DataError) {
    self.init()
    try Self.forEachLine(of: path, form) { (word, count, tag, number) throws(DataError) in
      guard let count, count > 0 else {
        let reason = count == nil ? "the word has no count" : "the count is 0"
        throw DataError(.badDictionaryLine(line: number, reason: reason), path: path)
      }
      insert(word, count: count, tag: tag)
    }
    if self.count == 0 { throw DataError(.empty, path: path) }
    fit()
  }

  /// The same dictionary with the words of a file added, where count and tag may be missing.
  ///
  /// A word without a count gets the smallest with which it wins over its parts; a count of 0 takes
  /// a word out. Throws as reading a dictionary does.
  public func adding(
    _ path: String, form: TextOptions.Normalization = .nfc
  ) throws(DataError) -> WordDictionary {
    var merged = self
    try Self.forEachLine(of: path, form) { (word, count, tag, _) throws(DataError) in
      merged.insert(word, count: count ?? winningCount(of: word), tag: tag)
    }
    merged.fit()
    return merged
  }

  /// The tags in the first lines of a file; those before the line where it breaks off, if it does.
  public static func tags(in path: String, lines: Int) -> Set<String> {
    var found: Set<String> = []
    try? forEachLine(of: path, .none) { (_, _, tag, number) throws(DataError) in
      if number > lines { throw DataError(.interrupted, path: path) }
      if let tag { found.insert(tag) }
    }
    return found
  }

  /// The smallest count with which a word is more probable than the most probable way to cut it.
  private func winningCount(of word: Span<UInt8>) -> Int {
    let graph = WordGraph(of: self)
    let parts = exponential(graph.scoreOfParts(WordTokenizer.run(of: word)) + totalLogarithm)
    let own = find(word).map { counts[$0] } ?? 1
    return max(own, parts < Double(Self.largestCount) ? Int(parts) + 1 : Self.largestCount)
  }

  /// Calls `body` with the parts of every line that is not blank, and its number.
  private static func forEachLine(
    of path: String, _ form: TextOptions.Normalization,
    _ body: (Span<UInt8>, _ count: Int?, _ tag: String?, Int) throws(DataError) -> Void
  ) throws(DataError) {
    try LineReader.forEachLine(of: path) { (line, number) throws(DataError) in
      let problem = { (reason: String) in
        DataError(.badDictionaryLine(line: number, reason: reason), path: path)
      }
      let range = line.trimmed(0..<line.count)
      if range.isEmpty { return true }
      let word = line.field(range.lowerBound, within: range)
      var rest = line.trimmed(word.upperBound..<range.upperBound)
      var count: Int?
      if !rest.isEmpty, line[rest.lowerBound].isDigit {
        let digits = line.field(rest.lowerBound, within: rest)
        guard let number = line.extracting(digits).wholeNumber, number <= largestCount else {
          throw problem("the count is not a whole number up to \(largestCount)")
        }
        count = number
        rest = line.trimmed(digits.upperBound..<rest.upperBound)
      }
      let tag = line.field(rest.lowerBound, within: rest)
      if tag.upperBound < rest.upperBound {
        throw problem("a line is a word, its count and its tag, with blanks between them")
      }
      if word.count > mostBytes { throw problem("the word is longer than \(mostBytes) bytes") }
      let type = tag.isEmpty ? nil : line.text(in: tag)
      switch form {
      case .nfkc: try body(form.applied(to: line.text(in: word)).utf8Span.span, count, type, number)
      case .nfc:
        if let composed = line.extracting(word).composed {
          try body(composed.utf8Span.span, count, type, number)
        } else {
          try body(line.extracting(word), count, type, number)
        }
      case .none: try body(line.extracting(word), count, type, number)
      }
      return true
    }
  }

  /// The longest word, in bytes.
  private static let mostBytes = 1000
}

extension Span<UInt8> {
  /// The bytes from an index on up to the next blank.
  fileprivate func field(_ start: Int, within range: Range<Int>) -> Range<Int> {
    var end = start
    while end < range.upperBound, !self[end].isBlank { end += 1 }
    return start..<end
  }

  /// The whole number that ASCII digits stand for; nil when there are others, or too many.
  fileprivate var wholeNumber: Int? {
    guard count <= 18 else { return nil }
    var number = 0
    for index in 0..<count {
      guard self[index].isDigit else { return nil }
      number = number * 10 + Int(self[index] & 0x0F)
    }
    return number
  }

  /// The scalars of a valid text.
  var scalars: [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    var index = 0
    while index < count {
      let (scalar, length) = scalar(at: index)
      scalars.append(scalar)
      index += length
    }
    return scalars
  }
}

extension UInt8 {
  /// Whether this is an ASCII digit.
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
