// SPDX-License-Identifier: Apache-2.0

/// Writes a syntax tree in its one canonical form.
///
/// Parsing the result gives the same tree, spans aside. Comments are no part of the tree:
/// `ScriptFormatter` keeps them.
enum Formatter {
  /// A script, one statement a line, with a final line feed; empty for no statements.
  static func format(_ script: Script) -> String {
    script.statements.map { format($0) + "\n" }.joined()
  }

  /// A statement without a final line feed; long ones go over several lines.
  static func format(_ statement: Statement) -> String {
    let text = unbroken(statement)
    return StatementLayout.lines(CanonicalToken.tokens(of: text)).map(\.code)
      .joined(separator: "\n")
  }

  /// A statement on one line, however long, but for the roles of data, which have a line each.
  static func unbroken(_ statement: Statement) -> String {
    switch statement.kind {
    case .edition(let edition): "lstm \(edition)"
    case .seed(let seed): "seed " + value(seed)
    case .param(let name, let value): "param \(name.text) = " + self.value(value)
    case .binding(let name, let value): "let \(name.text) = " + format(value)
    case .data(let statement): data(statement)
    case .model(let name, let parameters, let data, let stack):
      "model \(name.text)\(parenthesized(parameters)) for \(data.text) = " + format(stack)
    case .vectors(let name, let path, let options):
      "vectors \(name.text) = " + self.path(path) + tail(options)
    case .include(let path): "include " + self.path(path)
    case .train(let name, let clause): "train \(name.text) = " + training(clause)
    case .ensemble(let name, let runs): "ensemble \(name.text) = " + list(runs)
    case .resume(let run, let options): "resume " + format(run) + tail(options)
    case .grid(let name, let clause, let metric): sweep("grid", name, clause, metric)
    case .search(let name, let clause, let metric): sweep("search", name, clause, metric)
    case .crossval(let name, let clause): "crossval \(name.text) = " + training(clause)
    case .eval(let name, let run, let data, let options):
      "eval " + (name.map { "\($0.text) = " } ?? "") + format(run) + on(data) + tail(options)
    case .baseline(let name, let kind, let data, let options):
      "baseline \(name.text) = \(kind.text)" + on(data) + tail(options)
    case .compare(let name, let clause):
      "compare " + (name.map { "\($0.text) = " } ?? "") + list([clause.first, clause.second])
        + tail(clause.options) + (clause.metric.map { " by " + format($0) } ?? "")
    case .predict(let run, let input, let options):
      "predict " + format(run) + self.input(input) + tail(options)
    case .forecast(let clause): forecast(clause)
    case .generate(let run, let primers, let options):
      "generate " + format(run) + self.input(.texts(primers)) + tail(options)
    case .explain(let run, let texts, let options, let path):
      "explain " + format(run) + self.input(.texts(texts)) + tail(options)
        + (path.map { " to " + self.path($0) } ?? "")
    case .assertion(let conditions): "assert " + list(conditions)
    case .print(let values): "print " + list(values)
    case .show(let object, let facets): "show " + format(object) + tail(facets)
    case .plot(let clause):
      "plot " + list(clause.objects) + (clause.facet.map { " " + $0.text } ?? "")
        + (clause.item.map { " " + format($0) } ?? "") + tail(clause.options)
        + (clause.path.map { " to " + self.path($0) } ?? "")
    case .report(let path): "report " + self.path(path)
    case .save(let run, let path): "save " + format(run) + " " + self.path(path)
    case .load(let name, let path): "load \(name.text) = " + self.path(path)
    case .record(let clause): record(clause)
    case .expression(let expression): bareExpression(expression)
    }
  }

  private static func record(_ clause: RecordClause) -> String {
    switch clause {
    case .runs(let condition, let order, let options):
      "runs" + (condition.map { " where " + format($0) } ?? "")
        + (order.map { " by " + format($0) } ?? "") + tail(options)
    case .show(let run, let facets): "show run " + format(run) + tail(facets)
    case .compare(let first, let second, let options):
      "compare \(format(first)) \(format(second))" + tail(options)
    case .rerun(let run): "rerun " + format(run)
    case .note(let run, let text): "note \(format(run)) " + value(text)
    case .tag(let run, let tags, let options):
      "tag " + format(run) + input(.texts(tags)) + tail(options)
    }
  }

