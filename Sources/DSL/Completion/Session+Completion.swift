// SPDX-License-Identifier: Apache-2.0

extension Session {
  /// What could stand in the place of the word before the cursor of an entry that is being typed.
  ///
  /// - Parameters:
  ///   - text: the whole entry so far, of one line or several; it need not parse.
  ///   - offset: where the cursor is, in UTF-8.
  public func completions(of text: String, at offset: Int) -> Completions {
    guard let place = CompletionPlace(text, offset: offset) else {
      return Completions(start: offset, candidates: [])
    }
    var completer = Completer(place, checker: completionChecker(place.source), cache: columnCache)
    return Completions(start: place.start, candidates: completer.candidates())
  }

  /// The files and folders that a path could go on to, as `completions` gives them.
  ///
  /// - Parameter path: the beginning of a path, as it is, without quotes.
  public func paths(beginning path: String) -> [Completions.Candidate] {
    FolderListing.paths(beginning: path, in: configuration.baseDirectory)
  }

  /// A checker that looks things up and runs nothing.
  private func completionChecker(_ source: SourceText) -> Checker {
    Checker(
      source,
      context: Checker.Context(
        baseDirectory: configuration.baseDirectory,
        outputDirectory: configuration.outputDirectory, parameters: configuration.parameters,
        seed: configuration.seed, samplesTexts: true, allowsRedefinition: true,
        compute: { [unowned self] in compute }),
      scope: scope, history: History(seed: 0))
  }
}
