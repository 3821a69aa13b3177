// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A value of JSON, with whole numbers told from others.
enum JSONValue: Hashable, Decodable {
  case null
  case truth(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let truth = try? value.decode(Bool.self) {
      self = .truth(truth)
    } else if let whole = try? value.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }
}

/// A line of a log.
struct JSONObject: Hashable {
  let fields: [String: JSONValue]

  /// The objects of some lines; a line that is none has no fields.
  static func lines(of text: String) -> [JSONObject] {
    text.split(separator: "\n").map { line in
      let decoded = try? JSONDecoder().decode([String: JSONValue].self, from: Data(line.utf8))
      return JSONObject(fields: decoded ?? [:])
    }
  }

  subscript(_ name: String) -> JSONValue? { fields[name] }

  /// What happened; empty for no event.
  var event: String {
    if case .text(let event)? = fields["event"] { event } else { "" }
  }
}
