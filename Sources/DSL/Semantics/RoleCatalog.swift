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
  /// The role of the column with the texts.
  static let textRole = "text"
  /// The role of the windows of series.
  static let windowRole = "window"
  /// The settings of `input`.
  static let inputOptions =
    NumberRole.arguments + [WindowRole.knownKey.spec, WindowRole.lagsKey.spec]
  /// The roles of which there may be several.
  static let repeated: Set<String> = ["target", "input"]

  static let entries: [RoleEntry] = [
    RoleEntry(
      name: textRole, form: "text COLUMN options", summary: "the column with the texts",
      options: textOptions, example: "text review tokens=char max_length=200"),
    RoleEntry(
      name: "target", form: targetForm,
      summary:
        "what to predict: one class a row, a tag for each token, a set of labels, phrases to "
        + "find in the text, a number, or the next token; when absent tags where the format has them, "
        + "a number where cells have fractions, else a class; beside tags any number of classes, each "
        + "with a `target` of its own",
      options: targetOptions, example: "target label class"),
    RoleEntry(
      name: "input", form: "input COLUMN, COLUMN … options",
      summary: "columns of numbers that are read; a column of texts is one of categories; columns "
        + "that are read in other ways have an `input` of their own",
      options: inputOptions, example: "input temperature, load fill=linear"),
    RoleEntry(
      name: "series", form: "series COLUMN options",
      summary: "rows with the same value here are the steps of one row; without it each row of the "
        + "file is one; beside `window` those of one series",
      options: WindowRole.seriesArguments, example: "series machine"),
    RoleEntry(
      name: windowRole, form: "window HISTORY horizon=N options",
      summary: "rows are steps of series over time: so many steps are read, and the next `horizon` "
        + "of the target are forecast",
      options: WindowRole.arguments, example: "window 8 horizon=2"),
    RoleEntry(
      name: "split",
      form: "split 80/10/10 | train=90% valid=10% test=\"FILE\" | by COLUMN, shuffle=no",
      summary: "who trains, who chooses the weights, who measures; 80/10/10 when absent; beside "
        + "`window` in the order of time, series by series, also in steps: valid=48 test=48",
      options: [shuffle.spec], example: "split 80/10/10"),
    RoleEntry(
      name: "group", form: "group COLUMN",
      summary: "rows with the same value here stay in one split, such as the author of a text",
      options: [], example: "group author"),
    RoleEntry(
      name: "time", form: "time COLUMN, COLUMN … options",
      summary: "the split goes by this order: the earliest rows train, the latest measure; beside "
        + "`window` when each step is, in one column or several: year, month, day, hour",
      options: WindowRole.timeArguments, example: "time date"),
    RoleEntry(
      name: "ignore", form: "ignore COLUMN …",
      summary: "columns that are not used, said for the reader", options: [],
      example: "ignore id"),
  ]

  /// How the clause of a target is written.
  private static var targetForm: String {
    let names = { (hasColumn: Bool) in
      TaskCatalog.entries.filter { ($0.cells != .none) == hasColumn }.map(\.name)
    }
    return "target COLUMN [\(names(true).joined(separator: " | "))] options"
      + names(false).map { " | target \($0)" }.joined()
  }

  /// The settings of the `target` role: those of all tasks, of sets before the others.
  static let targetOptions: [ArgumentSpec] = {
    let tasks = TaskCatalog.entries
    let sets = tasks.filter { $0.cells == .several }
    var found: [ArgumentSpec] = []
    for option in (sets + tasks).flatMap(\.options)
    where !found.contains(where: { $0.name == option.name }) {
      found.append(option)
    }
    return found
  }()

  static let shuffle = ArgumentKey.boolean(
    "shuffle", default: true,
    help: "shuffled and stratified by class, or in the order of the file")

  /// The settings of the `text` role.
  static let textOptions = [
    tokens.spec, lower.spec, normalize.spec, punctuation.spec, stopwords.spec, dictionary.spec,
    userDictionary.spec, keptTags.spec, digits.spec, stem.spec, unknown.spec, minCount.spec,
    vocabulary.spec, known.spec, maxLength.spec,
  ]

  static let tokens = ArgumentKey.choice(
    "tokens", Tokenizers.all.map(\.name), default: "word",
    help: "what a token is: a word, or a character")

  static let lower = ArgumentKey.boolean(
    "lower", default: true,
    help: "capital letters become small ones; `no` for language models unless said")

  static let normalize = ArgumentKey<TextOptions.Normalization>.choice(
    "normalize", default: .nfc,
    help: "which spellings are one: `é` and `e` with its accent (nfc), full-width letters and "
      + "ligatures too (nfkc), or none")

  static let punctuation = ArgumentKey<TextOptions.Punctuation>.choice(
    "punctuation", default: .keep, help: "punctuation marks are tokens, or are left out")

  static let stopwords = ArgumentKey.path(
    "stopwords", or: StopwordList.builtin.keys.sorted(),
    help: "words to leave out: english, chinese, or a file with one word a line")

  static let dictionary = ArgumentKey.path(
    "dictionary", help: "a file of Chinese words, `word count tag` a line; cuts Chinese into words")

  static let userDictionary = ArgumentKey.path(
    "user_dictionary",
    help: "a file of words to add to the dictionary; count and tag may be left out")

  /// The parts of speech that are kept.
  static let keptTags = ArgumentKey.words(
    "keep_pos", help: "parts of speech to keep, by how the dictionary's tags begin; all when absent"
  )

  static let digits = ArgumentKey<TextOptions.Digits>.choice(
    "digits", default: .keep, help: "digits stay, or become 0 each")

  static let stem = ArgumentKey.choice(
    "stem", ["no"] + StemmerLanguages.all, default: "no",
    help: "the language whose endings are cut off words")

  static let unknown = ArgumentKey<TextOptions.UnknownWords>.choice(
    "unknown", default: .keep,
    help: "in prediction an unknown word stays so, or becomes the nearest known one")

  static let minCount = ArgumentKey.integer(
    "min_count", 1...1_000_000, default: 1,
    help: "how often a word must occur in the training rows to be known")

  static let vocabulary = ArgumentKey.integer(
    "vocabulary", 0...100_000_000, default: 0,
    help: "the largest number of known words, <unk> included; 0 for no limit")

  /// The vectors whose words are known too.
  static let known = ArgumentKey.text(
    "known", default: "",
    help: "the name of `vectors` whose words are known though training lacks them")

  static let maxLength = ArgumentKey.integer(
    "max_length", 0...10_000_000, default: 0,
    help: "tokens after which a text is cut; 0 for never")

  /// Clauses that show the settings of targets.
  static let targetExamples = Dictionary(
    TaskCatalog.entries.flatMap(\.examples), uniquingKeysWith: { first, _ in first })

  /// Settings of a baseline that need a file.
  static let baselineExamples = [
    "idf": #"idf="idf.txt""#,
    "dictionary": #"dictionary="words.txt""#,
    "user_dictionary": #"dictionary="words.txt" user_dictionary="more.txt""#,
    "keep_pos": #"dictionary="words.txt" keep_pos=["n", "v"]"#,
  ]

  /// Clauses that show the settings of the `text` role which need a file, or one another.
  static let examples = [
    "dictionary": #"text review dictionary="words.txt""#,
    "user_dictionary": #"text review dictionary="words.txt" user_dictionary="more.txt""#,
    "keep_pos": #"text review dictionary="words.txt" keep_pos=["n", "v"]"#,
    "known": "text review known=v",
    "embed": "input author embed=4",
    "lags": "input temperature lags=[2]; window 8 horizon=2",
    "calendar": "time date calendar=[hour, weekday]; window 8 horizon=2",
    "step": "time date step=rows; window 8 horizon=2",
  ]

  /// The engine's options for checked settings, without what stands in files.
  static func textOptions(_ settings: Arguments) -> TextOptions {
    let limit = { (key: ArgumentKey<Int>) in settings[key] > 0 ? settings[key] : nil }
    var options = TextOptions(
      tokens: settings[tokens], lower: settings[lower], punctuation: settings[punctuation],
      digits: settings[digits], stem: settings[stem] == "no" ? nil : settings[stem],
      unknown: settings[unknown], minCount: settings[minCount], vocabularySize: limit(vocabulary),
      maxLength: limit(maxLength))
    options.normalization = settings[normalize]
    return options
  }
}
