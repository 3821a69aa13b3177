// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A query as SQL: values and names of figures and settings are bound, never part of the text.
struct RecordSQL {
  private(set) var text = ""
  private(set) var arguments = StatementArguments()
  private var joins: [RecordField: String] = [:]
  private var joined = ""
  private var joinArguments = StatementArguments()
  private var ownArguments = StatementArguments()

  /// How many runs are counted that are beyond the limit.
  static let mostCounted = 1000

  /// The statement that gives the summaries of runs, or their number.
  init(_ query: RecordQuery, counts: Bool = false) {
    if let order = query.order { join(order, isNeeded: true) }
    let condition = query.condition.map { sql(of: $0) }
    let order = query.order.map { column($0) }
    let fields = counts ? [] : query.fields.map { column($0) }
    // Arguments stand in the order of the text: fields and joins before the condition.
    var head = "SELECT COUNT(*) FROM (SELECT 1"
    if !counts {
      joined +=
        " LEFT JOIN figure AS own ON own.run = run.number AND own.name = 'valid.' || run.monitor"
      head =
        "SELECT run.number, run.name, run.data, run.model, run.status, run.epochs, run.kept_epoch, "
        + "run.monitor, own.value, "
        + "(SELECT group_concat(tag, char(10)) FROM tag WHERE tag.run = run.number)"
        + fields.map { ", \($0)" }.joined()
    }
    text = head + " FROM run" + joined
    var conditions = condition.map { ["(\($0))"] } ?? []
    if let order { conditions.append("\(order) IS NOT NULL") }
    if !conditions.isEmpty { text += " WHERE " + conditions.joined(separator: " AND ") }
    arguments = joinArguments + ownArguments
    guard !counts else {
      // As far as anybody wants to know: the rest would take as long as there are runs.
      text += " LIMIT \((query.limit ?? 0) + Self.mostCounted))"
      return
    }
    let direction = query.isDescending ? "DESC" : "ASC"
    text += " ORDER BY " + (order.map { "\($0) \(direction), run.number" } ?? "run.number DESC")
    if let limit = query.limit { text += " LIMIT \(limit)" }
  }

  private mutating func join(_ field: RecordField, isNeeded: Bool = false) {
    guard joins[field] == nil else { return }
    let alias = "j\(joins.count)"
    let kind = isNeeded ? "JOIN" : "LEFT JOIN"
    switch field {
    case .fact, .tag: return
    case .figure(let name):
      joined += " \(kind) figure AS \(alias) ON \(alias).run = run.number AND \(alias).name = ?"
      joinArguments += [name]
    case .setting(let name):
      joined +=
        " \(kind) setting AS \(alias) ON \(alias).set_id = run.settings AND \(alias).name = ?"
      joinArguments += [name]
    }
    joins[field] = alias
  }

  private mutating func column(_ field: RecordField) -> String {
    join(field)
    switch field {
    case .fact(let name): return RecordSchema.columns.contains(name) ? "run.\(name)" : "NULL"
    case .figure, .setting: return "\(joins[field] ?? "run").value"
    case .tag: return "(SELECT group_concat(tag, ' ') FROM tag WHERE tag.run = run.number)"
    }
  }

  private mutating func sql(of condition: RecordCondition) -> String {
    switch condition {
    case .value(.number(let number)):
      ownArguments += [number]
      return "?"
    case .value(.text(let text)):
      ownArguments += [text]
      return "?"
    case .field(let field): return column(field)
    case .calculated(let operation, let left, let right):
      // Whole numbers would be divided without a rest.
      let first = operation == .divide ? "CAST(\(sql(of: left)) AS REAL)" : sql(of: left)
      return "(\(first) \(operation.rawValue) \(sql(of: right)))"
    case .compared(let comparison, .field(.tag), let right):
      let isNegated = comparison == .unequal
      return "\(isNegated ? "NOT " : "")EXISTS (SELECT 1 FROM tag WHERE tag.run = run.number "
        + "AND tag.tag = \(sql(of: right)))"
    case .compared(let comparison, .field(.fact("started")), .value(.text(let text))):
      ownArguments += [text]
      return "(run.started \(comparison.rawValue) CAST(strftime('%s', ?) AS REAL))"
    case .compared(let comparison, let left, let right):
      return "(\(sql(of: left)) \(comparison.rawValue) \(sql(of: right)))"
    case .all(let left, let right): return "(\(sql(of: left)) AND \(sql(of: right)))"
    case .any(let left, let right): return "(\(sql(of: left)) OR \(sql(of: right)))"
    case .not(let operand): return "(NOT \(sql(of: operand)))"
    }
  }
}
