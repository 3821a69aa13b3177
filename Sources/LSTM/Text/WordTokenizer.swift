// SPDX-License-Identifier: Apache-2.0

/// Words in the spirit of Unicode's annex 29, in a few rules that can be kept in mind.
///
/// - a run of letters, digits, underscores and their marks is a word;
/// - an apostrophe between letters belongs to it (`don't`), and `’` becomes `'`;
/// - `.` and `,` between digits belong to a number (`1,000.5`); a hyphen always splits;
/// - every Han ideograph and kana is a token by itself, and so is every punctuation mark; with a
///   dictionary a run of Han ideographs is cut into its words, which may hold whole words, numbers and
///   signs as well, such as `T恤`;
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
        lower: $0.lower, dictionary: $0.dictionary, keepsLines: $0.framing != .none,
        rules: $0.rules)
    })

  let lower: Bool
  /// What Chinese is cut by; nil for its characters.
  var dictionary: WordDictionary?
  /// Whether line ends are tokens.
  var keepsLines = false
  var rules = TextOptions.Rules.current

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    let lineEnd = LineEnd.bytes
    var graph = dictionary.map { WordGraph(of: $0) }
    let others = rules == .current ? dictionary?.otherScalars ?? [] : []
    var run = CharacterRun()
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
      case _ where graph != nil && (scalar.isHan || others.contains(scalar)):
        takeRun(from: bytes, &index, others, into: &run)
        graph?.cut(run) { word in
          if run.ends[word.lowerBound] == word.upperBound, !run.scalars[word.lowerBound].isHan {
            var at = run.places[word.lowerBound]
            takeToken(from: bytes, &at, into: &token)
          } else {
            for scalar in run.scalars[word] { token.append(scalar, lower: lower) }
          }
          body(token.span)
          token.removeAll(keepingCapacity: true)
        }
        continue
      default: takeToken(from: bytes, &index, into: &token)
      }
      body(token.span)
      token.removeAll(keepingCapacity: true)
    }
  }

  /// Takes the token that begins at `index`, of anything but white space.
  private func takeToken(from bytes: Span<UInt8>, _ index: inout Int, into token: inout [UInt8]) {
    let (scalar, length) = bytes.scalar(at: index)
    switch ScalarClass(scalar) {
    case .letter, .digit, .mark: takeWord(from: bytes, &index, into: &token)
    case .space, .invisible, .ideograph, .punctuation, .picture:
      index += length
      token.append(scalar, lower: lower)
      takeMarks(from: bytes, &index, after: scalar, into: &token)
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
        let isCapital = lower && rules == .current
        token.append(
          isCapital ? bytes.scalarBeforeLowering(scalar, at: index) : scalar, lower: lower)
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

  /// Takes the Han ideographs from `index` on, and the tokens between them that begin with one of some
  /// other scalars; marks that choose a shape of an ideograph are left out.
  private func takeRun(
    from bytes: Span<UInt8>, _ index: inout Int, _ others: Set<Unicode.Scalar>,
    into run: inout CharacterRun
  ) {
    run.removeAll()
    run.readsSmall = lower && !others.isEmpty
    var token: [UInt8] = []
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      if scalar.isHan {
        run.append(scalar, at: index)
        index += length
      } else if others.contains(scalar) {
        let start = index
        takeToken(from: bytes, &index, into: &token)
        token.removeAll(keepingCapacity: true)
        run.append(bytes, start..<index, lower: lower)
      } else if ScalarClass(scalar) == .mark {
        index += length
      } else {
        return
      }
    }
  }

  /// A word of a dictionary as the run that it is in a text.
  static func run(of word: Span<UInt8>) -> CharacterRun {
    let tokenizer = WordTokenizer(lower: false)
    var run = CharacterRun()
    var index = 0
    tokenizer.takeRun(from: word, &index, Set(word.scalars), into: &run)
    return run
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
      guard
        joins || completesFlag || scalar == Self.zeroWidthJoiner || ScalarClass(scalar) == .mark
          || rules == .current && Self.flagTags.contains(scalar)
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
  /// Letters after a flag that say whose it is, as of England.
  private static let flagTags: ClosedRange<Unicode.Scalar> = "\u{E0020}"..."\u{E007F}"
  /// Regional indicators: two of them are a flag.
  private static let flagLetters: ClosedRange<Unicode.Scalar> = "\u{1F1E6}"..."\u{1F1FF}"
}
