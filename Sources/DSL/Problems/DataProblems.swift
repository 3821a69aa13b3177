// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with data and files. The engine words what is inside a file.
extension Diagnostic {
  /// Data that the same script writes: it is read before anything runs.
  static func readsOutput(_ path: String, line: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .unusableData, "this script itself writes \(path), on line \(line)", at: span,
      notes: ["data is read when a script is checked, before any of it runs"],
      help: "read it in a script of its own, which runs after this one")
  }

  static func data(_ error: DataError, at span: Span?) -> Diagnostic {
    if case .outOfMemory(let shortage) = error.fact {
      let deed = error.path.map { "reading \($0)" } ?? "the data"
      return .outOfMemory(
        deed, shortage, at: span,
        help: "a smaller file, or a part of this one, takes less")
    }
    var help = error.fix
    if case .unknownGroup(let name, _, let known) = error.fact {
      help = NearestNames.suggestion(for: name, among: known) ?? help
    }
    return Diagnostic(code(for: error.fact), error.message, at: span, help: help)
  }

  /// What is wrong with a file of a script.
  ///
  /// - Parameters:
  ///   - shown: the path as the script has it.
  ///   - found: the path as the system finds it.
  static func file(
    _ error: DataError, _ shown: String, found: String, at span: Span
  ) -> Diagnostic {
    var problem = data(error.renamed(shown, from: found), at: span)
    guard error.fact == .fileNotFound, problem.help == nil else { return problem }
    let slash = found.lastIndex(of: "/")
    let folder = slash.map { found == "/" ? "/" : String(found[..<$0]) } ?? "."
    let name = slash.map { String(found[found.index(after: $0)...]) } ?? found
    if let near = NearestNames.nearest(to: name, among: Folder.names(in: folder)).first {
      problem.help = "did you mean \(Token.quoted(shown.dropLast(name.count) + near))?"
    }
    return problem
  }

  private static func code(for fact: DataError.Fact) -> DiagnosticCode {
    switch fact {
    case .fileNotFound: .fileNotFound
    case .outOfMemory: .tooLarge
    case .isDirectory, .notReadable, .binary, .otherEncoding, .damagedGzip, .damagedZip, .badArray,
      .badSound, .hasNoLines, .pairsDiffer, .noPartner, .noSecondFile:
      .unreadableFile
    case .unknownColumn: .unknownColumn
    case .unknownFormat: .unknownFormat
    case .unknownOption, .badOption: .unknownOption
    case .badPercentages, .emptySplit, .unknownSplit, .groupCrossesSplit: .badSplit
    case .oneClass, .noSymbols, .allSkipped, .tooFewRows, .empty, .noRows, .tooManyFolds:
      .unusableData
    case .unknownTokenizer, .unknownStemmer, .unknownGroup: .unknownChoice
    case .unusableTurn(_, _, let reason, _): code(for: reason)
    default: .malformedData
    }
  }

  static func unknownFormat(_ name: Name, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownFormat, "there is no data format `\(name.text)`", at: name.span,
      notes: ["the formats are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known))
  }

  static func unknownColumn(_ name: String, at span: Span, _ columns: [String]) -> Diagnostic {
    Diagnostic(
      .unknownColumn, "the data has no column `\(name)`", at: span,
      notes: ["its columns are \(columns.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name, among: columns) ?? waysToColumns(columns))
  }

  /// How data gets columns that it has not; nil where the file alone says which there are.
  private static func waysToColumns(_ columns: [String]) -> String? {
    if columns.contains(where: { Double($0) != nil }) {
      return "the first line looks like data: name the columns with `columns=[…]`"
    }
    guard columns.first == DataFormat.wav.use.sound, columns.count == 1 else { return nil }
    return "make columns of what the files are called: `name=\"{word}_{speaker}\"`"
  }

  static func overwritesInput(_ path: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unwritableFile, "this would overwrite `\(path)`, which the script reads", at: span,
      help: "give what is written another name")
  }

  static func tooManyIncludes(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "more than \(limit) files are included", at: span,
      help: "include a file once, before what needs it")
  }

  static func includesItself(_ path: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(path)` includes itself", at: span,
      help: "take this `include` out")
  }

  static func cacheUnusable(_ folder: String, reason: String) -> Diagnostic {
    Diagnostic(
      .cacheUnusable, "runs cannot be kept in \(folder): \(reason)", at: nil,
      notes: ["an interrupted run cannot go on, and an unchanged one is trained again"],
      help: "set LSTM_CACHE to a folder that can be written")
  }

  static func recordUnusable(_ folder: String, reason: String) -> Diagnostic {
    Diagnostic(
      .recordUnusable, "runs cannot be noted in the record \(folder): \(reason)", at: nil,
      help: "runs go on without it; LSTM_RECORD names another folder, or `off` for none")
  }

  static func timeExcludes(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`time` shares out the rows by itself and excludes \(what)", at: span,
      help: "keep one of the two; shares are given as `split 80/10/10`")
  }

  static func streamExcludes(_ span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a stream is cut where it stands, in order", at: span,
      help: "write percentages, such as `split 90/5/5`, or files: `split valid=\"FILE\"`")
  }

  static func streamKeepsText(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(option)` would take parts out of a running text", at: span,
      help: "leave it out, or read the texts as rows with `target next`")
  }

  static func streamTokens(_ format: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(format)` says already what a token is", at: span,
      help: format == "chars"
        ? "write `words` for a stream of words" : "write `chars` for characters")
  }

  static func baselineNeedsWords(_ word: Name, _ data: String) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(word.text)` ranks words, and the texts of `\(data)` are cut into characters",
      at: word.span, help: #"add `dictionary="FILE"`, which cuts them into words for it"#)
  }

  /// A baseline for targets of other tasks.
  static func baselineNeedsOther(
    _ word: Name, _ task: TaskEntry, _ others: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "there is no baseline `\(word.text)` for a target of \(task.summary)",
      at: word.span, help: "write \(others.map { "`\($0)`" }.joined(separator: " or "))")
  }

  static func badRows(_ reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .malformedData, reason, at: span,
      help: #"write rows as lists of one value a column: `[["good", 1], ["bad", 0]]`"#)
  }

  static func badRow(_ number: Int, cells: Int, columns: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .malformedData,
      "row \(number) has \(cells) \(cells == 1 ? "value" : "values"), and there "
        + "\(columns == 1 ? "is 1 column" : "are \(columns) columns")",
      at: span, help: "write one value a column in each row")
  }

  static func columnTwice(_ name: Name) -> Diagnostic {
    Diagnostic(
      .malformedData, "two columns are named `\(name.text)`", at: name.span,
      label: "the second one", help: "give this one another name")
  }

  static func badSplit(_ reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .badSplit, reason, at: span,
      help:
        "write for example `split 80/10/10`, `split train=90% test=10%`, "
        + "or `split valid=\"dev.csv\"`"
    )
  }

  static func emptyTexts(_ data: String, count: Int, first: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(count) \(count == 1 ? "text" : "texts") of `\(data)` have no words, the first at \(first)",
      at: span, notes: ["each is read as one unknown word"])
  }

  static func brokenScheme(
    _ data: String, _ scheme: TagScheme, count: Int, first: (message: String, place: String),
    isRepaired: Bool, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      (count == 1 ? "1 tag of `\(data)` breaks" : "\(count) tags of `\(data)` break")
        + " the rules of \(scheme.title)" + (isRepaired ? ", and are repaired by `as=`" : ""),
      at: span,
      notes: ["the first, at \(first.place): \(first.message)"]
        + (isRepaired
          ? ["an entity begins at what follows none, a last token, or another type"] : []),
      help: isRepaired
        ? nil
        : "`as=\(scheme.rawValue)` repairs them: an entity then begins where none, or one of another "
          + "type, stands before")
  }

  static func noScheme(
    _ data: String, first: (message: String, place: String), at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the tags of `\(data)` are in no scheme of entities", at: span,
      notes: [
        "at \(first.place): \(first.message)",
        "so that each tag counts as a class, `O` too, and F1 is their mean and not that of entities",
      ],
      help: "repair the tag at that place")
  }

  static func headerIsARow(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the first row of `\(data)` holds the names of its columns", at: span,
      notes: ["it is read as a text and its class"],
      help: "leave `columns=` out, or add `header=yes`")
  }

  static func duplicates(_ data: String, count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(count == 1 ? "1 row of `\(data)` has" : "\(count) rows of `\(data)` have") a text that also "
        + "stands in an earlier split", at: span,
      notes: [
        "texts are the same where their tokens are; figures on valid and test are a little too good "
          + "for that"
      ])
  }

  static func unknownWords(
    _ data: String, _ split: String, percent: String, words: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .manyUnknownWords, "\(percent) of the words in the \(split) split of `\(data)` are unknown",
      at: span, notes: ["the most frequent are \(words.replacing("\n", with: "␤"))"])
  }

  // MARK: Files

  static func badModelFile(_ path: String, reason: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .badModelFile, "`\(path)` is not a model file: \(reason)", at: span,
      help: "make one with `save RUN \"FILE\"`")
  }
}

