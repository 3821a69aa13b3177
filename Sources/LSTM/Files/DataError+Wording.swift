// SPDX-License-Identifier: Apache-2.0

extension DataError: CustomStringConvertible {
  /// The message, then the fix.
  public var description: String { fix.map { "\(message) (\($0))" } ?? message }

  /// One sentence for the user, without a full stop, after its place, as in `reviews.csv:12: …`.
  public var message: String {
    let place = [path, line.map { path == nil ? "row \($0)" : String($0) }].compactMap { $0 }
    return (place + [" " + sentence]).joined(separator: ":").drop { $0 == " " }.description
  }

  /// What the user can do about it; nil when the message says it all.
  public var fix: String? {
    switch fact {
    case .isDirectory: "name a file in it"
    case .otherEncoding(let name):
      "save the file as UTF-8, for example with `iconv -f \(name) -t UTF-8`"
    case .invalidUTF8: "save the file as UTF-8"
    case .binary(let kind?) where kind == FileSignature.array.kind:
      "leave out the format, or write npy"
    case .binary: "data files are text: export it as csv, tsv or jsonl, with UTF-8 encoding"
    case .damagedGzip: "fetch or compress the file again"
    case .unknownFormat(let known): "name the format before the path: \(listed(known))"
    case .unknownOption(_, let known):
      known.isEmpty ? "it takes no options" : "it takes \(listed(known))"
    case .raggedRow:
      "put quotes round a cell that holds the delimiter, or name another with delimiter="
    case .otherDelimiter(_, let delimiter):
      "write delimiter=\(delimiter == "\t" ? "\"\\t\"" : "\"\(delimiter)\"")"
        + (delimiter == "\t" ? ", or the format tsv before the path" : "")
    case .repeatedHeader:
      "take the line out; files that are put together keep the header of the first alone"
    case .unterminatedQuote: "close the quote, or write quote=no if quotes are ordinary characters"
    case .textAfterQuote:
      "double the quotes inside a quoted cell, or write quote=no if quotes are ordinary characters"
    case .duplicateColumn, .unnamedColumn:
      "give each column a name of its own, or name them with columns=[…], and header=yes where the"
        + " first line has names"
    case .unknownColumn(_, let available): columnFix(available)
    case .nestedValue:
      "a list can be the set of `target COLUMN labels`; else name the fields you want with"
        + " columns=[…]"
    case .extraField: "name the fields you want with columns=[…]"
    case .labelMissing, .textMissing: "write a label, one blank, then the text on each line"
    case .raggedToken:
      "write a token with all its columns on each line, and an empty line after a sentence; lines"
        + " with # are left out with comments=yes"
    case .badSlots:
      "write BOS, the words, EOS, a TAB, then a tag for each of them, the last one the intent"
    case .emptyCell: "fill in the cell or take the row out"
    case .allSkipped: "let more rows train: another skip_under=, skip_over= or skip_ratio="
    case .noSymbols: "transcripts are learned from rows that have some"
    case .oneClass: "a classifier needs rows of at least two classes"
    case .illegalTag: "repair the tag, or name the scheme that the tags are in"
    case .fewLabels(let minCount):
      minCount > 1
        ? "write a smaller min_count=, or say with separator= what stands between the labels"
        : "say with separator= what stands between the labels of a cell"
    case .noPhrase:
      "say with separator= what stands between the phrases, and cut the text as they are: tokens=char"
        + " for Chinese"
    case .badWord:
      "write words with blanks between them, each alone or as `word/TAG`; names of several words as"
        + " `[word/TAG word/TAG]TAG`"
    case .tagsDiffer:
      "cut the text where its tags are: tokens=blank at blanks, tokens=char at characters; and keep"
        + " all tokens, without stopwords="
    case .tooFewTokens(let name, _): "add text, or give \(name) another share"
    case .badPercentages: "write three percentages for train, valid and test, such as 80/10/10"
    case .emptySplit(let name, _): "add rows, or give \(name) another share"
    case .unknownSplit: "write train, valid or test"
    case .badTime(_, _, .some): "write all times of the column in one form"
    case .badTime:
      "write numbers, or dates such as 2024-01-31, 2024-01-31T12:30 or 2024-01-31T12:30+02:00"
    case .mixedZones: "write all times of the column with their zone, or none"
    case .groupCrossesSplit:
      "keep all rows of a group in one part, or leave the split to `split 80/10/10`"
    case .unknownGroup(_, _, let known): "its groups are \(listed(known))"
    case .tooManyFolds(_, let largest, _):
      largest < 2 ? "add rows" : "write folds=\(largest) at most"
    case .unusableTurn(_, _, _, let remedy): remedy.text
    case .notANumber:
      "numbers are written such as -1.5 or 2e-3; missing ones are empty, NA, NaN, null or ?"
    case .missingNumbers:
      "say what stands in for them: fill=last, linear, mean or zero"
    case .missingTarget: "leave the row out of the file, or give its number"
    case .notCategories: "leave out `embed=`, or write the categories as words"
    case .missingKnownInput(let column, _, _):
      "add rows with \(quoted(column)) for the steps to come, their targets empty, or forecast fewer "
        + "steps"
    case .notPositive: "leave out `log=`, or the rows with such numbers"
    case .seriesTooShort(let part, _, let steps, let before, let history, let horizon):
      part == .train || before < history
        ? "read fewer steps with `window`, forecast fewer with `horizon=`, or give \(part) more"
        : "give \(part) at least \(horizon) steps of \(steps + before), or a smaller `horizon=`"
    case .pairsDiffer:
      "line N of one file belongs to line N of the other: find the line from which on they differ"
    case .noSecondFile: "write the second file in quotes after the first: `pairs \"FILE\" \"FILE\"`"
    case .noPartner: "name it as the first one, so that the file beside it can be found"
    case .hasNoLines: "write the rows as csv, tsv or jsonl"
    case .badArray(_, let remedy), .badSound(_, let remedy): remedy
    case .damagedZip: "fetch or save the file again"
    case .targetDiffers: "a target of a case has the same value in all its rows"
    case .noFiles: "write the pattern as the files are called, `{id}` where their names differ"
    case .otherFileName: "take the file out of the folder, or write the pattern so that it fits"
    case .noRecordings: "recordings end in .wav or .flac"
    case .noJoinColumn(_, let available):
      "name the part that differs like the column with it: the columns are \(listed(available))"
    case .fileWithoutTarget: "add its row, or take the file out of the folder"
    case .targetWithoutFile: "add the file, or take the row out"
    case .targetTwice: "take one of them out"
    case .badFrequencyLine: "write a word and its idf, with a blank between"
    case .badVector:
      "vectors are text, a word and its numbers a line, or word2vec's binary form; skip_broken=yes"
        + " leaves out and counts those with something wrong"
    case .badDictionaryLine:
      "write a word, its count and its tag, with blanks between: `北京 34488 ns`"
    case .unknownTokenizer(_, let known), .unknownStemmer(_, let known): "choose \(listed(known))"
    case .fileNotFound, .notReadable, .outOfMemory, .interrupted, .empty, .noRows, .badOption,
      .badJSON,
      .missingField, .notASingle, .badSeries, .otherColumns, .badRecipe,
      .tooFewRows:
      nil
    }
  }

  /// What was found, without the place.
  private var sentence: String { sentence(fact) }

  private func sentence(_ fact: Fact) -> String {
    switch fact {
    case .fileNotFound: "there is no such file"
    case .isDirectory: "this is a folder, not a file"
    case .notReadable(let reason): "the file cannot be read: \(reason)"
    case .outOfMemory(let shortage):
      "reading it takes \(shortage.needed) bytes of memory, and \(shortage.limit.left) are left"
    case .interrupted: "reading was broken off"
    case .empty: "the file is empty"
    case .noRows: "there is no row of data"
    case .binary(let kind): "this is not text" + (kind.map { " but \($0)" } ?? "")
    case .otherEncoding(let name): "this is text in \(name), and UTF-8 is read"
    case .invalidUTF8: "the line is not valid UTF-8"
    case .damagedGzip(let reason): "the gzip file is damaged: \(reason)"
    case .unknownFormat: "neither the name nor the content tells the format"
    case .unknownOption(let name, _): "the format has no option \(name)"
    case .badOption(let name, let expected): "\(name) must be \(expected)"
    case .raggedRow(let row, _, let expected, let found):
      "\(row == 0 ? "the header" : "row \(row)") has \(counted(found, "cell"))"
        + " where there should be \(expected)"
    case .otherDelimiter(_, let delimiter):
      "the cells are divided by \(delimiter == "\t" ? "TABs" : "\"\(delimiter)\"")"
    case .repeatedHeader: "the line repeats the names of the columns"
    case .unterminatedQuote: "a quoted cell begins here and never ends"
    case .textAfterQuote: "a closing quote is followed by more text"
    case .duplicateColumn(let name): "two columns are named \(quoted(name))"
    case .unnamedColumn(let position): "column \(position) has no name"
    case .unknownColumn(let name, _): "there is no column \(quoted(name))"
    case .badJSON(_, let reason): "this is not a JSON object on one line: \(reason)"
    case .nestedValue(_, let field): "\(quoted(field)) is a list or an object, not a cell"
    case .missingField(_, let field): "the object has no \(quoted(field))"
    case .extraField(_, let field): "the first object has no \(quoted(field)), this one has"
    case .labelMissing: "the line begins with a blank instead of a label"
    case .textMissing: "the line has one word only"
    case .raggedToken(_, let expected, let found):
      "the token has \(counted(found, "column")) where there should be \(expected)"
    case .badSlots(_, let reason): reason
    case .emptyCell(_, let column): "\(quoted(column)) is empty"
    case .fewLabels(let minCount):
      "fewer than two labels stand in "
        + (minCount > 1 ? "at least \(minCount) training rows" : "the training rows")
    case .noPhrase: "no phrase of the target stands in its text"
    case .badWord(_, let reason): reason
    case .tagsDiffer(_, let tokens, let tags):
      "the text has \(counted(tokens, "token")) and \(counted(tags, "tag"))"
    case .illegalTag(_, let token, let reason): "the tag of token \(token) is wrong: \(reason)"
    case .notANumber(_, let column, let value):
      "\(quoted(value)) in \(quoted(column)) \(whyNoNumber(value))"
    case .missingNumbers(_, let column, let count):
      count == 1
        ? "a value is missing in \(quoted(column))"
        : "\(count) values are missing in \(quoted(column)), the first here"
    case .missingTarget(_, let column): "the target \(quoted(column)) is missing"
    case .notCategories(let column):
      "\(quoted(column)) holds numbers, and `embed=` is for categories"
    case .notASingle(let column):
      "\(quoted(column)) holds sequences of numbers, not one value a row"
    case .pairsDiffer(let lines, let other, let otherLines):
      "it has \(counted(lines, "line")), and \(quoted(other)) has \(otherLines)"
    case .noSecondFile: "pairs are two files, line beside line, and only this one is named"
    case .noPartner(let ending):
      "its name does not end in \(quoted(ending)) as that of the first file does"
    case .hasNoLines(let format):
      "rows of the format \(format) are read as a whole, and cannot be answered one by one"
    case .badSeries(_, let reason), .badArray(let reason, _), .badSound(let reason, _): reason
    case .missingKnownInput(let column, let stamp, let series):
      "\(quoted(column)) is missing at \(stamp)"
        + (series.isEmpty ? "" : " of series \(series)")
        + ", and is to be known for each step that is forecast"
    case .notPositive(_, let column, let value):
      "\(quoted(column)) is \(value), which has no logarithm"
    case .seriesTooShort(let part, let series, let steps, let before, let history, let horizon):
      "no window lies in \(part): \(series.isEmpty ? "the series" : "the longest, \(series),") has "
        + counted(steps, "step") + " there"
        + (before > 0 ? " after \(counted(before, "step"))" : "")
        + ", and a window needs \(history) to read and \(horizon) to forecast"
    case .damagedZip(let reason): "the zip archive is damaged: \(reason)"
    case .targetDiffers(_, let column, let first):
      "\(quoted(column)) has another value than on line \(first), in the same case"
    case .noFiles(let pattern): "no file of the folder is called like \(quoted(pattern))"
    case .otherFileName(let name, let pattern):
      "\(quoted(name)) is not called like \(quoted(pattern))"
    case .noRecordings: "the folder has no recording"
    case .badRecipe(let reason, _): reason
    case .noJoinColumn(let names, _):
      "no column of the targets is named like "
        + names.map { "{\($0)}" }.joined(separator: " or ")
    case .fileWithoutTarget(let parts, let targets): "\(targets) has no row with \(parts)"
    case .targetWithoutFile(_, let parts): "there is no file with \(parts)"
    case .targetTwice(_, let parts, let first): "line \(first) has \(parts) as well"
    case .otherColumns(let found, let expected):
      "the columns are \(listed(found)), and \(listed(expected)) in the first file"
    case .allSkipped(let skipped):
      "no row is left to train on: "
        + skipped.counts.map { "\($0.rows) \($0.rule)" }.joined(separator: ", ")
    case .noSymbols(let column): "the transcripts in `\(column)` of all training rows are empty"
    case .oneClass(let label): "all training rows have the label \(quoted(label))"
    case .tooFewTokens(let name, let found):
      "\(name) has \(found == 1 ? "one token" : "no token"): none has one after it"
    case .tooFewRows(let found, let needed):
      "there \(found == 1 ? "is" : "are") \(counted(found, "row")), and \(needed) are needed"
    case .badPercentages(let values):
      "the split \(values.map(plain).joined(separator: "/")) does not share out 100 %"
    case .emptySplit(let name, let rows):
      "\(name) gets none of the \(counted(rows, "row"))"
    case .unknownSplit(_, let value): "\(quoted(value)) is not a part of a split"
    case .badTime(_, let value, let form):
      form.map { "\(quoted(value)) is no time in the form of the others, \($0)" }
        ?? "\(quoted(value)) is no time"
    case .mixedZones(_, let value, let hasZone):
      "the time \(quoted(value)) has \(hasZone ? "a" : "no") zone, and others of the column have"
        + (hasZone ? " none" : " one")
    case .groupCrossesSplit(_, let group, let parts):
      "the group \(quoted(group)) has rows in \(parts.map(\.rawValue).joined(separator: " and "))"
    case .unknownGroup(let name, let column, _):
      "no row has \(quoted(name)) in the column \(quoted(column))"
    case .tooManyFolds(let folds, let largest, let areGroups):
      areGroups
        ? "there are only \(counted(largest, "group")) for \(folds) folds"
        : "the rarest class has only \(counted(largest, "row")) for \(folds) folds"
    case .unusableTurn(let fold, let folds, let reason, _):
      "in the turn of fold \(fold) of \(folds), \(sentence(reason))"
    case .badFrequencyLine: "the line is not a word and a number"
    case .badDictionaryLine(_, let reason), .badVector(_, let reason): reason
    case .unknownTokenizer(let name, _): "there is no tokenizer \(quoted(name))"
    case .unknownStemmer(let name, _): "libstemmer has no language \(quoted(name))"
    }
  }

  /// The line the fact is about, when it is about one.
  public var line: Int? {
    switch fact {
    case .invalidUTF8(let line), .raggedRow(_, let line, _, _), .unterminatedQuote(let line),
      .textAfterQuote(let line), .badJSON(let line, _), .nestedValue(let line, _),
      .missingField(let line, _), .extraField(let line, _), .labelMissing(let line),
      .textMissing(let line), .raggedToken(let line, _, _), .badSlots(let line, _),
      .emptyCell(let line, _), .tagsDiffer(let line, _, _), .illegalTag(let line, _, _),
      .otherDelimiter(let line, _), .repeatedHeader(let line), .mixedZones(let line, _, _),
      .unknownSplit(let line, _), .badTime(let line, _, _), .groupCrossesSplit(let line, _, _),
      .badDictionaryLine(let line, _), .badFrequencyLine(let line), .badWord(let line, _):
      line
    case .notANumber(let line, _, _), .missingNumbers(let line, _, _), .missingTarget(let line, _),
      .targetDiffers(let line, _, _),
      .targetWithoutFile(let line, _), .targetTwice(let line, _, _):
      line
    case .notPositive(let line, _, _): line
    case .badVector(let line, _), .badSeries(let line, _): line
    case .unusableTurn(_, _, let reason, _): DataError(reason, path: path).line
    default: nil
    }
  }

  /// Lists the columns, unless their names look like a row of data that was taken for a header.
  private func columnFix(_ available: [String]) -> String {
    available.contains { Double($0) != nil || $0.utf8.count > 40 }
      ? "the first line looks like data: name the columns with columns=[…]"
      : "the columns are \(listed(available))"
  }

  private func quoted(_ text: String) -> String {
    "\"\(text.count > 60 ? text.prefix(57) + "…" : text[...])\""
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func listed(_ names: [String], atMost limit: Int = 10) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  /// A percentage without a needless `.0`.
  private func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}

/// What is wrong with a cell that should be a number.
private func whyNoNumber(_ value: String) -> String {
  guard let number = Double(value), number.magnitude > Double(Float.greatestFiniteMagnitude) else {
    return "is no number"
  }
  return number.isInfinite ? "is not finite" : "is too large: numbers go up to 3.4e38"
}
