// SPDX-License-Identifier: Apache-2.0

import DSL

/// Gathers what the fences of a page print, as it stands on standard output: without colours, at one width
/// on every machine, and pictures as files.
final class PageSink: Sink {
  /// The columns that a line may take.
  static let width = 100

  private let page: PageOutputs
  private let text = GatheredText()
  private let renderer: Renderer
  /// The outputs of each fence.
  private(set) var outputs: [[PageOutputs.Output]]
  /// The pictures by the names of their files.
  private(set) var pictures: [(file: String, svg: String)] = []
  /// The fence of each statement by its number.
  private var fences: [Int: Int] = [:]
  private var fence: Int?

  /// A sink for the fences of a page.
  init(_ page: PageOutputs) {
    self.page = page
    outputs = Array(repeating: [], count: page.count)
    let console = Console(
      output: text,
      outputTerminal: Terminal(isTerminal: false, hasColour: false, canRedraw: false) {
        Self.width
      }, errors: GatheredText(), errorTerminal: .none)
    renderer = Renderer(console: console, showsResultsOnly: true)
  }

  func begin(_ script: String) {}

  func end(_ status: ExitStatus) { settle() }

  func receive(_ event: Event) {
    switch event {
    case .entry(let entry): receive(entry)
    case .chart(let chart):
      guard let fence else { return }
      settle()
      self.fence = fence
      let file = Self.name(ofPicture: pictures.count + 1)
      pictures.append((file, SVGWriter.write(chart)))
      outputs[fence].append(.picture(title: chart.title, file: file))
    case .text, .piece, .table, .assertion: if fence != nil { renderer.receive(event) }
    case .diagnostic(let diagnostic):
      guard fence != nil, diagnostic.severity == .error else { return }
      text.finishLine()
      // Where it stands is above it; the number of the line would change with what is written.
      var placeless = diagnostic
      (placeless.source, placeless.span) = (nil, nil)
      text.write(DiagnosticRenderer(width: Self.width).render(placeless) + "\n")
    case .note, .progress, .record, .batch, .earlier, .epoch, .details: break
    }
  }

  private func receive(_ entry: EntryEvent) {
    switch entry {
    case .listed(let entries):
      for entry in entries { fences[entry.id] = page.fence(ofLine: entry.line) }
    case .begun(let id):
      guard fences[id] != fence else { return }
      settle()
      fence = fences[id]
    case .ended, .parameter: break
    }
  }

  /// Ends the block of the fence at hand.
  private func settle() {
    let gathered = text.take()
    guard let fence else { return }
    if !gathered.isEmpty { outputs[fence].append(.text(gathered)) }
    self.fence = nil
  }

  private static let pictureName = (start: "plot-", end: ".svg")

  /// The file of a picture by its number on the page.
  static func name(ofPicture number: Int) -> String {
    "\(pictureName.start)\(number)\(pictureName.end)"
  }

  /// Whether a file in the folder of a page is a picture that was written for it.
  static func isPicture(_ file: String) -> Bool {
    guard file.hasPrefix(pictureName.start), file.hasSuffix(pictureName.end) else { return false }
    let number = file.dropFirst(pictureName.start.count).dropLast(pictureName.end.count)
    return Int(number).map { name(ofPicture: $0) == file } ?? false
  }
}

/// Text that is gathered and taken away.
private final class GatheredText: TextSink {
  private var text = ""

  func write(_ text: String) { self.text += text }

  func flush() {}

  /// Ends the line at hand, if one has begun.
  func finishLine() {
    if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
  }

  func take() -> String {
    defer { text = "" }
    return text
  }
}
