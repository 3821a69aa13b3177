// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the data: a fact and the file it was found in.
///
/// Worded in `DataError+Wording`.
public struct DataError: Error, Hashable, Sendable {
  /// The file; nil for rows that were given as values.
  public let path: String?
  /// What was found.
  public let fact: Fact

  /// A fact about a file, or about inline rows when `path` is nil.
  public init(_ fact: Fact, path: String?) {
    self.fact = fact
    self.path = path
  }

  /// The same fact under the name that messages are to call the file.
  public func renamed(_ path: String) -> DataError { DataError(fact, path: path) }

  /// The same fact where messages call a path otherwise: that of the file, or of a folder or an
  /// archive that it stands in.
  public func renamed(_ shown: String, from found: String) -> DataError {
    guard let path, path != found else { return renamed(shown) }
    guard path.hasPrefix(found + "/") else { return self }
    return renamed(shown + path.dropFirst(found.count))
  }

  /// Everything that can be wrong.
  ///
  /// A `line` is the 1-based line of the file, or the row when there is no file.
  public enum Fact: Error, Hashable, Sendable {
    /// The path leads nowhere.
    case fileNotFound
    /// The path is a folder.
    case isDirectory
    /// The system refuses to read it.
    case notReadable(reason: String)
    /// Its content takes more memory than there is.
    case outOfMemory(MemoryShortage)
    /// Somebody asked to leave off.
    case interrupted
    /// The file has no byte, or nothing but blank lines.
    case empty
    /// The file names columns but has no row.
    case noRows
    /// The file is not text; `kind` is what its first bytes say, such as `a PNG image`.
    case binary(kind: String?)
    /// The file is text in another encoding than UTF-8.
    case otherEncoding(name: String)
    /// A line has bytes that are not UTF-8.
    case invalidUTF8(line: Int)
    /// The gzip stream is cut off or corrupt.
    case damagedGzip(reason: String)

    /// Neither the extension nor the content tells the format.
    case unknownFormat(known: [String])
    /// An option that the format does not take.
    case unknownOption(name: String, known: [String])
    /// An option with a value that it does not take.
    case badOption(name: String, expected: String)

    /// A row with more or fewer cells than there are columns; `row` counts data rows from 1, 0 is
    /// the header.
    case raggedRow(row: Int, line: Int, expected: Int, found: Int)
    /// A first row that another delimiter divides.
    case otherDelimiter(line: Int, delimiter: String)
    /// A row that is the header once more.
    case repeatedHeader(line: Int)
    /// A quoted cell that begins on this line and never ends.
    case unterminatedQuote(line: Int)
    /// Characters between a closing quote and the next delimiter.
    case textAfterQuote(line: Int)
    /// Two columns of one name.
    case duplicateColumn(name: String)
    /// A column without a name; `position` counts from 1.
    case unnamedColumn(position: Int)
    /// A column that the table does not have.
    case unknownColumn(name: String, available: [String])

    /// A line that is not a JSON object.
    case badJSON(line: Int, reason: String)
    /// A value that is a list or an object where a cell is wanted.
    case nestedValue(line: Int, field: String)
    /// An object without one of the fields.
    case missingField(line: Int, field: String)
    /// An object with a field that the first one does not have.
    case extraField(line: Int, field: String)