  /// A stack on one line.
  static func format(_ stack: Stack) -> String {
    joined(stack.layers.map(layer))
  }

  /// Layers with what stands between them: an arrow stands there by itself.
  static func joined(_ layers: [String]) -> String {
    layers.joined(separator: " | ")
      .replacing("| \(LayerCall.arrow) |", with: LayerCall.arrow)
  }

  // MARK: Statements

  private static func data(_ statement: DataStatement) -> String {
    var line = "data \(statement.name.text) ="
    if let format = statement.format { line += " " + format.text }
    switch statement.source {
    case .path(let path):
      line += " " + source(path, statement.format, statement.options)
    case .rows(let columns, let rows):
      line += " [" + columns.map { column($0) }.joined(separator: ", ") + "] " + value(rows)
    }
    line += tail(statement.options)
    if let formula = statement.formula {
      line += " \(column(formula.target)) ~ \(column(formula.text))"
    }
    guard !statement.roles.isEmpty else { return line }
    return line + " {\n" + roles(statement.roles) + "}"
  }

  /// A role a line, their arguments in one column.
  private static func roles(_ roles: [RoleClause]) -> String {
    let width = roles.map { DisplayWidth.of($0.role.text) }.max() ?? 0
    return roles.map { clause in
      let name = clause.role.text
      let padding = clause.arguments.isEmpty ? 0 : width - DisplayWidth.of(name)
      return "  " + name + String(repeating: " ", count: padding) + tail(clause.arguments) + "\n"
    }.joined()
  }

  /// A path before options; a bare word before a bare option reads as the name of a format.
  private static func source(
    _ path: Expression, _ format: Name?, _ options: [Argument]
  ) -> String {
    guard case .name = path.kind, format == nil, let first = options.first, first.label == nil
    else { return self.path(path) }
    return "(\(self.format(path)))"
  }

  private static func layer(_ layer: LayerCall) -> String {
    let inner = layer.inner.map { "(\(format($0)))" } ?? ""
    let own =
      layer.name.text + inner + tail(layer.arguments)
      + (layer.count.map { " x\($0.value)" } ?? "")
    return ([own] + layer.joined.map(self.layer)).joined(separator: " + ")
  }

  private static func sweep(
    _ verb: String, _ name: Name, _ clause: TrainingClause, _ metric: Expression?
  ) -> String {
    "\(verb) \(name.text) = train " + training(clause)
      + (metric.map { " by " + format($0) } ?? "")
  }

  private static func training(_ clause: TrainingClause) -> String {
    let rest = on(clause.data) + tail(clause.options)
    // A parenthesis after the model's name would read as its parameters.
    let isAmbiguous = clause.arguments.isEmpty && rest.hasPrefix(" (")
    return clause.model.text + (isAmbiguous ? "()" : parenthesized(clause.arguments)) + rest
  }

  private static func forecast(_ clause: ForecastClause) -> String {
    "forecast " + format(clause.run) + tail(clause.options)
      + (clause.file.map { input(.file($0)) } ?? clause.to.map { " to " + path($0) } ?? "")
  }

  private static func input(_ input: PredictInput) -> String {
    switch input {
    case .texts(let texts): texts.map { " " + bareValue($0) }.joined()
    case .file(let file):
      " from " + (file.format.map { $0.text + " " } ?? "")
        + source(file.from, file.format, file.options) + tail(file.options)
        + (file.to.map { " to " + path($0) } ?? "")
    }
  }

  /// A line whose first word is a verb would be read as its statement.
  private static func bareExpression(_ expression: Expression) -> String {
    let text = format(expression)
    let word = String(text.prefix { $0 == "_" || $0.isLetter || $0.isNumber })
    let isVerb = StatementVerb(rawValue: word) != nil || StatementCatalog.planned.contains(word)
    return isVerb ? "(\(text))" : text
  }

  // MARK: Parts

  private static func on(_ data: DataReference?) -> String {
    data.map { " on \($0.data.text)" + ($0.split.map { ".\($0.text)" } ?? "") } ?? ""
  }

  private static func path(_ path: Expression) -> String {
    switch path.kind {
    case .text, .name: format(path)
    default: "(\(format(path)))"
    }
  }

  private static func column(_ name: Name) -> String {
    Lexer.isName(name.text) ? name.text : Token.quoted(name.text)
  }
}
