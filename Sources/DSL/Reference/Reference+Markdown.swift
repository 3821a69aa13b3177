// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The reference manual of the language, as Markdown, from the tables that check scripts.
  public static func markdown() -> String {
    let sections =
      kinds.map(section) + [objectsSection, codesSection, statusSection]
    return ([introduction(sections.map(\.title))] + sections.map(\.text)).joined(separator: "\n")
      + "\n"
  }

  private typealias Section = (title: String, text: String)

  private static func introduction(_ titles: [String]) -> String {
    let contents = titles.map { title in
      let anchor = title.lowercased().map { $0 == " " ? "-" : $0 }
      return "- [\(title)](#\(String(anchor)))"
    }
    return """
      <!-- SPDX-License-Identifier: Apache-2.0 -->
      <!-- Written by `lstm help --markdown` from the tables that check scripts; not to be edited. -->
      # The language, name by name

      Words in capitals stand for names and values of your own, and square brackets for what may be
      left out. `lstm help NAME`, or `?NAME` at the prompt, says the same of a single name.

      \(contents.joined(separator: "\n"))

      """
  }

  // MARK: Names

  private static func section(_ kind: String) -> Section {
    let title = capitalised(kind) + "s"
    let topics = topics.filter { $0.kind == kind }
    let figure = kind == "schedule" ? "![\(scheduleFigure)](schedules.svg)\n\n" : ""
    return (title, "## \(title)\n\n" + figure + topics.map(text).joined(separator: "\n"))
  }

  /// What the picture of the schedules shows, for whoever does not see it.
  private static let scheduleFigure =
    "the learning rate of each schedule over ten epochs, the first of them a warm-up"

  private static func text(_ topic: Topic) -> String {
    var parts = ["### `\(topic.name)`", escaped(topic.summary), fence(topic.form)]
    if !topic.settings.isEmpty {
      parts.append(
        table(
          ["option", "default", "values", "meaning"],
          topic.settings.map { setting in
            let value = setting.defaultText.map { "`\($0.isEmpty ? "\"\"" : $0)`" }
            return ["`\(setting.name)`", value ?? "–", setting.expectation, setting.help]
          }))
    }
    if topic.example != topic.form { parts += ["Example:", fence(topic.example)] }
    return parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: Fields and facets

  private static var objectsSection: Section {
    let title = "Fields and facets"
    let kinds = ObjectKind.allCases.map { kind in
      var parts = [
        "### \(capitalised(kind.noun))", kind.origin + ".", kind.remark.map(escaped) ?? "",
        table(
          ["field", "type", "meaning"],
          kind.type.fields.map { ["`\($0.name)`", $0.type.description, $0.summary] }),
      ].filter { !$0.isEmpty }
      if !kind.type.facets.isEmpty {
        parts.append(
          table(["facet", "what it shows"], kind.type.facets.map { ["`\($0.name)`", $0.summary] }))
      }
      if !kind.type.plots.isEmpty {
        parts.append(
          table(["plot", "what it draws"], kind.type.plots.map { ["`\($0.name)`", $0.summary] }))
      }
      return parts.joined(separator: "\n\n") + "\n"
    }
    let introduction = """
      A field stands after a dot in an expression, as in `print r.best_epoch`; a facet after the
      name in `show r epochs`. `show NAME full` shows all there is. A plot stands after the name in
      `plot r metrics`; `plot NAME` alone draws the first one.


      """
    return (title, "## \(title)\n\n" + introduction + kinds.joined(separator: "\n"))
  }

  // MARK: Codes

  private static var codesSection: Section {
    let title = "Codes of messages"
    let rows = DiagnosticCode.allCases.map { ["`\($0.rawValue)`", $0.explanation.title] }
    let introduction = "`lstm explain CODE` says more, with an example and its cure."
    return (
      title, "## \(title)\n\n\(introduction)\n\n" + table(["code", "what was found"], rows) + "\n"
    )
  }

  private static var statusSection: Section {
    let title = "Exit codes"
    let rows = ExitStatus.allCases.map { [String($0.rawValue), $0.meaning] }
    return (title, "## \(title)\n\n" + table(["code", "meaning"], rows))
  }

  // MARK: Markdown

  private static func fence(_ text: String) -> String {
    "```\n" + (text.hasSuffix("\n") ? text : text + "\n") + "```"
  }

  private static func table(_ columns: [String], _ rows: [[String]]) -> String {
    let line = { (cells: [String]) in "| " + cells.map(cell).joined(separator: " | ") + " |" }
    return ([line(columns), line(columns.map { _ in "---" })] + rows.map(line))
      .joined(separator: "\n")
  }

  /// A cell on one line, without a sign that would end it.
  private static func cell(_ text: String) -> String {
    escaped(text).replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  /// A text outside of a fence, without what would begin a tag.
  private static func escaped(_ text: String) -> String {
    var inCode = false
    return text.map { character in
      if character == "`" { inCode.toggle() }
      return character == "<" && !inCode ? "\\<" : String(character)
    }.joined()
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
