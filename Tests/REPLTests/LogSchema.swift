// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The tables of `docs/log.md`.
struct LogSchema {
  /// A field of an event.
  struct Field {
    let type: String
    let isAlways: Bool
  }

  /// `start of a run`, `data` …: their fields.
  private(set) var sections: [String: [String: Field]] = [:]
  /// The example of each section.
  private(set) var examples: [(section: String, object: JSONObject)] = []

  /// The schema as the document has it.
  static func ofDocument() throws -> LogSchema {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/log.md")
    var schema = LogSchema()
    var section = ""
    for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
      let cells = line.replacing("\\|", with: "/").split(separator: "|")
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if line.hasPrefix("## ") {
        section = String(line.dropFirst(3)).replacing("`", with: "")
      } else if line.hasPrefix("| `"), cells.count >= 3 {
        schema.sections[section, default: [:]][cells[0].replacing("`", with: "")] = Field(
          type: cells[1], isAlways: cells[2] == "always")
      } else if line.hasPrefix("{") {
        schema.examples += JSONObject.lines(of: String(line)).map { (section, $0) }
      }
    }
    return schema
  }

  /// All fields, as `section: field`.
  var allFields: Set<String> {
    Set(sections.flatMap { section, fields in fields.keys.map { "\(section): \($0)" } })
  }

  /// The section that an object is of.
  static func section(of object: JSONObject) -> String {
    switch object.event {
    case "start", "end":
      let part =
        object["script"] != nil
        ? "a script" : object["run"] != nil ? "a run" : "several runs"
      return "\(object.event) of \(part)"
    case "warn", "error", "diagnostic": return "warn and error"
    default: return object.event
    }
  }

  /// What an object has that is not documented, and what it lacks.
  func problems(of object: JSONObject) -> [String] {
    let section = Self.section(of: object)
    guard let fields = sections[section] else { return ["\(section) is not documented: \(object)"] }
    var problems: [String] = []
    for (name, value) in object.fields where name != "v" && name != "event" {
      guard let field = fields[name] else {
        problems.append("\(section): \(name) is not documented")
        continue
      }
      if !Self.fits(value, field.type) {
        problems.append("\(section): \(name) is no \(field.type): \(value)")
      }
    }
    return problems
      + fields.filter { $0.value.isAlways && object[$0.key] == nil }
      .map { "\(section): \($0.key) is missing" }
  }

  private static func fits(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.text, "text"), (.whole, "whole"), (.truth, "truth"), (.object, "object"): true
    case (.whole, "number"), (.number, "number"), (.null, "number"): true
    case (.list(let items), "texts"): items.allSatisfy { fits($0, "text") }
    default: false
    }
  }
}
