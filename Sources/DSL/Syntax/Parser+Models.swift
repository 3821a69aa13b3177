// SPDX-License-Identifier: Apache-2.0

extension Parser {
  // model = "model" name [ named_arguments ] "for" name "=" stack ;
  mutating func model() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    let parameters = token.isSymbol(.openParenthesis) ? try namedArguments() : []
    guard accept(word: "for") else { throw expected("`for` and the name of a data set") }
    let data = try self.name("the name of a data set")
    try expect(.assign)
    return .model(name: name, parameters: parameters, data: data, stack: try stack())
  }

  // stack = joined { { line_end } ( "|" | "=>" ) joined } ;
  private mutating func stack() throws(Diagnostic) -> Stack {
    var layers = [try joined()]
    while pipeFollows {
      skipLineEnds()
      if token.isSymbol(.arrow) {
        layers.append(
          LayerCall(
            name: Name(LayerCall.arrow, token.span), arguments: [], count: nil, span: token.span))
      }
      advanceContinuing()
      layers.append(try joined())
    }
    let span = layers.flatMap(\.calls).reduce(layers[0].span) { $0.union($1.span) }
    return Stack(layers: layers, span: span)
  }

  // joined = layer { "+" layer } ;
  private mutating func joined() throws(Diagnostic) -> LayerCall {
    var first = try layer()
    while token.isSymbol(.plus) {
      advanceContinuing()
      first.joined.append(try layer())
    }
    return first
  }

  /// A line that begins with `|` or `=>` continues the one before.
  private var pipeFollows: Bool {
    tokenBehindLineEnds.isSymbol(.pipe) || tokenBehindLineEnds.isSymbol(.arrow)
  }

  // layer = ( "chars" "(" stack ")" | name ) { [ "," ] ( argument | count ) } ;
  private mutating func layer() throws(Diagnostic) -> LayerCall {
    let name = try name("a layer")
    let inner = LayerCall.layersWithStack.contains(name.text) ? try innerStack() : nil
    var arguments: [Argument] = []
    var count: LayerCall.RepeatCount?
    try skipComma(isLeading: true)
    while startsArgument {
      if let found = try repeatCount() {
        if count != nil { throw .secondRepeatCount(at: found.span) }
        count = found
        advance()
      } else {
        arguments.append(try argument())
      }
      try skipComma()
    }
    let span = name.span.union(previous?.span ?? name.span)
    return LayerCall(name: name, inner: inner, arguments: arguments, count: count, span: span)
  }

  /// The stack in the parentheses after a layer's name; nil without any.
  private mutating func innerStack() throws(Diagnostic) -> Stack? {
    guard token.isSymbol(.openParenthesis) else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.maximumDepth else { throw .tooDeep(at: token.span) }
    open()
    let stack = try stack()
    try close(orExpecting: "`|`")
    return stack
  }

  // count = "x" digits ;
  private func repeatCount() throws(Diagnostic) -> LayerCall.RepeatCount? {
    guard case .word(let word) = token.kind, !next.isSymbol(.assign),
      let value = RepeatCountWord.value(of: word)
    else { return nil }
    guard RepeatCountWord.range.contains(value) else {
      throw .badRepeatCount(word, at: token.span)
    }
    return LayerCall.RepeatCount(value: value, span: token.span)
  }

  // train = "train" name "=" training ;
  mutating func train() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    return .train(name: name, try trainingClause())
  }

  // ensemble = "ensemble" name "=" reference { "," reference } ;
  mutating func ensemble() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    var runs = [try reference("the name of a run")]
    while token.isSymbol(.comma) {
      advanceContinuing()
      runs.append(try reference("the name of a run"))
    }
    return .ensemble(name: name, runs: runs)
  }

  // resume = "resume" reference arguments ;
  // grid = "grid" sweep ;
  // search = "search" sweep ;
  // sweep = name "=" "train" training [ "by" reference ] ;
  mutating func sweep() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    guard accept(word: "train") else { throw expected("`train` and the name of a model") }
    let clause = try trainingClause()
    let metric = accept(word: "by") ? try reference("a metric such as `f1`") : nil
    return verb == .grid
      ? .grid(name: name, clause, by: metric) : .search(name: name, clause, by: metric)
  }

  // crossval = "crossval" name "=" training ;
  mutating func crossval() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    if token.isWord(StatementVerb.train.rawValue), case .word = next.kind {
      throw .crossvalTakesModel(source[next.span], at: token.span)
    }
    return .crossval(name: name, try trainingClause())
  }

  // training = name [ named_arguments ] [ "on" data_reference ] arguments ;
  private mutating func trainingClause() throws(Diagnostic) -> TrainingClause {
    let model = try name("the name of a model")
    let arguments = token.isSymbol(.openParenthesis) ? try namedArguments() : []
    let data = accept(word: "on") ? try dataReference() : nil
    let isSweep = verb == .grid || verb == .search
    return TrainingClause(
      model: model, arguments: arguments, data: data,
      options: try options(try self.arguments(upTo: isSweep ? "by" : nil)))
  }

  // reference = name { "." name } ;
  mutating func reference(_ what: String) throws(Diagnostic) -> Expression {
    let name = try name(what)
    var result = Expression(.name(name.text), name.span)
    while token.isSymbol(.dot) {
      advance()
      let field = try self.name("the name of a field")
      try setHeight(height + 1)
      result = Expression(.field(result, field), result.span.union(field.span))
    }
    return result
  }

  // eval = "eval" [ name "=" ] reference [ "on" data_reference ] arguments ;
  mutating func eval() throws(Diagnostic) -> Statement.Kind {
    var name: Name?
    if next.isSymbol(.assign) {
      name = try newName("a name")
      try expect(.assign)
    }
    let run = try reference("the name of a run")
    let data = accept(word: "on") ? try dataReference() : nil
    return .eval(name: name, run: run, data: data, options: try options(try arguments()))
  }

  // compare = "compare" [ name "=" ] reference "," reference arguments [ "by" reference ] ;
  mutating func compare() throws(Diagnostic) -> Statement.Kind {
    var name: Name?
    if next.isSymbol(.assign) {
      name = try newName("a name")
      try expect(.assign)
    }
    let first = try reference("the name of an evaluation")
    guard token.isSymbol(.comma) else { throw expected("`,` and another evaluation") }
    advanceContinuing()
    let second = try reference("the name of an evaluation")
    let settings = try options(try arguments(upTo: "by"))
    let metric = accept(word: "by") ? try reference("a metric such as `bleu`") : nil
    return .compare(
      name: name,
      CompareClause(first: first, second: second, options: settings, metric: metric))
  }

  // baseline = "baseline" name "=" name [ call_arguments ] "on" data_reference arguments ;
  mutating func baseline() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    let kind = try self.name("a baseline such as `constant`")
    let settings = token.isSymbol(.openParenthesis) ? try callArguments() : []
    guard accept(word: "on") else { throw expected("`on` and a data set") }
    let data = try dataReference()
    return .baseline(
      name: name, kind: kind, data: data, options: settings + (try options(try arguments())))
  }

  // predict = "predict" reference ( { [ "," ] value } | "from" predicted ) arguments ;
  // predicted = [ name ] path arguments [ "to" path ] ;
  mutating func predict() throws(Diagnostic) -> Statement.Kind {
    let run = try reference("the name of a run")
    if accept(word: "from") {
      let file = try predictedFile()
      return .predict(run: run, input: .file(file), options: try arguments())
    }
    let texts = try values()
    guard !texts.isEmpty else { throw expected("a text, or `from` and a file name") }
    return .predict(run: run, input: .texts(texts), options: try arguments())
  }

  private mutating func predictedFile() throws(Diagnostic) -> PredictedFile {
    var format: Name?
    if formatFollows, !next.isWord("to") { format = try name("a format") }
    let from = try path("a file name in quotes")
    let options = try arguments(upTo: "to")
    let to = accept(word: "to") ? try path("a file name in quotes") : nil
    return PredictedFile(format: format, from: from, options: options, to: to)
  }

  // forecast = "forecast" reference arguments [ "from" predicted | "to" path ] ;
  mutating func forecast() throws(Diagnostic) -> Statement.Kind {
    let run = try reference("the name of a run")
    let options = try arguments(upTo: "from", "to")
    let file = accept(word: "from") ? try predictedFile() : nil
    let to =
      file == nil && accept(word: "to") ? try path("a file name in quotes") : file?.to
    return .forecast(ForecastClause(run: run, options: options, file: file, to: to))
  }

  // generate = "generate" reference { [ "," ] value } arguments ;
  mutating func generate() throws(Diagnostic) -> Statement.Kind {
    let run = try reference("the name of a run")
    return .generate(run: run, primers: try values(), options: try options(try arguments()))
  }

  // explain = "explain" reference { [ "," ] value } arguments [ "to" path ] ;
  mutating func explain() throws(Diagnostic) -> Statement.Kind {
    let run = try reference("the name of a run")
    let texts = try values(upTo: "to")
    guard !texts.isEmpty else { throw expected("a text") }
    let settings = try options(try arguments(upTo: "to"))
    let path = accept(word: "to") ? try path("a file name in quotes") : nil
    return .explain(run: run, texts: texts, options: settings, path: path)
  }

  /// Values one after the other, up to the first option.
  mutating func values(upTo word: String? = nil) throws(Diagnostic) -> [Expression] {
    var values: [Expression] = []
    try skipComma(isLeading: true)
    while startsArgument, !next.isSymbol(.assign) {
      if let word, token.isWord(word), !values.isEmpty { break }
      values.append(try value())
      try skipComma()
    }
    return values
  }

  // data_reference = name [ "." name ] ;
  private mutating func dataReference() throws(Diagnostic) -> DataReference {
    let data = try name("the name of a data set")
    guard token.isSymbol(.dot) else { return DataReference(data: data, split: nil) }
    advance()
    return DataReference(data: data, split: try name("`train`, `valid` or `test`"))
  }

  /// Arguments after the place of `on`, where a second or late `on` is a mistake of order.
  func options(_ options: [Argument]) throws(Diagnostic) -> [Argument] {
    let late = options.first { source[$0.span] == "on" }
    if let late { throw .lateOn(at: late.span) }
    return options
  }
}

/// `x2`: how often a layer is repeated.
enum RepeatCountWord {
  /// The counts that make sense.
  static let range = 1...1000

  /// The count of a word of the form `x2`, beyond the range when it is huge; nil for other words.
  static func value(of word: String) -> Int? {
    let digits = word.dropFirst()
    guard word.first == "x", !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) else {
      return nil
    }
    return Int(digits) ?? Int.max
  }
}
