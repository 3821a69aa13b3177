// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The variables of the environment.
enum Environment {
  /// The value of a variable; nil when it is not set.
  static subscript(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The variables that the program heeds, for the manual; none changes a result.
  static let documented: [(name: String, meaning: String)] = [
    ("HOME", "the folder under which the history of the prompt and the cache of runs are kept"),
    ("XDG_STATE_HOME", "the folder of the history, in place of .local/state in HOME"),
    ("LSTM_CACHE", "the folder in which runs are kept; empty to keep none"),
    ("LSTM_CACHE_LIMIT", "the most bytes that are kept, such as 500MB; 4GB when it is not set"),
    (
      "LSTM_RECORD",
      "the folder in which it is noted what was trained and how well it did; `off` or empty for none"
    ),
    ("XDG_DATA_HOME", "the folder of the record, in place of .local/share in HOME"),
    (
      "LSTM_KERNELS",
      "the kernels that compute: avx512, avx2, neon or reference; the fastest that the processor "
        + "runs when it is not set"
    ),
    ("XDG_CACHE_HOME", "the folder of the cache, in place of .cache in HOME"),
    ("INPUTRC", "the keys of the prompt, as the manual of GNU readline says"),
    ("NO_COLOR", "when it is set and not empty, nothing is coloured"),
    ("TERM", "the terminal; dumb, or none, has neither colour nor a line that is drawn again"),
    (
      "LC_ALL", "the locale, before LC_CTYPE and LANG; one without UTF-8, such as C, draws in ASCII"
    ),
    ("TMUX", "set inside of tmux, which is not asked for the graphics of kitty"),
  ]
}
