// SPDX-License-Identifier: Apache-2.0

/// What the codes of data mean.
extension DiagnosticExplanation {
  static let unknownColumn = DiagnosticExplanation(
    title: "a column that the data does not have",
    text: """
      A role names a column, and the file has none of that name. Columns are named by the header \
      line of a table and by the fields of JSON lines; capital letters count. The message lists \
      the columns there are. If the first line is already data, name the columns with \
      `columns=[…]`.
      """,
    wrong: """
      data d = rows [review, stars] [["good", 1], ["bad", 0]] {
        text review
        target star
        split 100/0/0
      }
      """,
    right: """
      data d = rows [review, stars] [["good", 1], ["bad", 0]] {
        text review
        target stars
        split 100/0/0
      }
      """)

  static let unknownFormat = DiagnosticExplanation(
    title: "a data format or a role that does not exist",
    text: """
      After `data NAME =` stands a format, or the path alone when the name of the file tells \
      it; between braces each line begins with a role, such as `text` or `target`. The word here \
      is neither. `lstm help` lists formats and roles.
      """,
    wrong: """
      data d = rows [a, b] [["good", 1], ["bad", 0]] { txt a; target b; split 100/0/0 }
      """,
    right: """
      data d = rows [a, b] [["good", 1], ["bad", 0]] { text a; target b; split 100/0/0 }
      """)

  static let malformedData = DiagnosticExplanation(
    title: "rows that cannot be read",
    text: """
      A row has too many or too few cells, a quote is not closed, a line is no JSON, or a label \
      is empty. The message names the line of the file, or the row of the script. Rows are never \
      skipped silently: mend the row, or the option that says how rows are written, such as \
      `delimiter=`.
      """,
    wrong: #"data d = rows [text, label] [["good", "yes"], ["bad"]] { split 100/0/0 }"#,
    right: #"data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 100/0/0 }"#)

  static let unusableData = DiagnosticExplanation(
    title: "data that nothing can be learnt from",
    text: """
      The rows can be read, but they are too few, or all training rows have the same class. A \
      classifier needs at least two rows of different classes to learn what tells them apart.
      """,
    wrong: #"data d = rows [text, label] [["good", "yes"], ["fine", "yes"]] { split 100/0/0 }"#,
    right: #"data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 100/0/0 }"#)

  static let badSplit = DiagnosticExplanation(
    title: "a split that does not work out",
    text: """
      Rows are shared out between `train`, which learns, `valid`, which chooses the weights, and \
      `test`, which measures. The shares here do not come to 100 %, leave nothing to train on, \
      or a statement asks for a split that has no rows.
      """,
    wrong: #"data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 80/10/20 }"#,
    right: #"data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 100/0/0 }"#)

  static let suspiciousData = DiagnosticExplanation(
    title: "data that can be used but looks wrong",
    text: """
      A text has no words, the first row holds the names of the columns, or a text of the test \
      rows also stands among the training rows, which makes figures better than they are; steps of \
      a series are missing, or a forecast is no better than the last number. The run goes on; look \
      at what the message names.
      """,
    wrong: """
      data d = rows [text, label] [["good", "yes"], ["", "no"]] { split 100/0/0 }
      print d.rows
      """,
    right: """
      data d = rows [text, label] [["good", "yes"], ["bad", "no"]] { split 100/0/0 }
      print d.rows
      """, trial: .run)

  static let manyUnknownWords = DiagnosticExplanation(
    title: "rows in which many words are unknown",
    text: """
      The vocabulary is made from the training rows alone. More than a fifth of the words of \
      another split are not in it, and the model sees one and the same sign for all of them. \
      More training rows help, or a smaller `min_count`, or `tokens=char`. `show DATA unknown` \
      lists the words.
      """,
    wrong: """
      data d = rows [text, label] [["good", "yes"], ["bad", "no"], ["awful", "no"]] {
        split 67/0/33 shuffle=no
      }
      print d.rows
      """,
    right: """
      data d = rows [text, label] [["good", "yes"], ["bad", "no"], ["good bad", "no"]] {
        split 67/0/33 shuffle=no
      }
      print d.rows
      """, trial: .run)

  static let imbalance = DiagnosticExplanation(
    title: "classes of very different sizes",
    text: """
      The largest class has more than three times the training rows of the smallest, so a model \
      can be right often without ever naming the small ones. Look at macro F1 beside the \
      accuracy. `class_weights=auto` lets each class count the same in the loss; \
      `class_weights=none` says that the sizes are meant.
      """,
    given: """
      data d = rows [text, label] [
        ["a", "x"], ["b", "x"], ["c", "x"], ["d", "x"], ["e", "y"], ["f", "x"], ["g", "x"],
        ["h", "y"]
      ] { split 75/25/0 shuffle=no }
      model m for d = embed 4 | lstm 4 | output
      """,
    wrong: "train r = m",
    right: "train r = m class_weights=auto")
}
