// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with stacks of layers and the models made of them.
extension Diagnostic {
  static func unknownLayer(_ name: Name, _ candidates: [String]) -> Diagnostic {
    Diagnostic(
      .unknownLayer, "there is no layer `\(name.text)`", at: name.span,
      notes: ["the layers are \(candidates.joined(separator: ", "))"],
      help: ForeignNames.layer(name.text)
        ?? NearestNames.suggestion(for: name.text, among: candidates))
  }

  static func stack(_ problem: StackProblem, _ stack: Stack, task: String) -> Diagnostic {
    switch problem {
    case .mismatch(let index, let wants, let gets, let insert):
      return mismatch(index, wants, gets, insert, stack)
    case .missingOutput:
      let last = stack.layers.last
      return Diagnostic(
        .missingOutput, "this stack does not end in `output`", at: last?.span ?? stack.span,
        label: "the last layer", help: "append `| output`: it makes the scores for \(task)")
    case .earlyOutput(let index):
      return Diagnostic(
        .shapeMismatch, "`output` is the end of a stack, and more stands after it",
        at: span(index, stack), help: "move it to the end")
    case .decodesNothing(let index):
      return Diagnostic(
        .shapeMismatch,
        "`=>` hands on to a decoder, and this data has nothing that one forecasts or writes",
        at: span(index, stack),
        help: "write `|`, or give the data a `window` to forecast, or `target COLUMN text` to write"
      )
    case .textNeedsDecoder(let index):
      return Diagnostic(
        .shapeMismatch, "the target is a text, which a decoder writes, and this stack has no `=>`",
        at: span(index, stack),
        help: "write the layers that read, then `=>`, then those that write: "
          + "`embed 128 | bilstm 128 => embed 128 | lstm 128 | attend | output`; or predict a "
          + "`target COLUMN transcript` where the text goes along with what is read")
    case .transcriptHasDecoder(let index):
      return Diagnostic(
        .shapeMismatch,
        "a transcript is read off the steps, without `=>`", at: span(index, stack),
        help: "write `|`, or `target COLUMN text` for a text that a decoder writes")
    case .transcriptNeedsSteps(let index):
      return Diagnostic(
        .shapeMismatch, "a transcript is read off the steps, and here only one vector is left",
        at: span(index, stack),
        help: "leave out what makes one vector of the sequence, such as `max`")
    case .transcriptNeedsCTC(let index, let activation):
      return Diagnostic(
        .shapeMismatch,
        "`output \(activation)` has a score for each value, and nobody knows where the symbols of a "
          + "transcript stand",
        at: span(index, stack), help: "write `output`, which is `output ctc` here")
    case .ctcNeedsTranscript(let index):
      return Diagnostic(
        .shapeMismatch, "`output ctc` is for a target that is a transcript",
        at: span(index, stack),
        help: "write `output`, or give the data a `target COLUMN transcript`")
    case .scoreNeedsDecoder(let index):
      return Diagnostic(
        .shapeMismatch,
        "`attend` looks at what was read only after `=>`, and here it sums up steps",
        at: span(index, stack),
        help: "leave the score, `heads=` and `input_feeding=` out, or move it after `=>`")
    case .attendsToVector(let index):
      return Diagnostic(
        .shapeMismatch, "`attend` has nothing to look at: one vector was read of each row",
        at: span(index, stack), help: "leave out what makes one vector of the steps before `=>`")
    case .dotNeedsEqual(let index, let features, let memory):
      return Diagnostic(
        .shapeMismatch,
        "`attend dot` multiplies steps of \(features) features with steps of \(memory) that were read",
        at: span(index, stack), help: "write `attend general`, which has weights between them")
    case .unevenHeads(let index, let heads, let memory):
      return Diagnostic(
        .shapeMismatch,
        "\(heads) heads share the \(memory) features that were read, by products",
        at: span(index, stack),
        help: "write a number of heads that divides \(memory), and `general` or `dot`")
    case .feedsNothing(let index):
      return Diagnostic(
        .shapeMismatch,
        "`input_feeding=yes` feeds the layers with a state before `attend`, and there is none",
        at: span(index, stack),
        help: "write one before it, as in `lstm 128 | attend input_feeding=yes`, or leave it out")
    case .feedsThrough(let index, let layer):
      return Diagnostic(
        .shapeMismatch,
        "with `input_feeding=yes` the layers before `attend` go step by step, which `\(layer)` cannot",
        at: span(index, stack),
        help: "move that layer before the first one with a state or after `attend`, or leave it out"
      )
    case .innerFeeding(let index):
      return Diagnostic(
        .shapeMismatch, "`input_feeding=yes` is for an `attend` that has no layer beside it",
        at: span(index, stack), help: "leave `input_feeding=` out, or write it without `+`")
    case .endlessFeeding(let index):
      return Diagnostic(
        .shapeMismatch,
        "`attend` gives as many features as it is given, and with `input_feeding=yes` these have its own "
          + "among them",
        at: span(index, stack),
        help: "say how many it gives, as in `attend 128 input_feeding=yes`")
    case .decodesTwice(let index):
      return Diagnostic(
        .shapeMismatch,
        "a stack has one `=>`, between the layers that read and those that forecast or write",
        at: span(index, stack), help: "write `|`")
    case .sigmoidNeedsTwoClasses(let index, let classes):
      return Diagnostic(
        .shapeMismatch, "`output sigmoid` is for two classes, and the target has \(classes)",
        at: span(index, stack), help: "write `output` or `output softmax`")
    case .crfNeedsTags(let index):
      return Diagnostic(
        .shapeMismatch, "`output crf` is for a target with tags",
        at: span(index, stack), help: "write `output`, or give the data a `target COLUMN tags`")
    case .labelsNeedSigmoid(let index, let activation):
      return Diagnostic(
        .shapeMismatch,
        "`output \(activation)` chooses one of several, and a row may have any of the labels",
        at: span(index, stack), help: "write `output`: each label has a probability of its own")
    case .thresholdNeedsSigmoid(let index):
      return Diagnostic(
        .shapeMismatch, "`threshold=` is for labels, or for two classes with one score",
        at: span(index, stack), help: "leave it out: of several classes the most probable is taken")
    case .tagsNeedSequence(let index):
      return Diagnostic(
        .shapeMismatch, "the target wants scores for each token, and here only one vector is left",
        at: span(index, stack),
        help: "leave out what makes one vector of the sequence, such as `max`")
    case .looksAhead(let index):
      return Diagnostic(
        .shapeMismatch, "`\(name(index, stack))` reads the tokens that the model is to predict",
        at: span(index, stack),
        help: name(index, stack).hasPrefix("bi")
          ? "write `\(name(index, stack).dropFirst(2))`, which reads from left to right" : nil)
    case .cannotTie(let index, let features, let units):
      return Diagnostic(
        .shapeMismatch,
        units.map { "`tied` shares vectors of \($0) numbers, and \(features) come in" }
          ?? "`tied` shares the vectors of `embed`, and there is none",
        at: span(index, stack), help: units.map { "insert `dense \($0) |` before `output`" })
    case .tiedNeedsTokens(let index):
      return Diagnostic(
        .shapeMismatch,
        "`tied` is for `target next` and for texts that are written, with an `embed` that learns",
        at: span(index, stack), help: "leave `tied` out")
    case .tiedEmbedNeedsDecoder(let index):
      return Diagnostic(
        .shapeMismatch,
        "`embed tied=yes` has the vectors of the first `embed`, and stands after `=>`",
        at: span(index, stack),
        help:
          "write `embed 128 | bilstm 128 => embed 128 tied=yes | lstm 128 | attend | output`, or "
          + "leave `tied` out")
    case .tiedEmbedNeedsShared(let index):
      return Diagnostic(
        .shapeMismatch,
        "`tied` shares the vectors of what is read, and what is written has a vocabulary of its own",
        at: span(index, stack),
        help: "write `target COLUMN text shared=yes` in the data, or leave `tied` out")
    case .tiedEmbedDiffers(let index, let units, let first):
      return Diagnostic(
        .shapeMismatch,
        "`tied` shares vectors of \(first) numbers, and this `embed` is to have \(units)",
        at: span(index, stack), help: "write `embed \(first) tied=yes`")
    case .tiedEmbedIsFixed(let index):
      return Diagnostic(
        .conflictingOptions,
        "`tied` shares vectors that learn, and some of these are given by `vectors` or `tune=no`",
        at: span(index, stack),
        help: "leave `tied` out, or let the first `embed` learn and name no vectors here")
    case .adaptiveNeedsTokens(let index):
      return Diagnostic(
        .shapeMismatch, "`output adaptive` is for `target next`, whose tokens go by frequency",
        at: span(index, stack), help: "write `output`")
    case .adaptiveIsNotTied(let index):
      return Diagnostic(
        .conflictingOptions,
        "the clusters of `output adaptive` have weights of their own, and `tied` shares those of "
          + "`embed`",
        at: span(index, stack), help: "leave out one of the two")
    case .clustersNeedAdaptive(let index):
      return Diagnostic(
        .conflictingOptions, "`cutoffs` and `div_value` are of the clusters of `output adaptive`",
        at: span(index, stack), help: "write `output adaptive`, or leave them out")
    case .wrongCutoffs(let index, let tokens):
      return Diagnostic(
        .outOfRange,
        "cutoffs are whole numbers that rise, below the \(Amount.grouped(tokens)) tokens of the "
          + "vocabulary",
        at: span(index, stack),
        help: tokens > 30
          ? "write for example `cutoffs=[\(tokens / 15), \(tokens / 5)]`, or leave them out"
          : "leave them out: so few tokens are one cluster")
    case .tokensOfNumbers(let index):
      return Diagnostic(
        .shapeMismatch,
        "`\(name(index, stack))` reads tokens, and the data has numbers alone",
        at: span(index, stack), help: "leave it out: the next layer takes the numbers as they are")
    case .noNumbers(let index):
      return Diagnostic(
        .shapeMismatch, "`\(name(index, stack))` gives the numbers of the data, which has none",
        at: span(index, stack), help: "write `embed 100`, which gives a vector for each token")
    case .lateInputs(let index):
      return Diagnostic(
        .shapeMismatch,
        "`\(name(index, stack))` reads the data, and what the layers before it give is lost",
        at: span(index, stack),
        help: leftNeighbour(of: index, stack).map {
          "write it beside another layer, as in `\($0) + \(name(index, stack))`"
        })
    case .numbersNeedRegression(let index, let activation):
      return Diagnostic(
        .shapeMismatch, "`output \(activation)` chooses, and the target is a number",
        at: span(index, stack), help: "write `output`, `output huber` or `output mae`")
    case .regressionNeedsNumbers(let index, let activation):
      return Diagnostic(
        .shapeMismatch, "`output \(activation)` is for a target of numbers",
        at: span(index, stack), help: "write `output`")
    case .deltaNeedsHuber(let index):
      return Diagnostic(
        .conflictingOptions,
        "`delta=` is where the loss of `output huber` stops growing by squares",
        at: span(index, stack), help: "write `output huber`, or leave it out")
    case .levelsNeedQuantiles(let index):
      return Diagnostic(
        .conflictingOptions, "`quantiles=` are the levels of `output quantiles`",
        at: span(index, stack), help: "write `output quantiles=[…]`, or leave them out")
    case .wrongLevels(let index, let most):
      return Diagnostic(
        .outOfRange, "`quantiles=` are at most \(most) levels that rise between 0 and 1",
        at: span(index, stack), help: "write for example `quantiles=[0.1, 0.5, 0.9]`")
    case .stepsAfterSegment(let index):
      return Diagnostic(
        .shapeMismatch,
        "the target wants scores for each step, and `\(name(index, stack))` makes fewer steps",
        at: span(index, stack), help: "leave it out")
    case .innerSegment(let index):
      return Diagnostic(
        .shapeMismatch,
        "`\(name(index, stack))` makes fewer steps, so nothing can stand beside it or around it",
        at: span(index, stack), help: "write it by itself, between two `|`")
    case .notRepeatable(let index):
      return Diagnostic(
        .shapeMismatch, "`\(name(index, stack))` cannot be repeated", at: span(index, stack),
        help: "leave `x\(call(index, stack)?.count?.value ?? 2)` out")
    case .unlikeBranches(let index, let gives, let first):
      return Diagnostic(
        .shapeMismatch,
        "layers beside one another give one vector a row, or one a step: `\(name(index, stack))`"
          + " gives \(gives.description), and the first \(first.description)",
        at: span(index, stack), help: "join layers of one kind, or write them one after another")
    case .charactersOfCharacters(let index):
      return Diagnostic(
        .shapeMismatch, "`chars` stands inside of `chars`, and a character has no characters",
        at: span(index, stack), help: "write `embed 25` there")
    case .charactersOfNext(let index):
      return Diagnostic(
        .shapeMismatch,
        "`\(name(index, stack))` reads whole texts, and `target next` has no end of one",
        at: span(index, stack), help: "leave it out, or cut the text with `tokens=char`")
    case .emptyStack(let index):
      return Diagnostic(
        .missingValue, "`\(name(index, stack))` has layers of its own in parentheses",
        at: span(index, stack), help: "write `chars(embed 25 | bilstm 25)`")
    case .tooLarge(let index):
      return Diagnostic(
        .outOfRange, "this layer has more parameters than the engine can hold",
        at: span(index, stack), help: "make it smaller; a model has fewer than 2 thousand million")
    }
  }

