// SPDX-License-Identifier: Apache-2.0

extension Parser {
  // data = "data" name "=" source arguments [ formula | roles ] ;
  mutating func data() throws(Diagnostic) -> DataStatement {
    let name = try newName("a name")
    try expect(.assign)
    let (format, source) = try dataSource()
    let options = try arguments()
    if next.isSymbol(.tilde), token.kind != .end {
      let formula = try formula()
      return DataStatement(
        name: name, format: format, source: source, options: options, roles: [], formula: formula)
    }
    if bracesFollowOnNextLine {
      skipLineEnds()
      throw .braceOnNextLine(at: token.span)
    }
    let roles = token.isSymbol(.openBrace) ? try roles() : []
    return DataStatement(
      name: name, format: format, source: source, options: options, roles: roles, formula: nil)
  }

  // source = [ name ] path | "rows" "[" column { "," column } [ "," ] "]" value ;
  private mutating func dataSource() throws(Diagnostic) -> (format: Name?, source: DataSource) {
    guard case .word(let word) = token.kind, formatFollows else {
      return (nil, .path(try path("a file name in quotes")))
    }
    let format = Name(word, token.span)
    advance()
    guard word == "rows" else { return (format, .path(try path("a file name in quotes"))) }
    return (format, try inlineRows())
  }

  /// True when the word here is a format, which it is when a source stands after it; the label of
  /// an option or the target of a formula is none.
  var formatFollows: Bool {
    guard case .word = token.kind else { return false }
    switch next.kind {
    case .text, .word:
      let behind = tokens[min(index + 2, tokens.count - 1)]
      return !behind.isSymbol(.tilde) && !behind.isSymbol(.assign)
    case .symbol(.openParenthesis): return true
    case .symbol(.openBracket): return token.isWord("rows")
    default: return false
    }
  }

  private mutating func inlineRows() throws(Diagnostic) -> DataSource {
    let example = #"for example `data d = rows [text, label] [["good", 1], ["bad", 0]]`"#
    guard token.isSymbol(.openBracket) else {
      throw expected("the column names in brackets", help: example)
    }
    open()
    var columns: [Name] = []
    while !token.isSymbol(.closeBracket) {
      columns.append(try column())
      guard token.isSymbol(.comma) else { break }
      advanceContinuing()
    }
    try close(orExpecting: "`,`")
    guard startsArgument else { throw expected("the rows, a list of lists", help: example) }
    return .rows(columns: columns, rows: try value())
  }

  // column = name | text ;
  private mutating func column() throws(Diagnostic) -> Name {
    guard case .text(let text) = token.kind else { return try name("the name of a column") }
    let column = Name(text, token.span)
    advance()
    return column
  }

  // formula = column "~" column ;
  private mutating func formula() throws(Diagnostic) -> DataStatement.Formula {
    let target = try column()
    try expect(.tilde)
    return DataStatement.Formula(target: target, text: try column())
  }

  // roles = "{" [ role ] { ( line_end | ";" ) [ role ] } "}" ;
  private mutating func roles() throws(Diagnostic) -> [RoleClause] {
    var roles: [RoleClause] = []
    open()
    while true {
      while token.kind == .lineEnd || token.isSymbol(.semicolon) { advance() }
      if token.isSymbol(.closeBrace) { break }
      if beginsUnindentedStatement(index) { throw unclosedBracket ?? expected("`}`") }
      roles.append(try role())
      if !token.endsStatement { break }
    }
    try close(orExpecting: "the next role on a line of its own")
    return roles
  }

  // role = name arguments ;
  private mutating func role() throws(Diagnostic) -> RoleClause {
    if next.isSymbol(.tilde), let target = tildeOperand(at: index) {
      throw .formulaInBraces(
        target: target, text: tildeOperand(at: index + 2) ?? "text", at: next.span)
    }
    let role = try name("a role such as `text` or `target`")
    let arguments = try arguments()
    let span = role.span.union(previous?.span ?? role.span)
    return RoleClause(role: role, arguments: arguments, span: span)
  }

  /// A column beside a `~`, as written; nil for anything else.
  private func tildeOperand(at index: Int) -> String? {
    guard tokens.indices.contains(index) else { return nil }
    switch tokens[index].kind {
    case .word, .text: return source[tokens[index].span]
    default: return nil
    }
  }

  private var bracesFollowOnNextLine: Bool {
    token.kind == .lineEnd && tokenBehindLineEnds.isSymbol(.openBrace)
  }
}
