// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Takes lines, and writes them with what a run predicts: no more of them are held than a batch.
struct RecordPredictor {
  /// The most rows that wait for an answer.
  private static let mostRows = 4096
  /// The most bytes in them, unless one row has more.
  private static let mostBytes = 1 << 20

  private let run: RunObject
  private let network: Network
  private let source: PredictionSource
  private var reader: RecordReader
  private var writer: AnswerWriter
  /// Pieces that have been read and not been answered, with the texts of those that are rows.
  private var waiting: [FileRecord] = []
  private var texts: [String] = []
  private var bytes = 0
  /// The rows that were answered.
  private(set) var rowCount = 0

  /// A predictor of one file; throws what is wrong with the options of its format.
  init(
    _ run: RunObject, _ network: Network, _ source: PredictionSource, _ form: AnswerForm
  ) throws(DataError.Fact) {
    self.run = run
    self.network = network
    self.source = source
    reader = try source.reader(for: form)
    writer = AnswerWriter(
      form, Predictions(none: run), longest: run.text?.options.maxLength)
  }

  /// Whether it is time to answer.
  var isFull: Bool { texts.count >= Self.mostRows || bytes >= Self.mostBytes }

  /// Takes a line without its end, the first with its byte order mark.
  mutating func take(_ line: Swift.Span<UInt8>, _ end: LineEnding) throws(DataError.Fact) {
    if let record = try reader.take(line, end) { try wait(record) }
  }

  /// Takes the end of the file.
  mutating func finish() throws(DataError.Fact) {
    if let record = try reader.finish() { try wait(record) }
  }

  private mutating func wait(_ record: FileRecord) throws(DataError.Fact) {
    if case .row(let row) = record.content { texts.append(try source.text(of: row)) }
    waiting.append(record)
    bytes += record.bytes.count
  }

  /// What waits with its answers; nil when `shouldStop` says so on the way.
  mutating func answers(shouldStop: () -> Bool) throws(DataError.Fact) -> [UInt8]? {
    guard !waiting.isEmpty else { return [] }
    let found: Predictions?
    do {
      found = try Predictions(
        run, network, PredictedRows(texts: texts, run), shouldStop: shouldStop)
    } catch {
      throw .outOfMemory(error)
    }
    guard let predictions = found else { return nil }
    var output: [UInt8] = []
    var row = 0
    for record in waiting {
      if case .row(let found) = record.content {
        try writer.write(record, found, predictions.answer(of: row), to: &output)
        row += 1
      } else {
        writer.write(record, to: &output)
      }
    }
    rowCount += texts.count
    (waiting, texts, bytes) = ([], [], 0)
    return output
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
