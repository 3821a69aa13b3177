// SPDX-License-Identifier: Apache-2.0

import LSTM

/// One split of a data set, as `d.train`.
final class SplitObject: ScriptObject {
  let data: DataObject
  let split: SplitName

  init(_ data: DataObject, _ split: SplitName) {
    self.data = data
    self.split = split
  }

  var kind: ObjectKind { .split }
  var name: String { "\(data.name).\(split.rawValue)" }
  var title: String { "\(name): \(data.dataset.splits[split].count) rows" }
  static let facets: [(name: String, summary: String)] = []
  static let fields = [
    FieldSpec(name: "rows", type: .number, summary: "rows of the split"),
    FieldSpec(name: "unknown", type: .number, summary: "share of unknown words"),
  ]

  func value(of field: String) -> Value? {
    switch field {
    case "rows": .number(Double(data.dataset.splits[split].count))
    case "unknown": .number(data.dataset.summary[split]?.unknown.share ?? 0)
    default: nil
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    data.tables(facets: [], full: full)
  }
}
