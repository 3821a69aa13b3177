// SPDX-License-Identifier: Apache-2.0

/// How a file is written again with what was predicted of its rows: but for words and lines, all
/// that was read stays as it was, to the byte.
public enum RecordAnswer: Hashable, Sendable {
  /// More cells after those of a row.
  case cells
  /// More fields after those of an object.
  case fields
  /// One more column after those of a token.
  case tokens
  /// A third part with a tag a word.
  case slots
  /// The text of the line, cut into the words that were predicted.
  case words
  /// The prediction and its facts before the line.
  case lines

  /// One line of help.
  public var summary: String {
    switch self {
    case .cells:
      "predicted cells are added to each row, and their names to the header; byte order mark, line "
        + "ends, delimiter and quotes stay"
    case .fields: "predicted fields are added to each object; the others stay as they are written"
    case .tokens:
      "the predicted tag is added as the last column of each token; other lines stay"
    case .slots:
      "a TAB and the predicted tags are added to each line: `O` under BOS, and under EOS the "
        + "predicted class, or `O`"
    case .words: "each line is written with the predicted words, blanks between them"
    case .lines:
      "each row is written as it was after its prediction and the facts of that, TABs between"
    }
  }
}
