// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL
import Glibc

/// `lstm predict MODELFILE`: answers the lines of standard input as they come.
struct PredictCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Classify, or translate, the lines of standard input.",
    discussion: """
      Each line is a text, and is answered with a line: class, probability and the text, with TABs \
      between. An empty line is a text without words, and is answered too.

      A model that writes texts answers with the text alone: line N of the output is that of line N of \
      the input, and an empty line stays empty. With --best N there are up to N lines for each, the best \
      first: the number of the line of the input, the score, which is the mean logarithm of the \
      probabilities of the tokens unless --length-penalty says otherwise, and the text, with TABs \
      between; of an empty line there is one, with neither. How many lines were longer than the model \
      reads, and how many answers were cut, is said on standard error in the end.

      With --format the lines are rows of a table, sentences or objects, and are written again with \
      what was predicted, as `predict RUN from FILE to FILE` does in a script: csv, tsv and jsonl \
      get further cells or fields, conll a further column; the rest stays as it is. They are read as \
      the model's training file was, when that had the same format, unless --option says otherwise: \
      --format csv --option delimiter=';' --option header=no. `lstm help csv` lists the options; a \
      list of names is written columns=id,text, and a TAB \\t. The column of the target may be missing.

      Answers come in the order of the lines, as soon as no further line is waiting.

      With --stream standard input is sound, and is answered while it comes: samples of 16 bits, the lower \
      byte first, one channel, as many a second as the model hears (`arecord -f S16_LE -r 8000`, \
      `sox clip.wav -r 8000 -c 1 -b 16 -e signed -t raw -`) or as --rate says, and then resampled while \
      they come (`arecord -f S16_LE -r 44100`, `--rate 44100`), or a whole WAV or FLAC file. After each frame there is a line: the seconds up to its end, and what is predicted of all \
      that was heard, as it would be of a clip that ends there, bit for bit. Of a transcript there is a line \
      for each symbol. Models that look ahead say why they cannot.
      """)

  @Argument(
    help: ArgumentHelp("A file that `save` wrote.", valueName: "modelfile"), completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "What the lines are: \(AnswerStream.formatNames.joined(separator: ", ")); texts without it.",
      valueName: "format"),
    completion: .list(AnswerStream.formatNames))
  var format: String?

  @Option(
    name: .customLong("option"),
    help: ArgumentHelp("An option of the format; may be repeated.", valueName: "name=value"))
  var options: [String] = []

  @Flag(help: "Answer sound while it comes on standard input.")
  var stream = false

  @Option(
    help: ArgumentHelp(
      "How many samples a second --stream reads; those that the model hears without it.",
      valueName: "hz"))
  var rate: Int?

  @OptionGroup(title: "How texts are written") var search: SearchArguments

  @Option(help: ArgumentHelp("How many threads compute; 0 for one a processor.", valueName: "n"))
  var threads = 0

  mutating func validate() throws {
    try SessionOptions.validate(threads: threads)
    if let format, !AnswerStream.formatNames.contains(format) {
      throw ValidationError(
        "--format is one of \(AnswerStream.formatNames.joined(separator: ", ")), not \(format)")
    }
    if stream, format != nil {
      throw ValidationError("--stream reads sound, which has no --format")
    }
    if stream, let (name, _) = search.given.first {
      let option = name.replacing("_", with: "-")
      throw ValidationError(
        "--stream tells the best symbol of each frame as it comes, and looks for no others: leave "
          + "--\(option) out")
    }
    if let rate {
      if !stream { throw ValidationError("--rate is of sound that comes with --stream") }
      guard LiveAnswers.rates.contains(rate) else {
        throw ValidationError(
          "--rate is from \(LiveAnswers.rates.lowerBound) to \(LiveAnswers.rates.upperBound), not \(rate)"
        )
      }
    }
    if format == nil, !options.isEmpty { throw ValidationError("--option needs --format") }
  }

  func execute(on console: Console) -> ExitStatus {
    execute(on: console, reading: PlainReader())
  }

  /// Answers the lines of a reader.
  func execute(on console: Console, reading reader: PlainReader) -> ExitStatus {
    do {
      let run = try SavedRun(path: file, threads: threads)
      if stream {
        return LiveStream(live: try LiveAnswers(run, rate: rate), console: console).answer()
      }
      var stream = PredictionStream(
        stream: try AnswerStream(
          run, format: format, options: options, search: search.given), console: console)
      return stream.answer(reader)
    } catch {
      Renderer(console: console).receive(.diagnostic(error))
      return error.isOfOptions ? .usage : .runtimeFailure
    }
  }
}
