// SPDX-License-Identifier: Apache-2.0

extension TextOptions {
  /// The settings that say how a text becomes tokens, but for those that name files.
  public enum Setting {
    /// What a token is.
    public static let tokens = ArgumentKey.choice(
      "tokens", Tokenizers.all.map(\.name), default: "word",
      help:
        "what a token is: a word, a character, what stands between blanks, or a subword unit, which "
        + "joins characters that often stand together in the training rows (byte-pair encoding); any text "
        + "can be written in those, and there are 8000 unless vocabulary= says another number")

    /// Whether capital letters become small ones.
    public static let lower = ArgumentKey.boolean(
      "lower", default: true,
      help: "capital letters become small ones; `no` for language models unless said")

    /// Which spellings are one.
    public static let normalize = ArgumentKey<TextOptions.Normalization>.choice(
      "normalize", default: .nfc,
      help: "which spellings are one: `é` and `e` with its accent (nfc), full-width letters and "
        + "ligatures too (nfkc), or none")

    /// What happens to punctuation marks.
    public static let punctuation = ArgumentKey<TextOptions.Punctuation>.choice(
      "punctuation", default: .keep, help: "punctuation marks are tokens, or are left out")

    /// What happens to digits.
    public static let digits = ArgumentKey<TextOptions.Digits>.choice(
      "digits", default: .keep, help: "digits stay, or become 0 each")

    /// What becomes of unknown words in prediction.
    public static let unknown = ArgumentKey<TextOptions.UnknownWords>.choice(
      "unknown", default: .keep,
      help: "in prediction an unknown word stays so, or becomes the nearest known one")

    /// How often a word must occur to be known.
    public static let minCount = ArgumentKey.integer(
      "min_count", 1...1_000_000, default: 1,
      help: "how often a word must occur in the training rows to be known")

    /// The largest number of known words.
    public static let vocabulary = ArgumentKey.integer(
      "vocabulary", 0...100_000_000, default: 0,
      help: "the largest number of known words, <unk> included; 0 for no limit")

    /// How often joins of subword units are left out.
    public static let mergeDropout = ArgumentKey.number(
      "merge_dropout", .from(0, below: 1), default: 0,
      help:
        "with tokens=subword: the share of the joins of units that are left out while a row trains, "
        + "anew in each epoch, so that a word is seen cut in several ways (BPE dropout)")

    /// Where a text is cut.
    public static let maxLength = ArgumentKey.integer(
      "max_length", 0...10_000_000, default: 0,
      help: "tokens after which a text is cut; 0 for never")
  }

  /// Options for checked settings; what these do not have is as when none is given.
  public init(_ settings: Arguments) {
    let limit = { (key: ArgumentKey<Int>) in settings[key] > 0 ? settings[key] : nil }
    self.init(
      tokens: settings[Setting.tokens], lower: settings[Setting.lower],
      digits: settings[Setting.digits],
      minCount: settings[Setting.minCount], vocabularySize: limit(Setting.vocabulary),
      maxLength: limit(Setting.maxLength))
    (punctuation, unknown) = (settings[Setting.punctuation], settings[Setting.unknown])
    normalization = settings[Setting.normalize]
    mergeDropout = settings[Setting.mergeDropout]
  }
}
