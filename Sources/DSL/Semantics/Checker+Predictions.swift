// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Prediction of texts and of files.
extension Checker {
  mutating func checkPredict(
    _ reference: Expression, _ input: PredictInput, _ options: [Argument], _ statement: Statement
  ) throws(Diagnostic) {
    let run = try answering(reference)
    if let run, run.task is any SelfSupervised {
      throw .cannotPredict(run.name, at: reference.span)
    }
    if let run, run.windows != nil {
      throw .windowsAreForecast(run.name, "predict", at: reference.span)
    }
    switch input {
    case .texts(let texts):
      let known = try evaluator.texts(texts)
      guard let run else { return }
      try refuse(
        options.filter { !(run.task is any Writing && Self.isOfSearch($0)) }, of: "`predict`",
        run.task is any Writing ? SearchOptions.arguments : [])
      let search = try search(options, of: run)
      if run.readsColumns { throw .runReadsNumbers(run.name, "predict", at: reference.span) }
      if let sound = run.sound { try check(known ?? [], sound) }
      add(
        .predict(
          run, texts: texts, folder: directory, search: search ?? TextSearch(),
          at: statement.span))
    case .file(let file):
      guard let input = try path(file.from) else { return }
      // It is read before what it is written to is noted.
      inputs.insert(resolve(input))
      let output = try file.to.map { expression throws(Diagnostic) in try path(expression) } ?? nil
      if let to = file.to, let output { try checkWritable(output, at: to.span) }
      guard let run else { return }
      guard let source = try source(of: file, options, input, for: run) else { return }
      var form: AnswerForm?
      if let output {
        form = try self.form(of: output, source, input, run, at: file.to?.span ?? statement.span)
      }
      if source.format.hasLines { try check(source, input, form, at: file.from.span) }
      let asked = (file.options + options).filter(Self.isOfSearch)
      let search = try search(asked, of: run)
      if let form, form.shape != .lines, let search, search.options.best > 1,
        let place = asked.first(where: { $0.label?.text == SearchOptions.bestKey.name })?.span
      {
        throw .bestInTable(at: place)
      }
      add(
        .predictFile(
          run,
          PredictionFile(
            input: resolve(input), shownInput: input, source: source, form: form,
            output: output.map { resolveOutput($0) } ?? "", shownOutput: output ?? "",
            search: search ?? TextSearch()),
          at: statement.span))
    }
  }

  /// Throws unless the recordings that are named can be read; what they hold is found when they are.
  private mutating func check(
    _ names: [PlacedText], _ sound: SoundTransform
  ) throws(Diagnostic) {
    for name in names {
      let path = resolve(name.text)
      do throws(DataError) {
        try sound.check(path)
      } catch {
        throw .file(error, name.text, found: path, at: name.span)
      }
      inputs.insert(path)
    }
  }

  /// Throws unless a file has rows, with all columns that are read.
  private func check(
    _ source: PredictionSource, _ path: String, _ form: AnswerForm?, at span: Span
  ) throws(Diagnostic) {
    do throws(DataError) {
      guard try source.columns(of: resolve(path), for: form) != nil else {
        throw DataError(.noRows, path: path)
      }
    } catch {
      throw .file(error, path, found: resolve(path), at: span)
    }
  }

  /// Whether an option says how texts are looked for that a decoder writes.
  private static func isOfSearch(_ option: Argument) -> Bool {
    SearchOptions.arguments.contains { $0.name == option.label?.text }
  }

  /// How texts are looked for; nil for a run that writes none.
  private mutating func search(
    _ options: [Argument], of run: RunObject
  ) throws(Diagnostic) -> TextSearch? {
    try search(options, of: run, owner: "`predict`", specs: SearchOptions.arguments)
  }

  // MARK: How the file is read

