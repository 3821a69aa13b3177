// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is shown of vectors beside themselves: their nearest words, and how well they know data.
extension Interpreter {
  /// Shows for each word the words with the nearest vectors.
  mutating func showNeighbours(
    in vectors: VectorsObject, _ words: [Expression], _ count: Int
  ) throws(Diagnostic) {
    for one in try evaluator.textsNow(words) {
      try vectors.requireVector(of: one.text, at: one.span)
      session.tell(.table(vectors.neighboursTable(of: one.text, count: count)))
    }
  }

  /// Shows how much of the data sets of the session the vectors know.
  func showCoverage(of vectors: VectorsObject) {
    let data = evaluator.scope.names.compactMap { name -> DataObject? in
      guard case .known(.object(let object))? = evaluator.scope[name]?.value else { return nil }
      return object as? DataObject
    }
    if let table = vectors.coverageTable(of: data) { session.tell(.table(table)) }
  }
}
