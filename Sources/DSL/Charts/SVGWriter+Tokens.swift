// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  /// Where a token stands: its line, and its place along it.
  private struct Cell {
    let token: Int
    let line: Int
    let x: Double
    let width: Double
  }

  private static let tokenSize = 15.0
  private static let tokenLine = 30.0
  private static let tokenWidth = 720.0

  /// A text, its tokens on grounds of their weights; from right to left where it is written so.
  static func write(_ chart: Chart, _ text: TokenWeights) -> String {
    let cells = cells(of: text)
    let lines = (cells.last?.line ?? -1) + 1
    let block = 2 * line + Double(lines) * tokenLine + 10
    let left = text.tokens.count - cells.count
    let notes =
      chart.notes + (left > 0 ? ["the first \(cells.count) tokens; \(left) more are left out"] : [])
    let height = headingHeight + block * Double(text.tracks.count) + margin
    var canvas = SVGCanvas(
      width: tokenWidth, height: height + Double(notes.count) * line)
    var y = heading(chart, on: &canvas)
    let isRightToLeft = text.isRightToLeft
    for track in text.tracks {
      let shares = track.shares(text.tokens.count)
      canvas.text(SVGCanvas.cut(track.name, to: tokenWidth - 2 * margin), margin, y, colour: faint)
      _ = legend(keys(of: track), at: y + line, on: &canvas)
      let top = y + 2 * line - 8
      for cell in cells {
        let share = shares[cell.token]
        let x = isRightToLeft ? tokenWidth - cell.x - cell.width : cell.x
        let middle = top + (Double(cell.line) + 0.5) * tokenLine
        canvas.box(
          x, middle - 12, cell.width, 24,
          colour: track.isSigned ? diverging(share) : ramp(share),
          name: "\(text.tokens[cell.token]): \(track.text(cell.token))")
        canvas.text(
          shown(text.tokens[cell.token]), x + cell.width / 2, middle + 5, anchor: .middle,
          colour: share > 0.6 ? "#ffffff" : "#222222", size: tokenSize)
      }
      y += block
    }
    var closing = chart
    closing.notes = notes
    self.notes(closing, from: height, on: &canvas)
    return canvas.document(title: chart.title)
  }

  private static func shown(_ token: String) -> String {
    SVGCanvas.cut(token, to: tokenWidth - 2 * margin - 8, size: tokenSize)
  }

  /// The tokens line by line.
  private static func cells(of text: TokenWeights) -> [Cell] {
    var cells: [Cell] = []
    var (x, line) = (margin, 0)
    for token in text.tokens.indices.prefix(TokenWeights.most) {
      let width = max(SVGCanvas.width(of: shown(text.tokens[token]), size: tokenSize) + 8, 14)
      if x > margin, x + width > tokenWidth - margin { (x, line) = (margin, line + 1) }
      cells.append(Cell(token: token, line: line, x: x, width: width))
      x += width + 3
    }
    return cells
  }

  private static func keys(of track: TokenWeights.Track) -> [Key] {
    let text = { (value: Double) in FixedDecimal.string(value, decimals: 3) }
    let box = { (name: String, colour: String) in
      Key(name: name, sign: .box(colour: colour, opacity: 1))
    }
    guard track.isSigned else {
      return [box("0", ramp(0)), box(text(track.reach), ramp(1))]
    }
    return [
      box("against it, -\(text(track.reach))", diverging(-1)), box("0", diverging(0)),
      box("for it, +\(text(track.reach))", diverging(1)),
    ]
  }

  /// From orange over nearly white to blue, which all tell apart who see colours at all.
  static func diverging(_ share: Double) -> String {
    let share = min(max(share.isFinite ? share : 0, -1), 1)
    let end = share < 0 ? (232.0, 119.0, 34.0) : (0.0, 92.0, 160.0)
    return mixed((247, 247, 247), end, share.magnitude)
  }
}
