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
    if let table = vectors.coverageTable(of: objects(DataObject.self)) {
      session.tell(.table(table))
    }
  }

  /// Shows how much of a data set the vectors of the session know.
  func showCoverage(of data: DataObject) {
    guard data.dataset.text != nil else { return }
    for vectors in objects(VectorsObject.self) {
      if let table = vectors.coverageTable(of: [data]) { session.tell(.table(table)) }
    }
  }

  /// The things of a kind that have names.
  private func objects<Kind>(_: Kind.Type) -> [Kind] {
    evaluator.scope.names.compactMap { name in
      guard case .known(.object(let object))? = evaluator.scope[name]?.value else { return nil }
      return object as? Kind
    }
  }
}
