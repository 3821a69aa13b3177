// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL
import Glibc

/// `lstm predict MODELFILE`: classifies the lines of standard input as they come.
struct PredictCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Classify the lines of standard input.",
    discussion: """
      Each line is a text, and is answered with a line: class, probability and the text, with TABs \
      between. An empty line is a text without words, and is answered too. With --format jsonl each \
      line is a JSON object with the model's text column, and is answered with the same object, to \
      which prediction, probability and the probability of each class are added; blank lines are \
      passed over.

      Answers come in the order of the lines, as soon as no further line is waiting.
      """)

  @Argument(
    help: ArgumentHelp("A file that `save` wrote.", valueName: "modelfile"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("What lines are: tsv or jsonl.", valueName: "format"))
  var format = PredictionLines.tsv

  @Option(help: ArgumentHelp("How many threads compute; 0 for one a processor.", valueName: "n"))
  var threads = 0

  mutating func validate() throws {
    try SessionOptions.validate(threads: threads)
  }

  func execute(on console: Console) -> ExitStatus {
    execute(on: console, reading: PlainReader())
  }

  /// Answers the lines of a reader.
  func execute(on console: Console, reading reader: PlainReader) -> ExitStatus {
    do {
      let run = try SavedRun(path: file, threads: threads)
      try run.requirePredictions()
      return PredictionStream(run: run, format: format, console: console).answer(reader)
    } catch {
      Renderer(console: console).render(.diagnostic(error))
      return error.modelFileStatus
    }
  }
}

extension PredictionLines: ExpressibleByArgument {}