    /// A line that begins with a blank where its label should be.
    case labelMissing(line: Int)
    /// A line with one word only: a label, or a text without its label.
    case textMissing(line: Int)
    /// A line with more or fewer columns than the lines of other tokens.
    case raggedToken(line: Int, expected: Int, found: Int)
    /// A line that is not words with a tag for each.
    case badSlots(line: Int, reason: String)
    /// A target cell without content.
    case emptyCell(line: Int, column: String)
    /// One file where pairs are two.
    case noSecondFile
    /// No row of the training part is left.
    case allSkipped(SkippedRows)
    /// All training rows have the same label.
    case oneClass(label: String)
    /// The transcripts of all rows that train are empty.
    case noSymbols(column: String)
    /// Fewer than two labels are in so many training rows.
    case fewLabels(minCount: Int)
    /// No phrase of any row stands in its text.
    case noPhrase
    /// A line of words with tags that is none.
    case badWord(line: Int, reason: String)
    /// A row has another number of tags than of tokens.
    case tagsDiffer(line: Int, tokens: Int, tags: Int)
    /// A tag that the scheme of its target does not allow where it stands; tokens count from 1.
    case illegalTag(line: Int, token: Int, reason: String)
    /// A cell that is no number where numbers are wanted.
    case notANumber(line: Int, column: String, value: String)
    /// Numbers of a column are missing, the first on a line, and nothing stands in for them.
    case missingNumbers(line: Int, column: String, count: Int)
    /// A row has no number to be predicted.
    case missingTarget(line: Int, column: String)
    /// Categories are to be embedded, and the column is one of numbers.
    case notCategories(column: String)
    /// A column of sequences where a single value a row is wanted.
    case notASingle(column: String)
    /// A format that is not read line by line, where records are to be written again.
    case hasNoLines(format: String)
    /// Something in a file of numeric sequences that does not fit its format; nil for the file as a
    /// whole.
    case badSeries(line: Int?, reason: String)
    /// A number that is to have a logarithm, and has none.
    case notPositive(line: Int, column: String, value: String)
    /// An input that is to be known ahead is missing at a step that is to be forecast.
    case missingKnownInput(column: String, stamp: String, series: String)
    /// No window of series lies in a part: its longest series has so many steps there, and so many before.
    case seriesTooShort(
      part: SplitName, series: String, steps: Int, before: Int, history: Int, horizon: Int)
    /// A NumPy array that is not read, and what can be saved instead.
    case badArray(reason: String, remedy: String?)
    /// A file of sound that is not read, and what can be done about it.
    case badSound(reason: String, remedy: String?)
    /// The zip archive is cut off or corrupt.
    case damagedZip(reason: String)
    /// A target that has one value a case and another one in a later row of it.
    case targetDiffers(line: Int, column: String, first: Int)
    /// No file of the folder has a name of the pattern.
    case noFiles(pattern: String)
    /// A recording whose name is not one of the pattern.
    case otherFileName(name: String, pattern: String)
    /// A folder without recordings.
    case noRecordings
    /// Settings of features that do not fit together.
    case badRecipe(reason: String, settings: [String])
    /// No column of the table of targets is named like a part of the pattern.
    case noJoinColumn(names: [String], available: [String])
    /// A file that has no row in the table of targets, by the parts of its name.
    case fileWithoutTarget(parts: String, targets: String)
    /// A row of the table of targets that has no file, by the parts of its name.
    case targetWithoutFile(line: Int, parts: String)
    /// Two rows of the table of targets for the same file.
    case targetTwice(line: Int, parts: String, first: Int)
    /// A file of a folder with other columns than the first.
    case otherColumns(found: [String], expected: [String])
    /// Two files of pairs with unlike numbers of lines.
    case pairsDiffer(lines: Int, other: String, otherLines: Int)
    /// A file of pairs whose name does not say which file stands beside it.
    case noPartner(ending: String)
    /// Fewer rows than a model can be trained on.
    case tooFewRows(found: Int, needed: Int)

    /// A part of a stream with less than two tokens.
    case tooFewTokens(name: SplitName, found: Int)

    /// Percentages that are negative, do not sum to 100, or leave nothing to train on.
    case badPercentages([Double])
    /// A part that should have rows and gets none.
    case emptySplit(name: SplitName, rows: Int)
    /// A cell of the split column that names no part.
    case unknownSplit(line: Int, value: String)

    /// A cell of the time column that is neither a number nor a date, or not written in the form of others.
    case badTime(line: Int, value: String, form: String?)
    /// A time without a zone among times with one, or the other way round.
    case mixedZones(line: Int, value: String, hasZone: Bool)
    /// Rows of one group in two parts; `line` is the first row in the second part.
    case groupCrossesSplit(line: Int, group: String, parts: [SplitName])
    /// A group that is named, and no row has.
    case unknownGroup(name: String, column: String, known: [String])
    /// More folds than there are groups, or rows of the rarest class.
    case tooManyFolds(folds: Int, largest: Int, areGroups: Bool)
    /// What is wrong with the turn of a fold, counted from 1, and what would be right with all of them.
    indirect case unusableTurn(fold: Int, folds: Int, reason: Fact, remedy: FoldsRemedy)

    /// A line of a dictionary that is not a word, its count and its tag.
    case badDictionaryLine(line: Int, reason: String)
    /// A line of an idf table that is not a word and a number.
    case badFrequencyLine(line: Int)
    /// A file of vectors that is none; nil for a file without lines.
    case badVector(line: Int?, reason: String)
    /// A tokenizer that the catalog does not have.
    case unknownTokenizer(name: String, known: [String])
    /// A language that libstemmer does not have.
    case unknownStemmer(name: String, known: [String])
  }
}
