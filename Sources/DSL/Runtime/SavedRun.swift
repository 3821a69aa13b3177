// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A run that `save` wrote into a file, ready to predict: what programs use without a session.
///
/// One thread owns it.
public final class SavedRun {
  /// What a run makes of a text.
  public struct Prediction: Hashable, Sendable {
    /// The most probable class, the text with its entities marked, or its labels or phrases.
    public let label: String
    /// What there is beside it, by name: `probability` and that of each class, the `tags` of the
    /// tokens, or the `probabilities` of the labels.
    let fields: [Field]

    /// A fact of a prediction.
    struct Field: Hashable, Sendable {
      let name: String
      /// The fact without quotes.
      let plain: String
    }
  }

  let run: RunObject
  private let description: SavedModel.Description

  /// Reads a model file; throws what is wrong with it.
  ///
  /// - Parameter threads: how many threads compute; 0 for one a processor.
  public init(path: String, threads: Int = 0) throws(Diagnostic) {
    do throws(Diagnostic) {
      let compute = Compute(threads: threads)
      run = try Checker.loaded("model", shown: path, found: path, compute, at: Span(0, 0))
    } catch {
      var found = error
      found.span = nil
      throw found
    }
    guard let outcome = run.outcome else {
      throw .badModelFile(path, reason: "it has no weights", at: nil)
    }
    description = outcome.description
  }

  /// What several threads may predict with at once, each with a worker of its own.
  public func predictor() -> Predictor? {
    (run.outcome?.network).map { Predictor($0, for: run.targets.map(\.task)) }
  }

  /// The names of the classes.
  public var labels: [String] { run.labels.names }

  /// Whether it writes text instead of predicting anything of one.
  var isLanguageModel: Bool { run.task is any SelfSupervised }

  /// Throws for a language model, which predicts nothing of a row.
  public func requirePredictions() throws(Diagnostic) {
    guard isLanguageModel else { return }
    var problem = Diagnostic.cannotPredict("model", at: Span(0, 0))
    problem.span = nil
    throw problem
  }

  /// The column that the texts of the training rows stood in.
  public var textColumn: String { run.setup.inputs.textColumn ?? "" }

  /// The statements that made the run.
  public var script: String { run.setup.script }

  /// The predictions of some texts, in their order; nil when `shouldStop` says so on the way.
  ///
  /// A text's prediction does not depend on the others, and is the one that `predict` gives in a
  /// script, bit for bit. Throws for a run that reads numbers, and when there is no memory for a
  /// text.
  public func predict(
    _ texts: [String], shouldStop: () -> Bool = { false }
  ) throws(Diagnostic) -> [Prediction]? {
    guard !run.readsColumns else { throw .modelReadsNumbers(at: nil) }
    guard let worker = run.worker else { return nil }
    let rows: PredictedRows
    do throws(DataError) {
      rows = try PredictedRows(texts, run, in: nil, shouldStop: shouldStop)
    } catch {
      if error.fact == .interrupted { return nil }
      throw .data(error, at: nil)
    }
    let found: Predictions?
    do {
      found = try Predictions(
        run, worker, rows, search: TextSearch(), shouldStop: shouldStop)
    } catch {
      throw .noMemoryToPredict(error, at: nil)
    }
    guard let predictions = found else { return nil }
    return texts.indices.map { row in
      let answer = predictions.answer(of: row)
      return Prediction(
        label: answer.label,
        fields: zip(predictions.columns, answer.plain).map { Prediction.Field(name: $0, plain: $1) }
      )
    }
  }
}

// MARK: Tables

extension SavedRun {
  /// The words of the vocabulary that are shown in full.
  private static let shownWords = 20

  /// What the run is: facts, layers and classes; with `full` also each parameter and the most
  /// frequent words.
  public func tables(full: Bool) -> [ResultTable] {
    [facts] + ModelObject.tables(of: run.model, stack: run.setup.stackText, full: full)
      + (full ? [classes] + words : [])
  }

  private var facts: ResultTable {
    let fingerprint = run.outcome?.fingerprint ?? ""
    let parameters = Amount.grouped(run.model.layout.parameterCount)
    let facts = run.targets.map { FaceCatalog.face(of: $0.task).facts(column: $0.column) }
    let about = inputFacts + facts[0]
    let targets = facts.dropFirst().flatMap { $0 }
    let reading =
      readingFacts + textFacts + [
        ["kept epoch", String(description.keptEpoch)],
        ["weights", "fingerprint \(fingerprint)"],
        ["data", "fingerprint \(description.dataFingerprint)"],
      ]
    return ResultTable(
      title: "a saved run with \(parameters) parameters",
      columns: ["", ""], alignments: [.left, .left], rows: about + targets + reading)
  }

  /// What it reads.
  private var inputFacts: [[String]] {
    let inputs = description.inputs
    return (inputs.text == nil ? [] : [["text", inputs.textColumn ?? ""]])
      + (inputs.numbers.map { [["inputs", $0.names.counted]] } ?? [])
      + (inputs.series.map { [["series", $0]] } ?? [])
  }

  /// How texts are cut.
  private var textFacts: [[String]] {
    guard let text = description.inputs.text else { return [] }
    let options = text.options
    return [
      ["tokens", options.tokens], ["lower", options.lower ? "yes" : "no"],
      ["punctuation", options.punctuation.rawValue],
      ["stopwords", String(options.stopwords.count)], ["min_count", String(options.minCount)],
      ["max_length", options.maxLength.map(String.init) ?? "none"],
      ["vocabulary", "\(Amount.grouped(text.vocabulary.count)) words"],
    ]
  }

  /// How its file was read.
  private var readingFacts: [[String]] {
    guard let reading = description.reading else { return [] }
    let options = DataFormats.named(reading.format)?.options ?? []
    let given = options.compactMap { option in
      reading.options[option.name].map { "\(option.name)=\($0.text)" }
    }
    return [["format", ([reading.format] + given).joined(separator: " ")]]
  }

  private var classes: ResultTable {
    ResultTable(
      title: "classes", columns: ["number", "class"], alignments: [.right, .left],
      rows: labels.enumerated().map { [String($0), $1] })
  }

  private var words: [ResultTable] {
    guard let known = description.inputs.text?.vocabulary.words else { return [] }
    return [
      ResultTable(
        title: "words of the vocabulary, the most frequent first", columns: ["number", "word"],
        alignments: [.right, .left],
        rows: known.prefix(Self.shownWords).enumerated().map { [String($0), $1] },
        footnotes: known.count > Self.shownWords
          ? ["and \(Amount.grouped(known.count - Self.shownWords)) more"] : [])
    ]
  }
}
