// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// Draws a text on grounds of its weights; without colour signs stand after what weighs.
  func draw(_ text: TokenWeights, on grid: inout PlotGrid) {
    for track in text.tracks {
      grid.put(TextFitting.cut(track.name, to: columns), column: 0, row: grid.rows + 1, ink: .faint)
      var (column, row) = (0, grid.rows)
      let shares = track.shares(text.tokens.count)
      for token in text.tokens.indices.prefix(TokenWeights.most) {
        let share = shares[token]
        let shown = TextFitting.cut(text.tokens[token], to: columns - 4) + sign(share, track)
        let width = DisplayWidth.of(TextFitting.singleLine(shown))
        if column > 0, column + width > columns { (column, row) = (0, row + 1) }
        grid.put(shown, column: column, row: row, ink: ink(share, track))
        column += width + 1
      }
      legend(keys(of: track), column: 0, on: &grid)
    }
    if text.tokens.count > TokenWeights.most {
      note("the first \(TokenWeights.most) of \(text.tokens.count) tokens", on: &grid)
    }
  }

  private func ink(_ share: Double, _ track: TokenWeights.Track) -> PlotInk {
    guard palette.isOn else { return .plain }
    return track.isSigned ? .leaning(share) : .shade(share)
  }

  /// What stands after a token in the place of a colour: `++` for what weighs most, nothing for little.
  private func sign(_ share: Double, _ track: TokenWeights.Track) -> String {
    guard !palette.isOn, share.magnitude >= 1.0 / 3 else { return "" }
    let mark = !track.isSigned ? "*" : share < 0 ? "-" : "+"
    return share.magnitude >= 2.0 / 3 ? mark + mark : mark
  }

  private func keys(of track: TokenWeights.Track) -> [Key] {
    let reach = FixedDecimal.string(track.reach, decimals: 3)
    let key = { (share: Double, mark: String, name: String) in
      Key(sign: palette.isOn ? "  " : mark, ink: ink(share, track), name: name)
    }
    guard track.isSigned else { return [key(1, "**", reach), key(0, "  ", "0")] }
    return [key(1, "++", "for it, +\(reach)"), key(-1, "--", "against it, -\(reach)")]
  }
}
