// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `plot` statement draws.
struct PlotPlan {
  /// The things in the picture, of one kind.
  let objects: [any ScriptObject]
  /// Which of their plots.
  let plot: String
  /// The row of the recording that is drawn; nil where none is named.
  let recording: Int?
  /// Its settings.
  let settings: Arguments
  /// The file for it; nil where it is shown.
  let file: PlotFile?

  /// Their names: `r, s`.
  var names: String { objects.map(\.name).joined(separator: ", ") }

  /// The picture; nil where there is nothing to draw.
  ///
  /// Throws what is wrong with a recording that is read for it.
  func chart() throws(DataError) -> Chart? {
    guard let first = objects.first else { return nil }
    if let data = first as? DataObject, DataObject.soundPlots.contains(where: { $0.name == plot }) {
      return try data.chart(plot, ofRecording: recording ?? 0)
    }
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

/// Where the session is written to as a page.
struct ReportFile: Hashable, Sendable {
  /// The file as the system finds it.
  let path: String
  /// The file as the script calls it.
  let shown: String
}
