// SPDX-License-Identifier: Apache-2.0

/// A name as written, with its place.
struct Name: Hashable, Sendable {
  /// The characters.
  let text: String
  /// Where they stand.
  let span: Span

  /// A name at a place.
  init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// An expression with its place.
struct Expression: Hashable, Sendable {
  /// What an expression can be.
  indirect enum Kind: Hashable, Sendable {
    /// `3`, `1e-4`, `30%` (0.3).
    case number(Double)
    /// `"text"`, escapes resolved.
    case text(String)
    /// `yes`, `no`.
    case boolean(Bool)
    /// `10m`, `24h`, `90s`, in seconds.
    case duration(seconds: Double)
    /// A bare word: a name, a flag, a choice such as `adam` or `char`.
    case name(String)
    /// `[a, b]`.
    case list([Expression])
    /// `a..b`, `a..b log`.
    case range(Expression, Expression, log: Bool)
    /// `80/10/10` where numbers are divided by a slash without blanks in an argument's place.
    case ratio([Double])
    /// `run.field`.
    case field(Expression, Name)
    /// `round(x, 2)`.
    case call(Name, [Argument])
    /// `-x`, `not x`.
    case unary(UnaryOperator, Expression)
    /// `a + b`, `a and b`, `a >= b`.
    case binary(BinaryOperator, Expression, Expression)
    /// `a == b within c`.
    case within(Expression, Expression, tolerance: Expression)
  }

  /// What it is.
  let kind: Kind
  /// Where it stands.
  let span: Span

  /// An expression at a place.
  init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// An operator before its operand.
enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  case negate = "-"
  case not
}

/// An operator between two operands.
enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
}

/// `name=value`, or a bare value or flag: how statements, layers, roles and calls take their
/// settings.
struct Argument: Hashable, Sendable {
  /// The name before `=`; nil for a bare value or flag.
  let label: Name?
  /// The value; a flag is a `.name`.
  let value: Expression

  /// Where it stands, label and value.
  var span: Span { label.map { $0.span.union(value.span) } ?? value.span }
}

/// One layer of a stack: `bilstm 128 x2 dropout=0.3`.
struct LayerCall: Hashable, Sendable {
  /// The layer's name.
  let name: Name
  /// The layers in its parentheses: `chars(embed 25 | bilstm 25)`.
  var inner: Stack?
  /// `128`, `dropout=0.3`, `tanh`; the repeat count is not among them.
  let arguments: [Argument]
  /// The count of `x2`, with its place.
  let count: RepeatCount?
  /// From the name to the last argument.
  let span: Span
  /// The layers beside it, each after a `+`; they have none beside them.
  var joined: [LayerCall] = []

  /// What stands between an encoder and a decoder, a layer by itself.
  static let arrow = "=>"

  /// How it begins a layer that has a stack in its parentheses.
  static let layersWithStack: Set<String> = ["chars"]

  /// It without the layers beside it.
  var own: LayerCall {
    var copy = self
    copy.joined = []
    return copy
  }

  /// It, the layers in its parentheses and those beside it, as they are written.
  var calls: [LayerCall] { [self] + (inner?.calls ?? []) + joined.flatMap(\.calls) }

  /// `x2`.
  struct RepeatCount: Hashable, Sendable {
    /// How often the layer is repeated.
    let value: Int
    /// Where `x2` stands.
    let span: Span
  }
}

/// `embed 100 | bilstm 128 | output`.
struct Stack: Hashable, Sendable {
  /// The layers in order.
  let layers: [LayerCall]
  /// From the first layer to the last.
  let span: Span

  /// All layers as they are written, also those in parentheses and those beside others.
  var calls: [LayerCall] { layers.flatMap(\.calls) }
}

/// `text review tokens=char` inside the braces of a `data` statement.
struct RoleClause: Hashable, Sendable {
  /// The name of the role, such as `text`, `target` or `split`.
  let role: Name
  /// Column names (bare), kinds and options in the order written.
  let arguments: [Argument]
  /// From the role's name to its last argument.
  let span: Span
}

/// Where the rows of a `data` statement come from.
enum DataSource: Hashable, Sendable {
  /// A path: a text literal, a name bound to a text, or an expression in parentheses.
  case path(Expression)
  /// `rows [text, label] [["…", 1], …]`: column names and a list of lists.
  case rows(columns: [Name], rows: Expression)
}