extension Diagnostic {
  static func stopwords(_ error: DataError, builtin: [String], at span: Span) -> Diagnostic {
    let placed = data(error, at: span)
    return Diagnostic(
      placed.code, placed.message, at: span,
      notes: ["the lists that come with lstm are \(builtin.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: error.path ?? "", among: builtin) ?? placed.help)
  }

  static func inlineRowsTakeNoOptions(at span: Span) -> Diagnostic {
    Diagnostic(.unknownOption, "inline rows take no options", at: span, help: "leave it out")
  }

  static func unexpectedFormatValue(
    _ argument: Argument, of owner: String, names: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownOption, "\(owner) takes no value here", at: argument.span,
      notes: names.isEmpty
        ? [] : ["\(owner) takes \(names.map { "\($0)=…" }.joined(separator: ", "))"],
      help: argument.value.isText
        ? "two files, line beside line, are `pairs \"FILE\" \"FILE\"`; those of a split are named in "
          + "`split`"
        : "put the roles in braces: `{ text COLUMN; target COLUMN }`")
  }

  static func formatOptionWithoutValue(
    _ option: FormatOption, of owner: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(option.name)` of \(owner) stands without its value", at: span,
      help: "write `\(option.name)=…`, \(option.kind.expectation)")
  }

  static func thirdFile(_ owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "\(owner) are two files, and this is a third", at: span,
      help: "leave it out; files of a split are named in `split`")
  }

  static func badFormatOption(
    _ option: FormatOption, of owner: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .wrongType, "`\(option.name)` of \(owner) is \(option.kind.expectation)", at: span,
      label: "expected \(option.kind.expectation)")
  }

  static func badSeed(at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "a seed is a whole number from 0 to \(History.seeds.upperBound)", at: span,
      help: "write for example `seed 7`")
  }
}

extension Expression {
  /// Whether it is a text that is written out.
  fileprivate var isText: Bool { if case .text = kind { true } else { false } }
}