  private static func mismatch(
    _ index: Int, _ wants: Consumption, _ gets: FlowType, _ insert: String?, _ stack: Stack
  ) -> Diagnostic {
    let here = name(index, stack)
    let left = leftNeighbour(of: index, stack).map { "`\($0)` gives" } ?? "the text is"
    let help: String?
    switch (insert, gets) {
    case (let insert?, _): help = "insert `\(insert) |` before `\(here)`"
    case (nil, .vector) where wants == .sequence:
      help = "a vector has no steps: put `\(here)` before the layer that takes one step"
    default:
      let isChars = LayerCall.layersWithStack.contains(here)
      help =
        wants != .tokens
        ? nil
        : isChars
          ? "put it beside the first layer: `embed 50 + chars(embed 25 | bilstm 25)`"
          : "only the first layer sees tokens: leave `\(here)` out"
    }
    return Diagnostic(
      .shapeMismatch, "`\(here)` wants \(text(of: wants)), but \(left) \(gets.description)",
      at: span(index, stack), label: "wants \(text(of: wants))", help: help)
  }

  /// The input of a layer in words.
  private static func text(of consumption: Consumption) -> String {
    switch consumption {
    case .tokens: "tokens"
    case .sequence: "a sequence of vectors, seq[…]"
    case .vector: "a vector[…] or a sequence of them"
    case .either: "vectors"
    case .numbers: "numbers"
    }
  }

