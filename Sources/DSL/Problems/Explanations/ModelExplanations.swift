// SPDX-License-Identifier: Apache-2.0

/// What the codes of types and shapes mean.
extension DiagnosticExplanation {
  static let unknownLayer = DiagnosticExplanation(
    title: "a layer that does not exist",
    text: """
      A stack is made of the layers that `lstm help` lists, and this is none of them. Other \
      systems have other names for some: `linear` is `dense` here, `bidirectional` is `bilstm`, \
      and the softmax is a part of `output`.
      """,
    given: data,
    wrong: "model m for d = embed 8 | lsmt 4 | output",
    right: "model m for d = embed 8 | lstm 4 | output")

  static let shapeMismatch = DiagnosticExplanation(
    title: "two layers that do not fit together",
    text: """
      What flows through a stack has a type at every `|`: tokens, then a sequence of vectors, \
      `seq[…]`, then a single one, `vector[…]`. The layer here takes another type than the one \
      before it gives. The message names both, and the layer to put between them if one does it: \
      `embed` makes vectors of tokens; `last`, `mean`, `max` and `attend` make one vector of a \
      sequence.
      """,
    given: data,
    wrong: "model m for d = lstm 4 | output",
    right: "model m for d = embed 8 | lstm 4 | output")

  static let missingOutput = DiagnosticExplanation(
    title: "a stack that does not end in `output`",
    text: """
      The last layer of each stack is `output`. It makes a score for each class of the target, \
      and takes its width, its activation and its loss from there, so none of them need be \
      written.
      """,
    given: data,
    wrong: "model m for d = embed 8 | lstm 4",
    right: "model m for d = embed 8 | lstm 4 | output")

  static let modelDataMismatch = DiagnosticExplanation(
    title: "data that the run cannot be measured on",
    text: """
      A run knows the classes of the rows that it was trained on. These rows have none of them, so \
      nothing that it predicts could be right. Correct the labels if they are misspelt, or train on \
      data that has these classes.
      """,
    given: run,
    wrong: """
      data e = rows [text, label] [["fine", "maybe"], ["so so", "hardly"]] { split 100/0/0 }
      eval r on e.train
      """,
    right: """
      data e = rows [text, label] [["fine", "yes"], ["so so", "no"]] { split 100/0/0 }
      eval r on e.train
      """)

  static let tooLarge = DiagnosticExplanation(
    title: "a model or a file that there is no memory for",
    text: """
      Training takes the weights several times over (gradients, the state of the optimizer, the \
      weights of the best epoch) and room for the largest batch, and that is more than this \
      process may have. The message names what leaves least: the machine, the container, or a \
      limit of the shell (`ulimit -v`, `ulimit -d`). `show m memory` says how much a model takes. \
      Smaller layers, a smaller `vocabulary=`, a smaller `batch=` or a `max_length=` take less; of \
      a file its first part.
      """,
    given: data,
    wrong: """
      model m for d = embed 8 | lstm 22000 | output
      train r = m
      """,
    right: """
      model m for d = embed 8 | lstm 8 | output
      train r = m
      """)
}
