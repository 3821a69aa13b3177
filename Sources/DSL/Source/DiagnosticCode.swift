// SPDX-License-Identifier: Apache-2.0

/// Every diagnostic has one of these codes: 01 syntax, 02 names, 03 options and values, 04 types
/// and shapes, 05 data, 06 files, 07 running; `W` warns.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  /// A character that no token begins with.
  case unexpectedCharacter = "E0101"
  /// A text without its closing quote.
  case unterminatedText = "E0102"
  /// An escape that is none of `\n \t \" \\ \u{…}`.
  case badEscape = "E0103"
  /// A number that is not one.
  case badNumber = "E0104"
  /// The parser expected something else here.
  case unexpectedToken = "E0105"
  /// A statement that breaks off: a bracket is open, or a value is missing.
  case incomplete = "E0106"
  /// A line begins with a word that no statement begins with.
  case unknownStatement = "E0107"
  /// An edition that this program does not know.
  case unknownEdition = "E0108"
  /// The source is not UTF-8.
  case notUTF8 = "E0109"

  /// A name that nothing defines.
  case undefinedName = "E0201"
  /// A second definition of a name in a file.
  case redefinedName = "E0202"
  /// A name of the wrong kind, such as a data set where a run is wanted.
  case wrongKind = "E0203"
  /// A field that the value does not have.
  case unknownField = "E0204"
  /// A function that the library does not have.
  case unknownFunction = "E0205"
  /// A `-p` that the script does not declare.
  case unknownParam = "E0206"

  /// An option that the statement, layer or role does not take.
  case unknownOption = "E0301"
  /// A value of the wrong type.
  case wrongType = "E0302"
  /// A value outside the allowed range.
  case outOfRange = "E0303"
  /// A word that is none of the choices.
  case unknownChoice = "E0304"
  /// A required value that is missing.
  case missingValue = "E0305"
  /// The same option twice, or two that exclude each other.
  case conflictingOptions = "E0306"

  /// A layer that the catalog does not have.
  case unknownLayer = "E0401"
  /// Two sides of a `|` that do not fit.
  case shapeMismatch = "E0402"
  /// A stack that does not end in `output`.
  case missingOutput = "E0403"
  /// A model on data of another shape.
  case modelDataMismatch = "E0404"

  /// A model or a file that there is no memory for.
  case tooLarge = "E0405"

  /// A column that the data does not have.
  case unknownColumn = "E0501"
  /// A format or role that the catalog does not have.
  case unknownFormat = "E0502"
  /// Rows that cannot be read.
  case malformedData = "E0503"
  /// Data that cannot be trained or evaluated on.
  case unusableData = "E0504"
  /// A split that the data does not have, or that is empty.
  case badSplit = "E0505"

  /// A file that is not there.
  case fileNotFound = "E0601"
  /// A file that cannot be read.
  case unreadableFile = "E0602"
  /// A file that cannot be written.
  case unwritableFile = "E0603"
  /// A model file that is none, or is damaged.
  case badModelFile = "E0604"

  /// A loss that is not finite.
  case diverged = "E0701"
  /// An assertion that is false.
  case assertionFailed = "E0702"
  /// A value that cannot be computed.
  case arithmetic = "E0703"

  /// Something defined and never used.
  case unusedName = "W0201"
  /// An option whose value changes nothing beside the others.
  case idleOption = "W0301"
  /// Data that is usable but looks wrong.
  case suspiciousData = "W0501"
  /// Classes of very different sizes.
  case imbalance = "W0503"
  /// A run that cannot be kept in the cache.
  case cacheUnusable = "W0601"
  /// A run that cannot be noted in the record.
  case recordUnusable = "W0602"
  /// Several runs, of which some diverged.
  case someDiverged = "W0701"
  /// Text in which many words are unknown.
  case manyUnknownWords = "W0502"
}
