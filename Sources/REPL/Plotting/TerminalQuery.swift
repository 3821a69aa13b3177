// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Asks the terminal what graphics it has.
enum TerminalQuery {
  /// How long an answer may take, in milliseconds.
  private static let patience = 200.0

  /// What came of asking.
  struct Answer {
    /// What the terminal says it has.
    var graphics = TerminalGraphics.charactersOnly
    /// The keys that were typed meanwhile.
    var typed: [UInt8] = []
    /// Whether no answer is to come any more.
    var isComplete = true
  }

  /// Asks, and waits a short time for the answer.
  ///
  /// The terminal is in its ordinary mode again when this returns. Nothing is asked where the
  /// variables say that there is no answer to be had.
  static func graphics() -> Answer {
    guard let question = question(term: Environment["TERM"], isInTmux: Environment["TMUX"] != nil),
      isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1
    else { return Answer() }
    var kept = termios()
    guard tcgetattr(STDIN_FILENO, &kept) == 0 else { return Answer() }
    var raw = kept
    // Keys come one by one and are not echoed; Ctrl-C stays what it is.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return Answer() }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &kept) }
    guard FileDescriptor.write(Array(question.utf8), to: STDOUT_FILENO) == nil else {
      return Answer()
    }
    var reply = GraphicsReply()
    let end = Clock.seconds() + patience / 1000
    while !reply.isComplete, let bytes = input(until: end), !bytes.isEmpty { reply.take(bytes) }
    reply.end()
    return Answer(
      graphics: reply.isComplete ? reply.graphics : .charactersOnly, typed: reply.typed,
      isComplete: reply.isComplete)
  }

  /// What to ask a terminal; nil for one that has no graphics.
  ///
  /// A multiplexer would show the question about kitty's protocol as a title.
  static func question(term: String?, isInTmux: Bool) -> String? {
    guard let term, !term.isEmpty, term != "dumb", term != "linux" else { return nil }
    let isMultiplexer = isInTmux || term.hasPrefix("tmux") || term.hasPrefix("screen")
    return (isMultiplexer ? "" : GraphicsReply.kittyQuestion) + GraphicsReply.attributesQuestion
  }

  /// The next bytes that come before a moment; nil when none do.
  private static func input(until end: Double) -> [UInt8]? {
    let left = end - Clock.seconds()
    guard left > 0 else { return nil }
    var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&waited, 1, Int32((left * 1000).rounded(.up))) > 0 else { return nil }
    return FileDescriptor.read(from: STDIN_FILENO, limit: 4096)
  }
}
