// SPDX-License-Identifier: Apache-2.0

/// The two output streams, kept in order, and the one live line that may stand below them.
final class Console {
  /// Where results go.
  let output: any TextSink
  /// What stands after `output`.
  private(set) var outputTerminal: Terminal
  /// What stands after `errors`.
  private(set) var errorTerminal: Terminal
  private let errors: any TextSink
  private var isLive = false
  /// What cuts long results to the screen; nil where all is to be shown at once.
  var pager: Pager?
  /// How pictures are drawn.
  var graphics = GraphicsMode.automatic
  /// Finds out what the terminal can show; called once, when that is first needed.
  var findGraphics: () -> TerminalGraphics = { .charactersOnly }
  private(set) lazy var terminalGraphics = findGraphics()

  /// A console on two streams.
  init(
    output: any TextSink, outputTerminal: Terminal, errors: any TextSink, errorTerminal: Terminal
  ) {
    self.output = output
    self.outputTerminal = outputTerminal
    self.errors = errors
    self.errorTerminal = errorTerminal
  }

  /// Whether text is coloured.
  var hasColour: Bool {
    get { outputTerminal.hasColour }
    set {
      outputTerminal.hasColour = newValue
      errorTerminal.hasColour = newValue
    }
  }

  /// Writes a result, ending it with a line feed if it has none.
  func result(_ text: String) {
    write(
      pager?.cut(text, width: outputTerminal.width(), height: outputTerminal.height()) ?? text)
  }

  /// Writes a result that the program draws: a table, help.
  func drawing(_ text: String) { result(drawn(text, on: outputTerminal)) }

  /// The text in the characters that a stream has.
  private func drawn(_ text: String, on terminal: Terminal) -> String {
    terminal.isUnicode ? text : PlainGlyphs.of(text)
  }

  /// Writes the next screenful of what was cut; false when nothing is left.
  func more() -> Bool {
    let (width, height) = (outputTerminal.width(), outputTerminal.height())
    guard let text = pager?.more(width: width, height: height) else { return false }
    write(text)
    return true
  }

  /// Writes the lines of a picture, what draws an image into them, and an empty line.
  func picture(_ lines: [String], _ overlay: String) {
    write(drawn(lines.joined(separator: "\n"), on: outputTerminal) + "\n" + overlay + "\n")
  }

  /// Writes a piece of a result as it comes; on a terminal at once.
  func piece(_ text: String) {
    eraseLive()
    output.write(text)
    if outputTerminal.isTerminal { output.flush() }
  }

  private func write(_ text: String) {
    eraseLive()
    output.write(endingInLineFeed(text))
    if outputTerminal.isTerminal { output.flush() }
  }

  /// Writes what is not a result: progress, notes, diagnostics.
  ///
  /// Results before it come out first.
  func remark(_ text: String) { log(drawn(text, on: errorTerminal)) }

  /// Writes what is meant for programs where remarks go, as it is.
  func log(_ text: String) {
    eraseLive()
    output.flush()
    errors.write(endingInLineFeed(text))
    errors.flush()
  }

  /// Draws a line that the next one, or anything else that is written, replaces.
  func live(_ line: String) {
    output.flush()
    errors.write("\r\(drawn(line, on: errorTerminal))\u{1B}[K")
    errors.flush()
    isLive = true
  }

  /// Erases the live line and writes out all that is buffered.
  func settle() {
    eraseLive()
    output.flush()
  }

  private func eraseLive() {
    guard isLive else { return }
    isLive = false
    errors.write("\r\u{1B}[K")
    errors.flush()
  }

  private func endingInLineFeed(_ text: String) -> String {
    text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }
}