/// `data NAME = [FORMAT] SOURCE options [{ roles }]` or `… label ~ review`.
struct DataStatement: Hashable, Sendable {
  /// The name defined.
  let name: Name
  /// `csv`, `jsonl` … when it is named; `rows` for inline rows.
  let format: Name?
  /// Where the rows come from.
  let source: DataSource
  /// Options of the format.
  let options: [Argument]
  /// The clauses between the braces.
  let roles: [RoleClause]
  /// `label ~ review`: target and text column.
  let formula: Formula?

  /// `target ~ text`.
  struct Formula: Hashable, Sendable {
    /// The column on the left.
    let target: Name
    /// The column on the right.
    let text: Name
  }
}

/// `DATA` or `DATA.SPLIT`.
struct DataReference: Hashable, Sendable {
  /// The data.
  let data: Name
  /// `train`, `valid` or `test`.
  let split: Name?
}

/// One statement with its place.
struct Statement: Hashable, Sendable {
  /// What a statement can be.
  enum Kind: Hashable, Sendable {
    /// `lstm 1`
    case edition(Int)
    /// `seed 7`
    case seed(Expression)
    /// `param NAME = VALUE`
    case param(Name, Expression)
    /// `let NAME = EXPRESSION`
    case binding(Name, Expression)
    /// `data …`
    case data(DataStatement)
    /// `vectors NAME = "FILE" options`
    case vectors(name: Name, path: Expression, options: [Argument])
    /// `model NAME [(p=default, …)] for DATA = STACK`
    case model(name: Name, parameters: [Argument], data: Name, stack: Stack)
    /// `include "FILE"`
    case include(Expression)
    /// `train NAME = MODEL [(p=value)] [on DATA] options`
    case train(name: Name, TrainingClause)
    /// `ensemble NAME = RUN, RUN …`
    case ensemble(name: Name, runs: [Expression])
    /// `resume RUN options`
    case resume(run: Expression, options: [Argument])
    /// `grid NAME = train MODEL … by METRIC`
    case grid(name: Name, TrainingClause, by: Expression?)
    /// `search NAME = train MODEL … by METRIC`
    case search(name: Name, TrainingClause, by: Expression?)
    /// `crossval NAME = MODEL [on DATA] folds=K options`
    case crossval(name: Name, TrainingClause)
    /// `eval [NAME =] RUN [on DATA.SPLIT] options`
    case eval(name: Name?, run: Expression, data: DataReference?, options: [Argument])
    /// `baseline NAME = KIND on DATA.SPLIT options`
    case baseline(name: Name, kind: Name, data: DataReference, options: [Argument])
    /// `compare [NAME =] EVALUATION, EVALUATION options [by METRIC]`
    case compare(name: Name?, CompareClause)
    /// `predict RUN INPUT … options`
    case predict(run: Expression, input: PredictInput, options: [Argument])
    /// `forecast RUN options [from FORMAT "IN" options] [to "OUT"]`
    case forecast(ForecastClause)
    /// `explain r "a quiet room"`, `explain r "a quiet room" to "FILE"`
    case explain(run: Expression, texts: [Expression], options: [Argument], path: Expression?)
    /// `generate r "Once upon" length=100`; without a text the run begins by itself.
    case generate(run: Expression, primers: [Expression], options: [Argument])
    /// `assert CONDITION, …`
    case assertion([Expression])
    /// `print EXPRESSION, …`
    case print([Expression])
    /// `show NAME [facet …] [full]`
    case show(Expression, facets: [Argument])
    /// `plot NAME, … [plot] ["RECORDING"] options [to "FILE"]`
    case plot(PlotClause)
    /// `save RUN "FILE"`
    case save(run: Expression, path: Expression)
    /// `report "FILE"`
    case report(Expression)
    /// `load NAME = "FILE"`
    case load(name: Name, path: Expression)
    /// `runs …`, `show run 12`, `compare 12 15`, `rerun 12`, `note 12 …`, `tag 12 …`
    case record(RecordClause)
    /// A bare expression: shown at the prompt.
    case expression(Expression)
  }

  /// What it is.
  let kind: Kind
  /// From its first to its last character, comments not included.
  let span: Span

  /// A statement at a place.
  init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A parsed source: its statements in order.
struct Script: Hashable, Sendable {
  /// The statements.
  let statements: [Statement]
}

extension Expression {
  /// A bare word, or a text that stands for one.
  var bareWord: Name? {
    switch kind {
    case .name(let word), .text(let word): Name(word, span)
    default: nil
    }
  }
}
