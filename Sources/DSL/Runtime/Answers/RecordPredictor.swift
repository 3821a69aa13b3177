// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Takes lines, and writes them with what a run predicts: no more of them are held than a batch, unless
/// the steps of a row stand in several.
struct RecordPredictor {
  /// The most rows that wait for an answer, and of those whose texts are written, which takes longer.
  private static let (mostRows, mostWritten) = (4096, 1024)
  /// The most bytes in them, unless one row has more.
  private static let mostBytes = 1 << 20

  private let run: RunObject
  private let worker: PredictionWorker
  private let search: TextSearch
  private var reader: RecordReader
  private var writer: AnswerWriter
  /// Pieces that have been read and not been answered, and those of them that are rows.
  private var waiting: [FileRecord] = []
  private var rows: WaitingRows
  private let most: Int
  private var bytes = 0
  private var isAtEnd = false
  /// The categories that no training row has.
  private(set) var unknown: [UnknownCategories] = []
  /// The texts that were cut.
  private(set) var cut = CutTexts()
  /// The rows that were answered.
  private(set) var rowCount = 0

  /// A predictor of one file; throws what is wrong with the options of its format.
  ///
  /// - Parameters:
  ///   - search: how texts are looked for, where some are written.
  ///   - folder: where relative paths of recordings begin; nil for the working directory.
  init(
    _ run: RunObject, _ worker: PredictionWorker, _ source: PredictionSource, _ form: AnswerForm,
    search: TextSearch, in folder: String? = nil
  ) throws(DataError.Fact) {
    self.run = run
    self.worker = worker
    self.search = search
    most = run.task is any Writing ? Self.mostWritten : Self.mostRows
    rows = WaitingRows(run, source, in: folder)
    reader = try source.reader(for: form)
    writer = AnswerWriter(
      rows.needsAll && run.task.shape.places == .rows ? form.anew : form, Predictions(none: run),
      longest: run.text?.options.maxLength)
  }

  /// Whether it is time to answer.
  var isFull: Bool {
    !rows.needsAll && (rows.count >= most || bytes >= Self.mostBytes)
  }

  /// Takes a line without its end, the first with its byte order mark.
  mutating func take(_ line: Swift.Span<UInt8>, _ end: LineEnding) throws(DataError.Fact) {
    if let record = try reader.take(line, end) { try wait(record) }
  }

  /// Takes the end of the file.
  mutating func finish() throws(DataError.Fact) {
    if let record = try reader.finish() { try wait(record) }
    isAtEnd = true
  }

  private mutating func wait(_ record: FileRecord) throws(DataError.Fact) {
    if case .row(let row) = record.content { try rows.take(row) }
    waiting.append(record)
    bytes += record.bytes.count
  }

  /// What waits with its answers; nil when `shouldStop` says so on the way.
  mutating func answers(shouldStop: () -> Bool) throws(DataError.Fact) -> [UInt8]? {
    guard !waiting.isEmpty, isAtEnd || !rows.needsAll else { return [] }
    guard rows.count > 0 else { return writeRest() }
    let read = try rows.read()
    let found: Predictions?
    do {
      found = try Predictions(run, worker, read, search: search, shouldStop: shouldStop)
    } catch {
      throw .outOfMemory(error)
    }
    guard let predictions = found else { return nil }
    unknown.add(read.inputs?.unknown ?? [])
    cut += predictions.cut
    var output: [UInt8] = []
    if rows.needsAll, let inputs = read.inputs {
      try writeSeries(inputs, predictions, to: &output)
    } else {
      var row = 0
      try writeWaiting(to: &output) { () in
        defer { row += 1 }
        return predictions.answer(of: row)
      }
    }
    rowCount += rows.count
    waiting = []
    rows.clear()
    bytes = 0
    return output
  }

  /// Writes what waits where none of it is a row.
  private mutating func writeRest() -> [UInt8] {
    var output: [UInt8] = []
    for record in waiting { writer.write(record, to: &output) }
    (waiting, bytes) = ([], 0)
    return output
  }

  /// Writes what waits, each row with its answer.
  private mutating func writeWaiting(
    to output: inout [UInt8], answer: () -> Predictions.Answer
  ) throws(DataError.Fact) {
    for record in waiting {
      if case .row(let row) = record.content {
        try writer.write(record, row, answer(), to: &output)
      } else {
        writer.write(record, to: &output)
      }
    }
  }

  /// Writes the answers to series whose steps are rows: a line a series, or each row with its own where
  /// each step has one.
  private mutating func writeSeries(
    _ inputs: InputRows, _ predictions: Predictions, to output: inout [UInt8]
  ) throws(DataError.Fact) {
    guard predictions.answersSteps else {
      for (index, title) in inputs.titles.enumerated() {
        writer.write(
          Row(columns: [inputs.titleName], values: [title], number: index + 1),
          predictions.answer(of: index), to: &output)
      }
      return
    }
    // The answer to each row of the file, whose order is not that of the series.
    var answers = [Predictions.Answer?](repeating: nil, count: rows.count)
    for index in inputs.titles.indices {
      for (step, row) in inputs.cases.rows(of: index).enumerated() {
        answers[row] = predictions.answer(of: index, step: step)
      }
    }
    var row = 0
    try writeWaiting(to: &output) { () in
      defer { row += 1 }
      return answers[row] ?? predictions.answer(of: 0)
    }
  }
}

extension RecordPredictor {
  /// Reads a file and hands it on with its answers; false when `put` refuses.
  ///
  /// Throws what is wrong with it, and `interrupted` when `shouldStop` says so.
  mutating func answerFile(
    _ path: String, put: ([UInt8]) -> Bool, shouldStop: () -> Bool
  ) throws(DataError) -> Bool {
    var isWritten = true
    var reader = reader
    try reader.forEachRecord(of: path) { (record) throws(DataError) in
      try named(path) { () throws(DataError.Fact) in try wait(record) }
      if isFull { isWritten = try answer(path, put, shouldStop) }
      return isWritten
    }
    guard isWritten else { return false }
    isAtEnd = true
    return try answer(path, put, shouldStop)
  }

  private mutating func answer(
    _ path: String, _ put: ([UInt8]) -> Bool, _ shouldStop: () -> Bool
  ) throws(DataError) -> Bool {
    let bytes = try named(path) { () throws(DataError.Fact) in
      try answers(shouldStop: shouldStop)
    }
    guard let bytes else { throw DataError(.interrupted, path: path) }
    return put(bytes)
  }

  /// Adds the file to a fact.
  private func named<Result>(
    _ path: String, _ body: () throws(DataError.Fact) -> Result
  ) throws(DataError) -> Result {
    do throws(DataError.Fact) {
      return try body()
    } catch {
      throw DataError(error, path: path)
    }
  }
}
