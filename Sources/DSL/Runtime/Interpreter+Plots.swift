// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Tells a picture, or writes it to a file.
  func plot(_ plan: PlotPlan, at span: Span) throws(Diagnostic) {
    for object in plan.objects { try requireResult(object, at: span) }
    let chart: Chart?
    do throws(DataError) {
      chart = try plan.chart()
    } catch {
      throw .data(error, at: span)
    }
    guard let first = plan.objects.first, let chart else {
      throw .nothingToPlot(plan.plot, of: plan.objects[0], at: span)
    }
    guard let file = plan.file else {
      session.tell(.chart(chart))
      return
    }
    try write(
      chart, of: plan.objects.count == 1 ? first.name : plan.names, plot: plan.plot, to: file,
      at: span)
  }

  /// Writes a picture to a file.
  func write(
    _ chart: Chart, of names: String, plot: String, to file: PlotFile, at span: Span
  ) throws(Diagnostic) {
    let bytes: [UInt8]
    do {
      bytes = try file.form.file(of: SVGWriter.write(chart), title: chart.title)
    } catch {
      throw .pictureFailed(file.shown, reason: error.reason, at: span)
    }
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
            ("kind", .text("plot")), ("path", .text(file.shown)), ("of", .text(names)),
            ("plot", .text(plot)), ("bytes", .number(Double(bytes.count))),
          ],
          remark: "drew \(names) to \(file.shown), \(Amount.grouped(bytes.count)) bytes")))
  }
}
