// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A role that columns of a data set can have.
struct RoleEntry: Sendable {
  /// The word a clause begins with.
  let name: String
  /// How the clause is written.
  let form: String
  /// One line of help.
  let summary: String
  /// What can be set.
  let options: [ArgumentSpec]
  /// A clause as it may stand between the braces.
  let example: String
}

/// The roles; one line each in `entries`.
enum RoleCatalog {
  static let entries: [RoleEntry] = [
    RoleEntry(
      name: "text", form: "text COLUMN options", summary: "the column with the texts",
      options: textOptions, example: "text review tokens=char max_length=200"),
    RoleEntry(
      name: "target", form: "target COLUMN [class | tags | labels | phrases] options | target next",
      summary:
        "what to predict: one class a row, a tag for each token, a set of labels, phrases to "
        + "find in the text, or the next token; a class when absent, or tags where the format has "
        + "them; beside tags any number of classes, each with a "
        + "`target` of its own",
      options: targetOptions, example: "target label class"),
    RoleEntry(
      name: "split",
      form: "split 80/10/10 | train=90% valid=10% test=\"FILE\" | by COLUMN, shuffle=no",
      summary: "who trains, who chooses the weights, who measures; 80/10/10 when absent",
      options: [
        ArgumentSpec(
          "shuffle", .boolean, default: .boolean(true),
          help: "shuffled and stratified by class, or in the order of the file")
      ], example: "split 80/10/10"),
    RoleEntry(
      name: "group", form: "group COLUMN",
      summary: "rows with the same value here stay in one split, such as the author of a text",
      options: [], example: "group author"),
    RoleEntry(
      name: "time", form: "time COLUMN",
      summary: "the split goes by this order: the earliest rows train, the latest measure",
      options: [], example: "time date"),
    RoleEntry(
      name: "ignore", form: "ignore COLUMN …",
      summary: "columns that are not used, said for the reader", options: [],
      example: "ignore id"),
  ]

  /// The settings of the `target` role: of sets of labels and phrases, and of tags of entities.
  static let targetOptions: [ArgumentSpec] = [
    ArgumentSpec(
      "separator", .text, default: .word(","),
      help: "what stands between the labels, or phrases, of a cell"),
    ArgumentSpec(
      "min_count", .integer(1...1_000_000), default: .integer(1),
      help: "in how many training rows a label must stand; rarer ones are left out"),
    ArgumentSpec(
      "scheme", .choice(["auto"] + TagScheme.allCases.map(\.rawValue)), default: .word("auto"),
      help: "how tags say where entities begin and end; what breaks its rules is an error"),
    ArgumentSpec(
      "as", .choice(["same"] + TagScheme.allCases.map(\.rawValue)), default: .word("same"),
      help: "the scheme that is trained, evaluated and predicted"),
  ]

  /// The settings of the `text` role.
  static let textOptions: [ArgumentSpec] = [
    ArgumentSpec(
      "tokens", .choice(Tokenizers.all.map(\.name)), default: .word("word"), positional: false,
      help: "what a token is: a word, or a character"),
    ArgumentSpec(
      "lower", .boolean, default: .boolean(true),
      help: "capital letters become small ones; `no` for language models unless said"),
    ArgumentSpec(
      "normalize", .choice(TextOptions.Normalization.allCases.map(\.rawValue)),
      default: .word("nfc"),
      help: "which spellings are one: `é` and `e` with its accent (nfc), full-width letters and "
        + "ligatures too (nfkc), or none"),
    ArgumentSpec(
      "punctuation", .choice(TextOptions.Punctuation.allCases.map(\.rawValue)),
      default: .word("keep"), help: "punctuation marks are tokens, or are left out"),
    ArgumentSpec(
      "stopwords", .text, default: .word(""),
      help: "words to leave out: english, chinese, or a file with one word a line"),
    ArgumentSpec(
      "dictionary", .text, default: .word(""),
      help: "a file of Chinese words, `word count tag` a line; cuts Chinese into words"),
    ArgumentSpec(
      "user_dictionary", .text, default: .word(""),
      help: "a file of words to add to the dictionary; count and tag may be left out"),
    keptTags,
    ArgumentSpec(
      "digits", .choice(TextOptions.Digits.allCases.map(\.rawValue)), default: .word("keep"),
      help: "digits stay, or become 0 each"),
    ArgumentSpec(
      "stem", .choice(["no"] + StemmerLanguages.all), default: .word("no"),
      help: "the language whose endings are cut off words"),
    ArgumentSpec(
      "unknown", .choice(TextOptions.UnknownWords.allCases.map(\.rawValue)), default: .word("keep"),
      help: "in prediction an unknown word stays so, or becomes the nearest known one"),
    ArgumentSpec(
      "min_count", .integer(1...1_000_000), default: .integer(1),
      help: "how often a word must occur in the training rows to be known"),
    ArgumentSpec(
      "vocabulary", .integer(0...100_000_000), default: .integer(0),
      help: "the largest number of known words, <unk> included; 0 for no limit"),
    known,
    ArgumentSpec(
      "max_length", .integer(0...10_000_000), default: .integer(0),
      help: "tokens after which a text is cut; 0 for never"),
  ]

  /// The vectors whose words are known too.
  static let known = ArgumentSpec(
    "known", .text, default: .word(""),
    help: "the name of `vectors` whose words are known though training lacks them")

  /// The parts of speech that are kept.
  static let keptTags = ArgumentSpec(
    "keep_pos", .words, default: .words([]),
    help: "parts of speech to keep, by how the dictionary's tags begin; all when absent")

  /// Clauses that show the settings which need a file, or one another, by role.
  static let targetExamples = [
    "separator": #"target label labels separator=";""#,
    "min_count": "target label labels min_count=2",
    "scheme": "target tags tags scheme=iob1", "as": "target tags tags as=bioes",
  ]

  /// Settings of a baseline that need a file.
  static let baselineExamples = [
    "idf": #"idf="idf.txt""#,
    "dictionary": #"dictionary="words.txt""#,
    "user_dictionary": #"dictionary="words.txt" user_dictionary="more.txt""#,
    "keep_pos": #"dictionary="words.txt" keep_pos=["n", "v"]"#,
  ]

  /// The same of the `text` role.
  static let examples = [
    "dictionary": #"text review dictionary="words.txt""#,
    "user_dictionary": #"text review dictionary="words.txt" user_dictionary="more.txt""#,
    "keep_pos": #"text review dictionary="words.txt" keep_pos=["n", "v"]"#,
    "known": "text review known=v",
  ]

  /// The engine's options for checked settings, without what stands in files.
  static func textOptions(_ settings: Arguments) -> TextOptions {
    let limit = { (name: String) -> Int? in
      if case .integer(let number)? = settings[name], number > 0 { number } else { nil }
    }
    let word = { (name: String) -> String in
      if case .word(let word)? = settings[name] { word } else { "" }
    }
    var options = TextOptions(
      tokens: word("tokens"), lower: settings["lower"] == .boolean(true),
      punctuation: TextOptions.Punctuation(rawValue: word("punctuation")) ?? .keep,
      digits: TextOptions.Digits(rawValue: word("digits")) ?? .keep,
      stem: word("stem") == "no" ? nil : word("stem"),
      unknown: TextOptions.UnknownWords(rawValue: word("unknown")) ?? .keep,
      minCount: limit("min_count") ?? 1,
      vocabularySize: limit("vocabulary"), maxLength: limit("max_length"))
    options.normalization = TextOptions.Normalization(rawValue: word("normalize")) ?? .nfc
    return options
  }
}
