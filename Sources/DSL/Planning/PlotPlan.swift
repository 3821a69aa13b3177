// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `plot` statement draws.
struct PlotPlan {
  /// The things in the picture, of one kind.
  let objects: [any ScriptObject]
  /// Which of their plots.
  let plot: String
  /// Its settings.
  let settings: Arguments
  /// The file for it; nil where it is shown.
  let file: PlotFile?

  /// Their names: `r, s`.
  var names: String { objects.map(\.name).joined(separator: ", ") }

  /// The picture; nil where there is nothing to draw.
  var chart: Chart? {
    guard let first = objects.first else { return nil }
    return objects.count == 1
      ? first.chart(plot, settings) : first.kind.type.chart(plot, of: objects)
  }
}

/// Where a picture is written to.
struct PlotFile: Hashable, Sendable {
  /// The file as the system finds it.
  let path: String
  /// The file as the script calls it.
  let shown: String
  /// What kind of file it is.
  let form: PictureForm
}
