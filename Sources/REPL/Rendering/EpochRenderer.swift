// SPDX-License-Identifier: Apache-2.0

import DSL

/// Turns training into lines: one for each epoch, and a live one while an epoch goes on.
struct EpochRenderer {
  private static let widestBar = 24
  private static let narrowestBar = 8

  /// The colours to use.
  var palette: Palette

  /// `epoch  3/10  train.loss 0.412  valid.loss 0.518  *`; `*` marks the best weights so far.
  ///
  /// Times stand after it where a width is given and leaves room for them; a log, which has none,
  /// is the same from run to run.
  func line(_ report: EpochReport, width: Int? = nil) -> String {
    var parts = [label(epoch: report.epoch, of: report.epochs)]
    parts += report.values.map { "\($0.name) \(FixedDecimal.short($0.value))" }
    if report.isBest { parts.append("*") }
    let times = [
      Quantity.duration(report.seconds), Quantity.rate(report.rowsPerSecond, of: report.unit),
    ]
    .filter { !$0.isEmpty }.map { "  \($0)" }.joined()
    let room = (width ?? 0) - DisplayWidth.of(parts.joined(separator: "  "))
    if report.isBest { parts[parts.count - 1] = palette.paint("*", .good) }
    let line = parts.joined(separator: "  ")
    return room >= DisplayWidth.of(times) ? line + palette.paint(times, .faint) : line
  }

  /// The live line, at most `width` columns wide: what matters less goes first where room is short.
  ///
  /// - Parameter trail: the losses so far as blocks; empty for none.
  func liveLine(_ progress: BatchProgress, trail: String = "", width: Int) -> String {
    // One of several runs says which.
    let place = progress.run.contains(" ") ? progress.run + "  " : ""
    let label = place + label(epoch: progress.epoch, of: progress.epochs)
    let loss = "loss \(FixedDecimal.short(progress.loss))"
    let metric = progress.metric.map { "\($0.name) \(FixedDecimal.short($0.value))" } ?? ""
    let rate = Quantity.rate(progress.rowsPerSecond, of: progress.unit)
    let left = "\(Quantity.duration(progress.secondsLeft)) left"
    let choices = [
      [loss, trail, metric, rate, left], [loss, trail, metric, left], [loss, trail, left],
      [loss, left], [loss],
    ].map { $0.filter { !$0.isEmpty }.joined(separator: "  ") }
    for facts in choices {
      let room = width - DisplayWidth.of(label) - DisplayWidth.of(facts) - 4
      guard room >= Self.narrowestBar else { continue }
      let painted =
        trail.isEmpty ? facts : facts.replacing(trail, with: palette.paint(trail, .done))
      return "\(label)  \(bar(progress, columns: min(room, Self.widestBar)))  \(painted)"
    }
    return TextFitting.cut("\(label)  \(loss)", to: width)
  }

  private func label(epoch: Int, of epochs: Int) -> String {
    let total = String(epochs)
    return "epoch \(TextFitting.pad(String(epoch), to: total.count, alignment: .right))/\(total)"
  }

  private func bar(_ progress: BatchProgress, columns: Int) -> String {
    let share = Double(progress.batch) / Double(max(progress.batches, 1))
    let done = Int((min(max(share, 0), 1) * Double(columns)).rounded(.down))
    return palette.paint(String(repeating: "━", count: done), .done)
      + palette.paint(String(repeating: "─", count: columns - done), .faint)
  }
}