  /// The layer of a number; the engine counts them as they are written.
  private static func call(_ index: Int, _ stack: Stack) -> LayerCall? {
    let calls = stack.calls
    return calls.indices.contains(index) ? calls[index] : nil
  }

  private static func name(_ index: Int, _ stack: Stack) -> String {
    call(index, stack)?.name.text ?? "output"
  }

  private static func span(_ index: Int, _ stack: Stack) -> Span {
    call(index, stack)?.span ?? stack.span
  }

  /// What a layer of a number is given by: the layers before the `|`, joined with `+`; nil for the
  /// first of a stack.
  private static func leftNeighbour(of index: Int, _ stack: Stack, from first: Int = 0) -> String? {
    var place = first
    for (at, layer) in stack.layers.enumerated() {
      let end = place + layer.calls.count
      guard index < end else {
        place = end
        continue
      }
      for own in [layer.own] + layer.joined {
        if let inner = own.inner, index > place, index < place + own.calls.count {
          return leftNeighbour(of: index, inner, from: place + 1)
        }
        place += own.calls.count
      }
      guard at > 0 else { return nil }
      let before = stack.layers[at - 1]
      return ([before] + before.joined).map(\.name.text).joined(separator: " + ")
    }
    return nil
  }

  static func tooManyRepeats(_ count: LayerCall.RepeatCount) -> Diagnostic {
    Diagnostic(.outOfRange, "a layer is repeated at most 100 times", at: count.span)
  }

  static func parameterWithoutDefault(_ argument: Argument) -> Diagnostic {
    Diagnostic(
      .missingValue, "a model's parameter has a default value", at: argument.span,
      help: "write for example `units=128`")
  }

  static func unusedModelParameter(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unusedName, "the parameter `\(name.text)` is never used in the stack", at: name.span)
  }

  static func unexpectedParameter(
    _ argument: Argument, of model: String, names: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownOption, "parameters of `\(model)` are given by name", at: argument.span,
      notes: names.isEmpty
        ? ["`\(model)` has no parameters"] : ["`\(model)` has \(names.joined(separator: ", "))"],
      help: names.first.map { "write `\($0)=…`" })
  }
}
