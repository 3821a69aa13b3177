// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How texts are looked for that a run writes, as a statement or the command line asks for it.
extension SearchOptions {
  /// Throws where a run cannot write what they ask for.
  ///
  /// - Parameter place: where an option of a name stands.
  func check(_ run: RunObject, at place: (String) -> Span?) throws(Diagnostic) {
    if let task = run.task as? any Writing, !prefix.isEmpty,
      task.transform.encode(prefix).contains(0)
    {
      throw .unknownPrefix(prefix, run.name, at: place(Self.prefixKey.name))
    }
    if best > beam(of: run) {
      throw .bestExceedsBeam(best, beam(of: run), at: place(Self.bestKey.name))
    }
  }

  /// How many texts are looked for.
  private func beam(of run: RunObject) -> Int {
    run.task is any Transcribing ? transcriptBeam : beam
  }

  /// Throws for the first of some settings that the texts of a run do not have.
  static func checkNames(
    _ names: [(name: String, span: Span?)], _ run: RunObject
  ) throws(Diagnostic) {
    for (name, span) in names {
      if run.task is any Transcribing, ofDecoders.contains(name) {
        throw .searchesOther(
          name, run.name, needs: "texts that a decoder writes after `=>`", at: span)
      }
      if run.task is any Decoding, ofTranscripts.contains(name) {
        throw .searchesOther(name, run.name, needs: "transcripts", at: span)
      }
    }
  }
}

extension TextSearch {
  /// The options of the command line, name by name; a language model is the path of its file.
  ///
  /// Throws for a value that is not allowed, and for a run that writes no texts.
  init(written: [(name: String, value: String)], for run: RunObject) throws(Diagnostic) {
    if let first = written.first, !(run.task is any Writing) {
      throw .nothingIsWritten(first.name, run.name, at: nil)
    }
    try SearchOptions.checkNames(written.map { ($0.name, nil) }, run)
    var values: [String: ArgumentValue] = [:]
    var language: RunObject?
    for (name, text) in written {
      guard let spec = SearchOptions.arguments.first(where: { $0.name == name }) else {
        throw .unknownOption(
          Name(name, Span(0, 0)), of: "`predict`", names: SearchOptions.arguments.map(\.name))
      }
      if name == SearchOptions.languageKey.name {
        language = try Self.language(text, for: run)
        continue
      }
      let value = spec.value(written: text)
      do {
        values[name] = try spec.accept(value)
      } catch {
        throw .refused(error, value, for: spec, of: "`predict`", at: nil)
      }
    }
    try self.init(values, language, for: run) { _ in nil }
  }

  /// Checked settings beside a language model.
  ///
  /// Throws for those of a language model where there is none, and for texts that the run cannot write.
  ///
  /// - Parameters:
  ///   - tunes: whether the weight of the language model may be chosen on validation rows.
  ///   - place: where an option of a name stands.
  init(
    _ given: [String: ArgumentValue], _ language: RunObject?, for run: RunObject,
    tunes: Bool = false, at place: (String) -> Span?
  ) throws(Diagnostic) {
    if language == nil {
      for name in [SearchOptions.weightKey.name, SearchOptions.bonusKey.name]
      where given[name] != nil {
        throw .languageMissing(name, at: place(name))
      }
    }
    self.init(given, language)
    if !weights.isEmpty, !tunes {
      throw .weightIsTunedElsewhere(at: place(SearchOptions.weightKey.name))
    }
    try options.check(run, at: place)
  }

  /// The symbols of a run's transcripts that a language model has never seen.
  ///
  /// Throws where it is no language model, and where it reads other tokens.
  static func unknownSymbols(
    of run: RunObject, to language: RunObject, named name: String, at span: Span?
  ) throws(Diagnostic) -> [String] {
    guard language.task is any SelfSupervised, let transform = language.text,
      let task = run.task as? any Writing
    else { throw .noLanguageModel(name, at: span) }
    guard let unknown = SymbolLanguage.unknown(to: transform, of: task.transform) else {
      throw .languageOfOtherTokens(
        name, transform.options.tokens, run.name, task.transform.options.tokens, at: span)
    }
    return unknown
  }

  /// The language model in a file.
  private static func language(_ path: String, for run: RunObject) throws(Diagnostic) -> RunObject {
    let found: RunObject
    do throws(Diagnostic) {
      found = try Checker.loaded(
        path, shown: path, found: path, Compute(threads: 1), at: Span(0, 0))
    } catch {
      var problem = error
      problem.span = nil
      throw problem
    }
    _ = try unknownSymbols(of: run, to: found, named: path, at: nil)
    return found
  }
}

extension ArgumentSpec {
  /// The value that a text of the command line stands for.
  fileprivate func value(written text: String) -> ArgumentValue {
    switch kind {
    case .integer, .integerOr, .number, .numbers: Double(text).map { .number($0) } ?? .word(text)
    case .boolean, .choice, .text, .path, .duration, .words: .word(text)
    }
  }
}
