// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The fields of a run, and why it lacks some.
extension RunObject {
  static let fields = ownFields + validFields

  /// The figures of the kept epoch, by the name of each metric.
  static let validFields = MetricCatalog.entries.filter(\.canRank).map { metric in
    FieldSpec(
      name: "valid_\(metric.name)", type: .number,
      summary: "of the kept epoch on the validation split: \(metric.summary)")
  }

  /// The metric of a field; nil for another field.
  static func metric(of field: String) -> MetricEntry? {
    field.hasPrefix("valid_") ? MetricCatalog.entry(String(field.dropFirst(6))) : nil
  }

  private static let ownFields = [
    FieldSpec(name: "epochs", type: .number, summary: "epochs that were finished"),
    FieldSpec(name: "best_epoch", type: .number, summary: "the epoch whose weights were kept"),
    FieldSpec(name: "train_loss", type: .number, summary: "training loss of the kept epoch"),
    FieldSpec(name: "parameters", type: .number, summary: "numbers that are trained"),
    FieldSpec(name: "fingerprint", type: .text, summary: "hash of the weights"),
    FieldSpec(
      name: "status", type: .text,
      summary: "finished, patience, time, pruned, interrupted, diverged or loaded"),
    FieldSpec(
      name: "best_rate", type: .number,
      summary: "where the loss fell fastest, after the schedule `range_test`"),
  ]

  func value(of field: String) -> Value? {
    if field == "parameters" { return .number(Double(model.layout.parameterCount)) }
    guard let outcome else { return nil }
    let (result, kept) = (outcome.result, keptEpoch)
    switch field {
    case "epochs": return .number(Double(result?.epochs.count ?? 0))
    case "best_epoch": return .number(Double(outcome.description.keptEpoch))
    case "train_loss": return (kept?.trainLoss).map { .number($0) }
    case "fingerprint": return .text(outcome.fingerprint)
    case "status": return .text(status(result?.end))
    case "best_rate": return (rateTest?.best).map { .number($0) }
    default:
      return Self.metric(of: field).flatMap { kept?.figure(FigureName($0.name)) }
        .map { .number($0) }
    }
  }

  /// The epoch whose weights it has; nil before it has run, for a loaded run, and where none was
  /// finished.
  ///
  /// Where the mean of several is kept it has the figures of that.
  var keptEpoch: EpochResult? {
    guard let result = outcome?.result,
      let epoch = result.epochs.first(where: { $0.epoch == result.keptEpoch })
    else { return nil }
    guard let mean = result.mean, mean.isKept, !mean.valid.isEmpty else { return epoch }
    return EpochResult(
      epoch: epoch.epoch, trainLoss: epoch.trainLoss, valid: mean.valid, isBest: epoch.isBest)
  }

  func absence(of field: String) -> String? {
    switch field {
    case "best_rate":
      guard plan?.options.schedule.name == "range_test" else {
        return "it is what the schedule `range_test` looks for"
      }
      return outcome != nil && rateTest == nil ? "no step was taken" : nil
    case "best_epoch": return outcome.flatMap { $0.description.keptEpoch > 0 ? nil : Self.noEpoch }
    case "train_loss": return absenceOfEpochs
    default:
      guard let metric = Self.metric(of: field) else { return nil }
      guard task.metric(metric.name) != nil else { return metric.absence(of: task) }
      if let plan, plan.data.dataset.splits.valid.isEmpty {
        return "`\(plan.data.name)` has no validation split"
      }
      return absenceOfEpochs ?? absence(of: metric)
    }
  }

  /// Why there are no figures of epochs.
  private var absenceOfEpochs: String? {
    guard plan != nil else { return "a model file keeps no figures of epochs" }
    return outcome != nil && keptEpoch == nil ? Self.noEpoch : nil
  }

  /// Why the epochs lack a figure of the task: they note those that are watched, and the one that
  /// chooses the epoch.
  private func absence(of metric: MetricEntry) -> String? {
    let isNoted =
      task.leading.watched.contains(metric)
      || plan?.options.monitor == FigureName(metric.name)
    return isNoted ? nil : "epochs do not note it unless the run has `by=\(metric.name)`"
  }

  private static let noEpoch = "no epoch was finished"

  private func status(_ end: TrainingEnd?) -> String {
    switch end {
    case .finished: "finished"
    case .patience: "patience"
    case .interrupted: "interrupted"
    case .timeUp: "time"
    case .pruned: "pruned"
    case .diverged: "diverged"
    case nil: "loaded"
    }
  }
}
