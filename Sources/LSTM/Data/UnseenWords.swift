// SPDX-License-Identifier: Apache-2.0

extension WordVectors {
  /// How many different words of the rows that do not train have a vector, and no number.
  public func unseenWords(of data: Dataset) -> Int {
    var found: Set<String> = []
    for part in data.summary.parts where part.name != .train {
      for entry in part.unknown.words where row(of: entry.word) != nil { found.insert(entry.word) }
    }
    return found.count
  }
}
