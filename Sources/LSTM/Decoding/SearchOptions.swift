// SPDX-License-Identifier: Apache-2.0

/// How the text is looked for that a decoder writes.
public struct SearchOptions: Hashable, Codable, Sendable {
  /// How many texts are looked for side by side; 1 always takes the most probable token.
  public var beam: Int {
    get { givenBeam ?? 5 }
    set { givenBeam = newValue }
  }
  /// How many transcripts are looked for side by side; without more the most probable symbol of each step
  /// makes one.
  public var transcriptBeam: Int { max(1, givenBeam ?? (languageWeight > 0 ? 8 : 1)) }
  private var givenBeam: Int?
  /// What the logarithm of a transcript's probability in a language model counts; 0 for nothing.
  public var languageWeight = 0.0
  /// What each symbol of a transcript counts beside that, since a language model prefers short ones.
  public var languageBonus = 0.0
  /// How many of them are given back, at most `beam`: fewer where the search ends with fewer that read
  /// differently, as one that went on for more could change the first.
  public var best = 1
  /// The power of the length that the logarithm of a text's probability is divided by; 1 for its mean.
  public var lengthPenalty = 1.0
  /// How much it counts that some step of the source was not looked at (Wu and others 2016); 0 for nothing.
  public var coverage = 0.0
  /// Runs of how many tokens may not stand twice in a text; 0 for any.
  public var noRepeat = 0
  /// The most tokens of a text; 0 for as many as the training rows suggest.
  public var maxLength = 0
  /// What every text begins with.
  public var prefix = ""

  /// The options that stand when nothing is said.
  public init() {}

  /// The most probable token at each step.
  public static let greedy: SearchOptions = {
    var options = SearchOptions()
    options.beam = 1
    return options
  }()

  /// The options from checked settings of `arguments`.
  ///
  /// - Parameter given: those that were said, as a transcript is looked for otherwise where none were.
  public init(_ given: [String: ArgumentValue]) {
    let settings = Arguments(given, for: Self.arguments)
    givenBeam = given[Self.beamKey]
    best = settings[Self.bestKey]
    lengthPenalty = settings[Self.lengthKey]
    coverage = settings[Self.coverageKey]
    noRepeat = settings[Self.noRepeatKey]
    maxLength = settings[Self.maxLengthKey]
    prefix = settings[Self.prefixKey]
    languageBonus = settings[Self.bonusKey]
    if case .numbers(let weights) = settings[Self.weightKey], weights.count == 1 {
      languageWeight = weights[0]
    }
  }

  /// How many texts are looked for side by side.
  public static let beamKey = ArgumentKey.integer(
    "beam", 1...100, default: 5,
    help: "how many texts are looked for side by side; 1 always takes the most probable token, as "
      + "transcripts do unless it is said")

  /// How many are given back.
  public static let bestKey = ArgumentKey.integer(
    "best", 1...100, default: 1,
    help:
      "how many texts are shown of each row, at most as many as `beam`, and fewer where the search ends "
      + "with fewer that read differently")

  private static let lengthKey = ArgumentKey.number(
    "length_penalty", .atLeast(0), default: 1,
    help:
      "the power of its length that the logarithm of a text's probability is divided by: 1 for its "
      + "mean, 0 prefers short texts")

  private static let coverageKey = ArgumentKey.number(
    "coverage", .atLeast(0), default: 0,
    help:
      "how much it counts against a text that it did not look at some of the source; 0 for nothing")

  private static let noRepeatKey = ArgumentKey.integer(
    "no_repeat", 0...100, default: 0,
    help: "runs of so many tokens may not stand twice in a text; 0 for any")

  private static let maxLengthKey = ArgumentKey.integer(
    "max_length", 0...1_000_000, default: 0,
    help: "the most tokens of a text; 0 for as many as the training rows suggest for its source")

  /// What every text begins with.
  public static let prefixKey = ArgumentKey.text(
    "prefix", default: "", help: "what the text begins with, as it is to be written")

  /// The model of the next token that transcripts are read with.
  public static let languageKey = ArgumentKey.text(
    "lm", default: "",
    help:
      "of transcripts: a run of `target next` over the same tokens, which texts are to be likely in"
  )

  /// What the model of the next token counts.
  public static let weightKey = ArgumentKey.numbers(
    "lm_weight", .atLeast(0), or: "auto",
    help:
      "of transcripts: what the logarithm of a text's probability in `lm` counts, such as [0.5]; of "
      + "several, and with auto of some usual ones, `eval` takes that with the fewest character errors on "
      + "the validation rows")

  /// What each symbol counts.
  public static let bonusKey = ArgumentKey.number(
    "lm_bonus", .from(-100, below: 100), default: 0,
    help: "of transcripts: what each symbol counts beside `lm`, which prefers short texts")

  /// The settings that only transcripts have.
  public static let ofTranscripts = [languageKey.name, weightKey.name, bonusKey.name]
  /// The settings that only a decoder has.
  public static let ofDecoders = [
    lengthKey.name, coverageKey.name, noRepeatKey.name, maxLengthKey.name, prefixKey.name,
  ]

  /// What can be set where texts are measured.
  public static let evaluationArguments = arguments.filter {
    $0.name != bestKey.name && $0.name != prefixKey.name
  }

  /// What can be set where texts are shown.
  public static let arguments: [ArgumentSpec] = [
    beamKey.spec, bestKey.spec, lengthKey.spec, coverageKey.spec, noRepeatKey.spec,
    maxLengthKey.spec, prefixKey.spec, languageKey.spec, weightKey.spec, bonusKey.spec,
  ]
}
