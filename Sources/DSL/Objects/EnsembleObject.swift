// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What an `ensemble` statement defines: runs that answer together.
final class EnsembleObject: ScriptObject {
  let name: String
  /// The runs.
  let members: [RunObject]
  /// What stands for all of them where a run answers; it has the inputs and targets of the first.
  let run: RunObject

  init(name: String, members: [RunObject], first: RunObject) {
    self.name = name
    self.members = members
    run = RunObject(name: name, setup: first.setup)
  }

  var kind: ObjectKind { .ensemble }

  var title: String { "ensemble \(name): the mean of \(members.map(\.name).listed)" }

  static let fields = [
    FieldSpec(name: "runs", type: .number, summary: "how many runs there are"),
    FieldSpec(name: "parameters", type: .number, summary: "numbers that all of them have together"),
  ]

  static let facets: [(name: String, summary: String)] = []

  func value(of field: String) -> Value? {
    switch field {
    case "runs": .number(Double(members.count))
    case "parameters": .number(Double(parameters))
    default: nil
    }
  }

  private var parameters: Int { members.reduce(0) { $0 + $1.model.layout.parameterCount } }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    [
      ResultTable(
        title: title, columns: ["run", "parameters", "stack"], alignments: [.left, .right, .left],
        rows: members.map {
          [$0.name, Amount.grouped($0.model.layout.parameterCount), $0.setup.stackText]
        })
    ]
  }
}

extension [String] {
  /// `a, b and c`.
  var listed: String {
    count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " and " + (last ?? "")
  }
}
