// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What training cannot do where a head scores whole sequences.
extension Checker {
  /// A random field scores whole sequences, so that no class has a weight or a share to give away.
  func checkForField(
    _ training: TrainingReader.Outcome, _ head: ModelHead, at span: Span
  ) throws(Diagnostic) {
    let settings = training.options.settings
    if let place = training.places["class_weights"],
      settings[TrainingOptions.Key.classWeights] != .word("none")
    {
      throw .notForField("class_weights", head, at: place)
    }
    if settings[TrainingOptions.Key.labelSmoothing] > 0 {
      throw .notForField("label_smoothing", head, at: training.places["label_smoothing"] ?? span)
    }
  }

  /// Lists the rows whose transcripts do not fit in the steps that a model makes of them.
  mutating func checkTranscripts(
    _ model: Model, _ data: DataObject, at span: Span
  ) throws(Diagnostic) {
    let dataset = data.dataset
    let misfits = model.misfits(of: dataset.examples, dataset.splits.train)
    guard !misfits.isEmpty else { return }
    let first = misfits.prefix(3).map { misfit in
      "\(dataset.place(of: misfit.row)): \(misfit.steps) step\(misfit.steps == 1 ? "" : "s"), and "
        + "\(misfit.needed) needed"
    }
    let all = dataset.splits.train.count
    if misfits.count == all { throw .noTranscriptFits(data.name, first, at: span) }
    report(.transcriptsDoNotFit(data.name, misfits.count, of: all, first, at: span))
  }

  /// Rows can be read in pieces where all that is handed on from one to the next is a state.
  func checkPieces(
    _ options: TrainingOptions, _ model: Model, _ targets: [String], at span: Span
  ) throws(Diagnostic) {
    let steps = options.settings[TrainingOptions.Key.bptt]
    if let layer = model.firstLayer(unreadableInPiecesOf: steps) {
      throw .unreadableInPieces(layer, steps, at: span)
    }
    if let head = model.heads.first(where: \.scoresSequences) {
      throw .piecesOfField(head, at: span)
    }
    // What is right for a whole row says nothing of its pieces, from which tags learn.
    guard Set(model.heads.map(\.shape.places)).count == 1 else {
      throw .piecesOfTargets(targets, at: span)
    }
  }
}