  /// How a file to predict is read; nil when that stands on something that failed.
  private mutating func source(
    of file: PredictedFile, _ options: [Argument], _ input: String, for run: RunObject
  ) throws(Diagnostic) -> PredictionSource? {
    // How texts are looked for is no matter of the file.
    let searched = Set(run.task is any Writing ? SearchOptions.arguments.map(\.name) : [])
    let arguments = (file.options + options).filter { !searched.contains($0.label?.text ?? "") }
    let formats = try formats(of: file, input, for: run)
    var refusal: Diagnostic?
    for format in formats {
      do throws(Diagnostic) {
        guard let given = try formatOptions(arguments, of: format) else { return nil }
        let source = PredictionSource(format, given, for: run)
        if formats.count == 1 || fits(source, resolve(input), run) { return source }
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    return PredictionSource(.lines, [:], for: run)
  }

  /// The formats that a file may have, the likeliest first: the one that is said, or that its name
  /// says, where a name such as the training file's stands for the format of that; else that of the
  /// training rows, what the content looks like, and a text a line.
  func formats(
    of file: PredictedFile, _ input: String, for run: RunObject
  ) throws(Diagnostic) -> [DataFormat] {
    let known =
      run.sound != nil
      ? DataFormats.ofRecords + [.wav]
      : run.numbers == nil && run.windows == nil ? DataFormats.ofRecords : DataFormats.all
    if let name = file.format {
      guard let format = known.first(where: { $0.name == name.text }), !format.use.isStream else {
        throw .unknownFormat(name, known.map(\.name))
      }
      return [format]
    }
    let reading = run.setup.reading
    let own = (reading?.format).flatMap { DataFormats.named($0) }
    if let named = DataFormats.named(by: input) {
      return [reading?.named == named.name ? own ?? named : named]
    }
    var guess: DataFormat?
    do throws(DataError) {
      guess = try DataFormats.inferred(from: resolve(input))
    } catch {
      guard case .unknownFormat = error.fact else {
        throw .file(error, input, found: resolve(input), at: file.from.span)
      }
    }
    // A folder of recordings is nothing else.
    if let guess, guess.use.sound != nil, run.sound != nil { return [guess] }
    let likely = reading?.named == nil ? [own, guess] : [guess, own]
    return likely.compactMap { $0 } + [.lines]
  }

  /// Whether a file looks as if it had that form, with the texts in their column.
  private func fits(_ source: PredictionSource, _ path: String, _ run: RunObject) -> Bool {
    guard let columns = try? source.columns(of: path, for: nil) else { return false }
    switch source.format.answer {
    case .tokens:
      // A sentence a line would be a token with many columns.
      guard let reading = run.setup.reading, reading.format == source.format.name else {
        return true
      }
      let widths = [0, reading.targets.count].map { reading.columns.count - $0 }
      return columns.count == 1 || widths.contains(columns.count)
    case .lines where source.format.name == DataFormat.labelled.name:
      let labels = Set(run.labels.names)
      let words = firstWords(of: path)
      return !words.isEmpty && words.count { labels.contains($0) } * 2 >= words.count
    case .cells, .fields, .slots, .words, .lines: return true
    }
  }

  /// The first words of the first lines of a file.
  private func firstWords(of path: String, atMost limit: Int = 50) -> [String] {
    var words: [String] = []
    var reader = try? RecordReader(.lines, [:])
    try? reader?.forEachRecord(of: path) { (record) throws(DataError) in
      if case .row(let row) = record.content,
        let word = row.values.first?.split(whereSeparator: \.isWhitespace).first
      {
        words.append(String(word))
      }
      return words.count < limit
    }
    return words
  }

  // MARK: How it is answered

  /// The form of the answers in a file: that of what was read, or a table where the name asks for
  /// one.
  private func form(
    of output: String, _ source: PredictionSource, _ input: String, _ run: RunObject, at span: Span
  ) throws(Diagnostic) -> AnswerForm {
    guard source.format.hasLines else { return try table(in: output, source.format, at: span) }
    let own = AnswerForm(source.format, source.options)
    guard let named = DataFormats.named(by: output) else { return own.fits(run) ? own : .tsv }
    if named.name == source.format.name || named.name == DataFormats.named(by: input)?.name {
      guard own.fits(run) else { throw .answerDoesNotFit(source.format, run, at: span) }
      return own
    }
    return try table(in: output, source.format, at: span)
  }

  /// The form of a table that is made anew, as the name of its file says.
  private func table(
    in output: String, _ format: DataFormat, at span: Span
  ) throws(Diagnostic) -> AnswerForm {
    guard let named = DataFormats.named(by: output) else { return .tsv }
    switch named.name {
    case DataFormat.csv.name: return .csv
    case DataFormat.tsv.name: return .tsv
    case DataFormat.jsonl.name: return .jsonl
    default: throw .answerNeedsFormat(named, format, at: span)
    }
  }
}
