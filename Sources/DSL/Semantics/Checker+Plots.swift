// SPDX-License-Identifier: Apache-2.0

/// Pictures.
extension Checker {
  mutating func checkPlot(
    _ reference: Expression, _ facet: Name?, to path: Expression?
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
    if path != nil, file == nil { return }
    add(.plot(object, plot: facet?.text ?? first.name, to: file, at: name.span))
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
