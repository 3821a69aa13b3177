// SPDX-License-Identifier: Apache-2.0

/// What the codes of syntax mean.
extension DiagnosticExplanation {
  static let unexpectedCharacter = DiagnosticExplanation(
    title: "a character that means nothing here",
    text: """
      Outside of texts and comments a script has letters, digits and a few signs. This one is \
      none of them. Often it came with a paste from a web page or a word processor: curly \
      quotes, a wide comma or bracket of a Chinese keyboard, or a blank that cannot be seen. The \
      message names the character, and what to write for it. Inside of a text in double quotes \
      every visible character is fine.
      """,
    wrong: "print “good room”",
    right: #"print "good room""#)

  static let unterminatedText = DiagnosticExplanation(
    title: "a text without its closing quote",
    text: """
      A text begins and ends with a double quote on the same line. Without the second one the \
      rest of the line would belong to it, so nothing after it can be trusted. Close the text; \
      a line end inside of one is written `\\n`, and a quote `\\"`.
      """,
    wrong: #"print "good room"#,
    right: #"print "good room""#)

  static let badEscape = DiagnosticExplanation(
    title: "an escape that texts do not have",
    text: """
      In a text a backslash begins an escape: `\\n` is a line end, `\\t` a TAB, `\\"` a quote, \
      `\\\\` a backslash, and `\\u{4E2D}` the character with that code point. Anything else \
      after a backslash is refused rather than guessed. In paths write `/`, which works \
      everywhere.
      """,
    wrong: #"print "C:\data""#,
    right: #"print "C:/data""#)

  static let badNumber = DiagnosticExplanation(
    title: "something that looks like a number and is none",
    text: """
      Numbers are written like `64`, `0.5`, `1e-4` or `30%`, which is 0.3; durations like `90s`, \
      `10m` or `24h`. A point has a digit on both sides, there is no `_` between digits, and no \
      letter after them.
      """,
    wrong: "param rate = .5",
    right: "param rate = 0.5")

  static let unexpectedToken = DiagnosticExplanation(
    title: "something else was expected here",
    text: """
      Up to this place the statement was understood, and what stands here cannot go on from it. \
      The message says what may stand here, and after what. `lstm help NAME` shows how a \
      statement is written.
      """,
    given: data,
    wrong: "model m d = embed 8 | lstm 4 | output",
    right: "model m for d = embed 8 | lstm 4 | output")

  static let incomplete = DiagnosticExplanation(
    title: "a statement that breaks off",
    text: """
      The file or the line ends while something is still open: a bracket without its partner, or \
      a `|`, `,` or `=` with nothing after it. A statement goes on over several lines only \
      inside of brackets and after such a sign. Close the bracket or add what is missing. At \
      the prompt such a line is not wrong yet; the next one goes on with it.
      """,
    wrong: "print max(1, 2",
    right: "print max(1, 2)")

  static let unknownStatement = DiagnosticExplanation(
    title: "a line that begins like no statement",
    text: """
      Each statement begins with its verb, such as `data`, `model` or `train`; `lstm help` lists \
      them. The word here is none. It may be misspelt, or `let` may be missing before a \
      definition, or the language has the word but this version does not.
      """,
    wrong: "size = 64",
    right: "let size = 64")

  static let unknownEdition = DiagnosticExplanation(
    title: "an edition of the language that this program does not know",
    text: """
      `lstm 1` at the top says which edition of the language a script is written in, so that it \
      means the same for ever. This program knows edition 1. A script of a later one needs a \
      newer program.
      """,
    wrong: "lstm 3",
    right: "lstm 1")

  static let notUTF8 = DiagnosticExplanation(
    title: "a script that is not UTF-8",
    text: """
      Scripts are UTF-8 text. Bytes in the line that the message names are no characters in it: \
      the file was saved in another encoding, such as Latin-1 or GBK, or it is no text at all. \
      Save it as UTF-8 in the editor, or convert it with `iconv -f GBK -t UTF-8`.
      """,
    wrong: "lstm run latin1.lstm",
    right: "iconv -f LATIN1 -t UTF-8 latin1.lstm > utf8.lstm\nlstm run utf8.lstm",
    trial: .none(reason: "bytes that are no characters cannot stand in a manual"))
}
