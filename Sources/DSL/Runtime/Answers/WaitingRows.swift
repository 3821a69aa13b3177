// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Rows of a file that wait for an answer, and how a run reads them.
struct WaitingRows {
  private let run: RunObject
  private let source: PredictionSource
  /// Where relative paths of recordings begin; nil for the working directory.
  private let folder: String?
  private var rows: [Row] = []
  private var texts: [String] = []

  init(_ run: RunObject, _ source: PredictionSource, in folder: String?) {
    self.run = run
    self.source = source
    self.folder = folder
  }

  /// The number of rows.
  var count: Int { readsNumbers ? rows.count : texts.count }
  /// Whether all rows of a file have to be there: any of them may be a step of the first case.
  var needsAll: Bool { run.setup.inputs.series != nil }

  private var readsNumbers: Bool { run.readsColumns }

  /// Takes a row; throws what is wrong with its text.
  mutating func take(_ row: Row) throws(DataError.Fact) {
    if readsNumbers { rows.append(row) } else { texts.append(try source.text(of: row)) }
  }

  /// Leaves nothing waiting.
  mutating func clear() { (rows, texts) = ([], []) }

  /// The rows as the run reads them; throws what is wrong with their numbers.
  func read() throws(DataError.Fact) -> PredictedRows {
    do throws(DataError) {
      guard readsNumbers, let numbers = run.numbers else {
        return try PredictedRows(texts, run, in: folder)
      }
      return PredictedRows(try InputRows(Table(rows), run.setup.inputs, numbers))
    } catch {
      throw error.fact
    }
  }
}

extension InputRows {
  /// The rows of a table as a run reads them that reads numbers.
  init(
    _ table: Table, _ inputs: SavedInputs, _ numbers: NumberTransform, _ compute: Compute? = nil,
    shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    try self.init(
      table, textColumn: inputs.textColumn, text: inputs.text, numbers: numbers,
      series: inputs.series, compute: compute, shouldStop: shouldStop)
  }
}
