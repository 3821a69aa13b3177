// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures.
extension Checker {
  mutating func checkPlot(
    _ reference: Expression, _ facet: Name?, of item: Expression?, to path: Expression?
  ) throws(Diagnostic) {
    let name = Name(source[reference.span], reference.span)
    let found = try evaluator.evaluate(reference)
    let file = try path.map { expression throws(Diagnostic) in try plotFile(expression) } ?? nil
    guard case .known(.object(let object)) = found, !object.kind.type.plots.isEmpty else {
      if found.type == .anything { return }
      throw .cannotPlot(name, found.type)
    }
    guard let first = object.plots.first else { throw .nothingToPlot(name, of: object) }
    if let facet, !object.plots.contains(where: { $0.name == facet.text }) {
      throw .unknownPlot(facet, of: object)
    }
    var plot = facet?.text ?? first.name
    var row = 0
    if let item {
      // Without a word it is the sound that is drawn.
      plot = facet?.text ?? DataObject.soundPlots[0].name
      guard let found = try recording(item, of: object, plot) else { return }
      row = found
    }
    if path != nil, file == nil { return }
    add(.plot(object, plot: plot, row: row, to: file, at: name.span))
  }

  /// The row of a recording that a text names; nil when it stands on something that failed.
  private mutating func recording(
    _ item: Expression, of object: any ScriptObject, _ plot: String
  ) throws(Diagnostic) -> Int? {
    guard let data = object as? DataObject, let recordings = data.dataset.numbers?.recordings,
      DataObject.soundPlots.contains(where: { $0.name == plot })
    else { throw .plotsNoRecording(object.name, plot, at: item.span) }
    guard let text = try evaluator.texts([item])?.first?.text else { return nil }
    guard let row = data.rowNumber(text) else {
      throw .noSuchRecording(text, recordings.names, of: "`\(data.name)`", at: item.span)
    }
    return row
  }

  mutating func checkReport(_ expression: Expression) throws(Diagnostic) {
    guard let path = try path(expression) else { return }
    try checkWritable(path, at: expression.span)
    guard PageForms.form(of: path) != nil else {
      throw .pageHasNoForm(path, at: expression.span)
    }
    add(.report(PlotFile(path: resolveOutput(path), shown: path)))
  }

  /// The file that a path's expression names; nil when it stands on something that failed.
  mutating func plotFile(_ expression: Expression) throws(Diagnostic) -> PlotFile? {
    guard let path = try path(expression) else { return nil }
    try checkWritable(path, at: expression.span)
    guard path.lowercased().hasSuffix(".svg") else { throw .plotIsNoSVG(path, at: expression.span) }
    return PlotFile(path: resolveOutput(path), shown: path)
  }
}
