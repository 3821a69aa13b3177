// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Tells a picture, or writes it to a file.
  func plot(
    _ object: any ScriptObject, _ plot: String, row: Int, to file: PlotFile?, at span: Span
  ) throws(Diagnostic) {
    try requireResult(object, at: span)
    let chart: Chart?
    do throws(DataError) {
      chart = try (object as? DataObject)?.chart(plot, ofRecording: row) ?? object.chart(plot)
    } catch {
      throw .data(error, at: span)
    }
    guard let chart else {
      throw .nothingToPlot(plot, of: object, at: span)
    }
    guard let file else {
      session.tell(.chart(chart))
      return
    }
    try write(SVGWriter.write(chart), of: object, plot: plot, to: file, at: span)
  }

  /// Writes a picture to a file.
  func write(
    _ picture: String, of object: any ScriptObject, plot: String, to file: PlotFile, at span: Span
  ) throws(Diagnostic) {
    let bytes = Array(picture.utf8)
    do {
      try FileWriter.write(bytes, to: file.path)
    } catch {
      throw .unwritable(file.shown, reason: error.reason, at: span)
    }
    session.tell(
      .record(
        Record(
          "artefact",
          [
            ("kind", .text("plot")), ("path", .text(file.shown)), ("of", .text(object.name)),
            ("plot", .text(plot)), ("bytes", .number(Double(bytes.count))),
          ],
          remark: "drew \(object.name) to \(file.shown), \(Amount.grouped(bytes.count)) bytes")))
  }
}
