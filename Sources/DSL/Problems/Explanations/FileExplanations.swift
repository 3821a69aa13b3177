// SPDX-License-Identifier: Apache-2.0

/// What the codes of files mean.
extension DiagnosticExplanation {
  private static let reviews = (
    name: "reviews.csv", content: "text,label\ngood room,yes\nbad room,no\n"
  )

  static let fileNotFound = DiagnosticExplanation(
    title: "a file that is not there",
    text: """
      There is no file at this path. Relative paths start from the folder of the script, and at \
      the prompt from the folder that the program was started in; `~` and variables are not \
      expanded. All files are looked for before anything trains.
      """,
    files: [reviews],
    wrong: #"data d = csv "revews.csv" { split 100/0/0 }"#,
    right: #"data d = csv "reviews.csv" { split 100/0/0 }"#)

  static let unreadableFile = DiagnosticExplanation(
    title: "a file that cannot be read",
    text: """
      Something is there, but it is a folder, its permissions keep it from being read, it is no \
      text, its compression is damaged, or it is a file of sound whose samples are written in a way \
      that is not read. The message says which of these. Data files are UTF-8 text, and may be \
      compressed with gzip; files of sound are WAV or FLAC.
      """,
    files: [reviews],
    wrong: #"data d = csv "." { split 100/0/0 }"#,
    right: #"data d = csv "reviews.csv" { split 100/0/0 }"#)

  static let unwritableFile = DiagnosticExplanation(
    title: "a file that cannot be written",
    text: """
      The folder does not exist, the path names a folder, or permissions or the disk do not \
      allow it. This is tried before anything trains, so that no long run ends here; folders are \
      not made on the way.
      """,
    given: run,
    wrong: #"save r "missing/r.model""#,
    right: #"save r "r.model""#)

  static let badModelFile = DiagnosticExplanation(
    title: "a file that is no model, or a damaged one",
    text: """
      `load` reads what `save` wrote: a safetensors file with the weights and all that a \
      prediction needs. This one is something else, was cut short or changed on its way, or \
      comes from another version of the program. Its checksum is compared, so a damaged model \
      never predicts.
      """,
    files: [reviews], given: run,
    wrong: #"load s = "reviews.csv""#,
    right: "save r \"r.model\"\nload s = \"r.model\"")

  static let cacheUnusable = DiagnosticExplanation(
    title: "a cache that cannot be written",
    text: """
      Runs are kept in a folder of the user, `~/.cache/lstm` or what LSTM_CACHE names, so that an \
      unchanged run is not trained twice and an interrupted one can go on. That folder cannot be \
      made or written, or its disk is full. Everything else works as usual. An empty LSTM_CACHE \
      says that nothing is to be kept.
      """,
    wrong: "LSTM_CACHE=/proc/nowhere lstm run demo.lstm",
    right: "LSTM_CACHE=/tmp/lstm lstm run demo.lstm",
    trial: .none(reason: "it depends on the folder, not on the script"))

  static let recordUnusable = DiagnosticExplanation(
    title: "a record that cannot be written",
    text: """
      It is noted of every run what was trained, on what and how well: in a folder of the user, \
      `~/.local/share/lstm/record` or what LSTM_RECORD names. That folder cannot be made or written, \
      or its disk is full. Runs go on as usual, but `runs` does not show all of them. LSTM_RECORD=off \
      says that nothing is to be noted.
      """,
    wrong: "LSTM_RECORD=/proc/nowhere lstm run demo.lstm",
    right: "LSTM_RECORD=/tmp/record lstm run demo.lstm",
    trial: .none(reason: "it depends on the folder, not on the script"))
}
