// SPDX-License-Identifier: Apache-2.0

/// Words in the spirit of Unicode's annex 29, in a few rules that can be kept in mind.
///
/// - a run of letters, digits, underscores and their marks is a word;
/// - an apostrophe between letters belongs to it (`don't`), and `’` becomes `'`;
/// - `.` and `,` between digits belong to a number (`1,000.5`); a hyphen always splits;
/// - every Han ideograph and kana is a token by itself, and so is every punctuation mark; with a
///   dictionary a run of Han ideographs is cut into its words;
/// - a symbol takes its modifiers along, so that an emoji is one token;
/// - a line end is a token where white space counts.
struct WordTokenizer: Tokenizer {
  static let entry = Tokenizers.Entry(
    name: "word",
    help: "words, numbers and punctuation marks; each Chinese or Japanese character by itself",
    example: (
      text: "Don't pay $1,000 for well-made 北京 films!",
      tokens: [
        "don't", "pay", "$", "1,000", "for", "well", "-", "made", "北", "京", "films", "!",
      ]
    ),
    make: {
      WordTokenizer(
        lower: $0.lower, dictionary: $0.dictionary, keepsLines: $0.framing != .none)
    })

  let lower: Bool
  /// What Chinese is cut by; nil for its characters.
  var dictionary: WordDictionary?
  /// Whether line ends are tokens.
  var keepsLines = false

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    let lineEnd = LineEnd.bytes
    var graph = dictionary.map { WordGraph(of: $0) }
    var run: [Unicode.Scalar] = []
    var token: [UInt8] = []
    token.reserveCapacity(64)
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      let kind = ScalarClass(scalar)
      switch kind {
      case .space where keepsLines && scalar.isLineEnd:
        index = bytes.behindLineEnd(scalar, at: index + length)
        body(lineEnd.span)
        continue
      case .space, .invisible:
        index += length
        continue
      case .letter, .digit, .mark:
        takeWord(from: bytes, &index, into: &token)
      case .ideograph where graph != nil && scalar.isHan:
        takeRun(from: bytes, &index, into: &run)
        graph?.cut(run) { word in
          for scalar in run[word] { token.append(scalar, lower: false) }
          body(token.span)
          token.removeAll(keepingCapacity: true)
        }
        continue
      case .ideograph, .punctuation, .picture:
        index += length
        token.append(scalar, lower: lower)
        takeMarks(from: bytes, &index, after: scalar, into: &token)
      }
      body(token.span)
      token.removeAll(keepingCapacity: true)
    }
  }

  /// Takes the word or number that begins at `index`.
  private func takeWord(from bytes: Span<UInt8>, _ index: inout Int, into token: inout [UInt8]) {
    var last = ScalarClass.letter
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      let kind = ScalarClass(scalar)
      switch kind {
      case .letter, .digit:
        token.append(scalar, lower: lower)
        last = kind
      case .mark: token.append(scalar, lower: lower)
      case .invisible:
        if Self.joiners.contains(scalar) { token.append(scalar, lower: lower) }
      case .punctuation:
        guard index + length < bytes.count,
          let joint = Self.joint(scalar, between: last),
          ScalarClass(bytes.scalar(at: index + length).scalar) == last
        else { return }
        token.append(joint)
      case .space, .ideograph, .picture: return
      }
      index += length
    }
  }

  /// Takes the Han ideographs from `index` on; marks that choose a shape of them are left out.
  private func takeRun(
    from bytes: Span<UInt8>, _ index: inout Int, into run: inout [Unicode.Scalar]
  ) {
    run.removeAll(keepingCapacity: true)
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      if scalar.isHan { run.append(scalar) } else if ScalarClass(scalar) != .mark { return }
      index += length
    }
  }

  /// The byte that an inner punctuation mark adds to a word of letters or a number; nil for none.
  private static func joint(_ mark: Unicode.Scalar, between kind: ScalarClass) -> UInt8? {
    switch (mark, kind) {
    case ("'", .letter), ("\u{2019}", .letter): UInt8(ascii: "'")
    case (".", .digit): UInt8(ascii: ".")
    case (",", .digit): UInt8(ascii: ",")
    default: nil
    }
  }

  /// Takes the marks that belong to a single scalar, and the rest of an emoji sequence.
  private func takeMarks(
    from bytes: Span<UInt8>, _ index: inout Int, after first: Unicode.Scalar,
    into token: inout [UInt8]
  ) {
    var joins = false
    var flagIsOpen = Self.flagLetters.contains(first)
    while index < bytes.count, bytes[index] >= 0x80 {
      let (scalar, length) = bytes.scalar(at: index)
      let completesFlag = flagIsOpen && Self.flagLetters.contains(scalar)
      guard joins || completesFlag || scalar == Self.zeroWidthJoiner || ScalarClass(scalar) == .mark
      else { return }
      token.append(scalar, lower: false)
      joins = scalar == Self.zeroWidthJoiner
      flagIsOpen = false
      index += length
    }
  }

  private static let zeroWidthJoiner: Unicode.Scalar = "\u{200D}"
  /// Invisible characters that are part of the spelling in Persian and Indian scripts.
  private static let joiners: [Unicode.Scalar] = ["\u{200C}", zeroWidthJoiner]
  /// Regional indicators: two of them are a flag.
  private static let flagLetters: ClosedRange<Unicode.Scalar> = "\u{1F1E6}"..."\u{1F1FF}"
}
