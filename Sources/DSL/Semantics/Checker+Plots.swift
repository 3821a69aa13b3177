// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures.
extension Checker {
  mutating func checkPlot(_ clause: PlotClause, _ statement: Statement) throws(Diagnostic) {
    var objects: [any ScriptObject] = []
    for reference in clause.objects {
      if let object = try plotted(reference) { objects.append(object) }
    }
    let file = try clause.path.map { path throws(Diagnostic) in try plotFile(path) } ?? nil
    guard objects.count == clause.objects.count, let first = objects.first else { return }
    let name = Name(source[clause.objects[0].span], clause.objects[0].span)
    let plot = try plot(of: objects, clause)
    var recording: Int?
    if let item = clause.item {
      guard let found = try row(of: item, in: objects, plot) else { return }
      recording = found
    }
    let specs = first.kind.type.options(ofPlot: plot)
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`plot … \(plot)`", specs: specs)
      .read(clause.options, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    let settings = Arguments(values, for: specs)
    for object in objects {
      let joint = objects.count > 1 ? object.reasonAgainstJointPlot : nil
      if let reason = joint ?? object.reason(against: plot, settings) {
        let place = clause.options.first?.span ?? clause.facet?.span ?? name.span
        throw .plotDoesNotApply(plot, object, reason, at: place)
      }
    }
    if clause.path != nil, file == nil { return }
    add(
      .plot(
        PlotPlan(
          objects: objects, plot: plot, recording: recording, settings: settings, file: file),
        at: name.span))
  }

  /// What a reference of a `plot` stands for; nil where something else is wrong with it.
  private mutating func plotted(
    _ reference: Expression
  ) throws(Diagnostic) -> (any ScriptObject)? {
    let found = try evaluator.evaluate(reference)
    guard case .known(.object(let object)) = found, !object.kind.type.plots.isEmpty else {
      if found.type == .anything { return nil }
      throw .cannotPlot(Name(source[reference.span], reference.span), found.type)
    }
    return object
  }

  /// Which plot it is: the one that is named, else the first.
  private func plot(
    of objects: [any ScriptObject], _ clause: PlotClause
  ) throws(Diagnostic) -> String {
    let place = clause.objects[0].span
    for (object, reference) in zip(objects, clause.objects) where object.plots.isEmpty {
      throw .nothingToPlot(Name(source[reference.span], reference.span), of: object)
    }
    let first = objects[0]
    if objects.count > 1 {
      let joint = first.kind.type.jointPlots
      for (object, reference) in zip(objects, clause.objects) {
        if object.kind != first.kind {
          throw .plotsOfTwoKinds(first, object, at: reference.span)
        }
      }
      guard let own = joint.first else {
        throw .plotsAlone(first.plots[0].name, first, at: clause.facet?.span ?? place)
      }
      if let facet = clause.facet, first.kind.type.plots.contains(where: { $0.name == facet.text }),
        !joint.contains(facet.text)
      {
        throw .plotsAlone(facet.text, first, at: facet.span)
      }
      if clause.facet == nil { return own }
    }
    if let facet = clause.facet {
      for object in objects where !object.plots.contains(where: { $0.name == facet.text }) {
        throw .unknownPlot(facet, of: object)
      }
    }
    // Of a recording it is the sound that is drawn, where no word says otherwise.
    let usual =
      clause.item != nil && first is DataObject
      ? DataObject.soundPlots[0].name : first.plots[0].name
    return clause.facet?.text ?? usual
  }

  /// The row of a recording that a text names; nil when it stands on something that failed.
  private mutating func row(
    of item: Expression, in objects: [any ScriptObject], _ plot: String
  ) throws(Diagnostic) -> Int? {
    guard objects.count == 1, let data = objects[0] as? DataObject,
      let recordings = data.dataset.numbers?.recordings,
      DataObject.soundPlots.contains(where: { $0.name == plot })
    else { throw .plotsNoRecording(objects[0].name, plot, at: item.span) }
    guard let text = try evaluator.texts([item])?.first?.text else { return nil }
    guard let row = data.rowNumber(text) else {
      throw .noSuchRecording(text, recordings.names, of: "`\(data.name)`", at: item.span)
    }
    return row
  }

  mutating func checkReport(_ expression: Expression) throws(Diagnostic) {
    guard let path = try path(expression) else { return }
    try checkWritable(path, at: expression.span)
    guard ReportForms.form(of: path) != nil else {
      throw .pageHasNoForm(path, at: expression.span)
    }
    add(.report(ReportFile(path: resolveOutput(path), shown: path)))
  }

  /// The file that a path's expression names; nil when it stands on something that failed.
  mutating func plotFile(_ expression: Expression) throws(Diagnostic) -> PlotFile? {
    guard let path = try path(expression) else { return nil }
    try checkWritable(path, at: expression.span)
    guard let form = PictureForm(of: path) else {
      throw .noPictureForm(path, at: expression.span)
    }
    if let missing = form.missingLibrary {
      throw .pictureNeedsLibrary(path, form, missing, at: expression.span)
    }
    return PlotFile(path: resolveOutput(path), shown: path, form: form)
  }
}
