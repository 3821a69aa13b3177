// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Answers lines that come one after the other, such as those of standard input, with a saved run.
public struct AnswerStream {
  private let run: RunObject
  private var predictor: RecordPredictor
  private static let name = "<stdin>"

  /// The formats that lines may have.
  public static var formatNames: [String] {
    DataFormats.ofRecords.map(\.name)
  }

  /// A stream of lines of a format, which are read as the training rows were, where that was theirs.
  ///
  /// Throws for a run that predicts nothing of a text, a format or an option that there is not, and
  /// for a format that cannot hold what the run predicts.
  ///
  /// - Parameters:
  ///   - format: the name of the format; nil for a text a line.
  ///   - options: options of the format, each as `NAME=VALUE`.
  ///   - search: settings of `searchSettings`, where the run writes texts.
  public init(
    _ saved: SavedRun, format name: String?, options: [String],
    search: [(name: String, value: String)] = []
  ) throws(Diagnostic) {
    let run = saved.run
    self.run = run
    if run.readsColumns, let numbers = run.numbers {
      let holdsColumns = DataFormats.named(name ?? "").map {
        [.cells, .fields].contains($0.answer)
      }
      guard holdsColumns == true else { throw .linesOfNumbers(numbers.names, at: nil) }
    } else {
      try saved.requirePredictions()
    }
    guard let worker = run.worker else { throw .noResult(run.name, at: Span(0, 0)) }
    let format = DataFormats.named(name ?? DataFormat.lines.name)
    guard let format, !format.use.isStream else {
      throw .unknownLineFormat(name ?? "", Self.formatNames)
    }
    let source = PredictionSource(
      format, try FormatOptions(written: options, for: format), for: run)
    let form = AnswerForm(format, source.options)
    guard form.fits(run) else { throw .answerDoesNotFit(format, run, at: nil) }
    let search = try TextSearch(written: search, for: run)
    if search.options.best > 1, form.shape != .lines { throw .bestInTable(at: nil) }
    do throws(DataError.Fact) {
      predictor = try RecordPredictor(run, worker, source, form, search: search)
    } catch {
      throw .data(DataError(error, path: Self.name), at: nil)
    }
  }

  /// Warnings about what was answered.
  public var warnings: [Diagnostic] {
    predictor.unknown.map { .unknownCategories($0, "model", at: nil) } + predictor.cut.warnings(run)
  }

  /// How the texts can be looked for that a run writes: names, and what help says of them.
  public static var searchSettings: [(name: String, help: String)] {
    SearchOptions.arguments.map { spec in
      let value = spec.defaultValue?.text ?? ""
      return (
        spec.name,
        "\(spec.help); \(spec.expectation)" + (value.isEmpty ? "" : ", \(value) unless it is given")
      )
    }
  }

  /// Whether so much waits that it is to be answered.
  public var isFull: Bool { predictor.isFull }

  /// Takes a line; the answer may wait for the next, as with a row of several lines.
  ///
  /// Throws what is wrong with it; the rows before are still to be answered.
  public mutating func take(_ line: String, _ end: String) throws(Diagnostic) {
    do throws(DataError.Fact) {
      try predictor.take(line.utf8Span.span, LineEnding(rawValue: end) ?? .feed)
    } catch {
      throw .data(DataError(error, path: Self.name), at: nil)
    }
  }

  /// Takes the end of the lines.
  public mutating func finish() throws(Diagnostic) {
    do throws(DataError.Fact) {
      try predictor.finish()
    } catch {
      throw .data(DataError(error, path: Self.name), at: nil)
    }
  }

  /// What waits, with its answers; nil when `shouldStop` says so on the way.
  public mutating func answers(shouldStop: () -> Bool) throws(Diagnostic) -> [UInt8]? {
    do throws(DataError.Fact) {
      return try predictor.answers(shouldStop: shouldStop)
    } catch {
      throw .data(DataError(error, path: Self.name), at: nil)
    }
  }
}
