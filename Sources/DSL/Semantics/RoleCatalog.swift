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
  /// The role of the column with recordings.
  static let soundRole = "sound"
  /// The role of the column that says which rows are steps of one.
  static let seriesRole = "series"
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
        + "find in the text, a number, a text that is written or read off the steps, or the next token; "
        + "when absent tags where the format has them, a number where cells have fractions, else a "
        + "class; beside tags any number of classes, each with a `target` of its own",
      options: targetOptions, example: "target label class"),
    RoleEntry(
      name: "input", form: "input COLUMN, COLUMN … options",
      summary: "columns of numbers that are read; a column of texts is one of categories; columns "
        + "that are read in other ways have an `input` of their own",
      options: inputOptions, example: "input temperature, load fill=linear"),
    RoleEntry(
      name: soundRole, form: "sound COLUMN options",
      summary:
        "the column with the paths of recordings, which are read as frames of features; of a "
        + "folder of recordings it is `file`",
      options: SoundRole.arguments, example: "sound file features=logmel(40)"),
    RoleEntry(
      name: seriesRole, form: "series COLUMN options",
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
      name: "group", form: "group COLUMN [valid=[VALUE, …]] [test=[VALUE, …]]",
      summary:
        "rows with the same value here stay in one split, such as the author of a text or the "
        + "speaker of a recording; `show d groups` and `show t groups` go by them; a part that is given "
        + "values has the rows of these alone, and the rest is shared out by `split`",
      options: GroupClause.options, example: "group author"),
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
    TextOptions.Setting.tokens.spec, TextOptions.Setting.lower.spec,
    TextOptions.Setting.normalize.spec, TextOptions.Setting.punctuation.spec, stopwords.spec,
    dictionary.spec,
    userDictionary.spec, keptTags.spec, TextOptions.Setting.digits.spec, stem.spec,
    TextOptions.Setting.unknown.spec, TextOptions.Setting.minCount.spec,
    TextOptions.Setting.vocabulary.spec, known.spec, TextOptions.Setting.mergeDropout.spec,
    TextOptions.Setting.maxLength.spec, LengthFilter.skipUnder.spec, LengthFilter.skipOver.spec,
  ]

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

  static let stem = ArgumentKey.choice(
    "stem", ["no"] + StemmerLanguages.all, default: "no",
    help: "the language whose endings are cut off words")

  /// The vectors whose words are known too.
  static let known = ArgumentKey.text(
    "known", default: "",
    help: "the name of `vectors` whose words are known though training lacks them")

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
    "merge_dropout": "text review tokens=subword merge_dropout=0.1",
    "skip_under": "text review skip_under=1",
    "skip_over": "text review skip_over=9",
    "rate": "sound file rate=16000", "bins": "sound file features=mfcc bins=20",
    "window": "sound file window=32", "hop": "sound file hop=16", "low": "sound file low=100",
    "high": "sound file high=3000", "deltas": "sound file deltas=1",
    "embed": "input author embed=4",
    "lags": "input temperature lags=[2]; window 8 horizon=2",
    "calendar": "time date calendar=[hour, weekday]; window 8 horizon=2",
    "step": "time date step=rows; window 8 horizon=2",
    "first": "time date first=day; window 8 horizon=2",
  ]

  /// The engine's options for checked settings, without what stands in files.
  static func textOptions(_ settings: Arguments) -> TextOptions {
    var options = TextOptions(settings)
    options.stem = settings[stem] == "no" ? nil : settings[stem]
    return options
  }
}
