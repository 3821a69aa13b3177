// SPDX-License-Identifier: Apache-2.0

import DSL

/// Puts charts on a console in the way that suits it.
struct PlotPresenter {
  /// Where they go.
  let console: Console

  /// Draws a chart with an empty line after it.
  func draw(_ chart: Chart) {
    let terminal = console.outputTerminal
    let palette = Palette(isOn: terminal.hasColour)
    guard console.graphics != .none else {
      console.result(palette.paint(TextFitting.singleLine(chart.title), .heading))
      return
    }
    var renderer = PlotRenderer(
      width: terminal.width(), height: terminal.height(), palette: palette)
    if case .curves(let curves) = chart.body, let graphics = graphics(renderer) {
      renderer.leavesRoom = true
      let picture = renderer.picture(chart)
      if let room = picture.room {
        console.picture(picture.lines, overlay(curves, room, picture.lines.count, graphics))
        return
      }
    }
    renderer.leavesRoom = false
    console.picture(renderer.picture(chart).lines, "")
  }

  /// The graphics to use; nil for characters.
  private func graphics(_ renderer: PlotRenderer) -> TerminalGraphics? {
    let terminal = console.outputTerminal
    // The room must be on the screen as a whole when the image comes.
    guard terminal.canRedraw, terminal.width() > renderer.columns,
      terminal.height() >= renderer.rows + 8
    else { return nil }
    let found: TerminalGraphics =
      switch console.graphics {
      case .kitty: .kitty
      case .sixel: .sixel
      case .automatic: console.terminalGraphics
      case .unicode, .none: .charactersOnly
      }
    return found == .charactersOnly ? nil : found
  }

  /// What draws the image into its room and comes back to the line under the picture.
  private func overlay(
    _ curves: Curves, _ room: PlotPicture.Room, _ lines: Int, _ graphics: TerminalGraphics
  ) -> String {
    let image = CurvePainter(room: room, cell: console.outputTerminal.cell()).image(curves)
    let drawing =
      graphics == .kitty
      ? KittyEncoder.encode(image, columns: room.columns, rows: room.rows)
      : SixelEncoder.encode(image)
    return "\u{1B}7\u{1B}[\(lines - room.row)A\u{1B}[\(room.column)C" + drawing + "\u{1B}8"
  }
}
