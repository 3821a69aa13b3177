// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a log for programs notes of a run.
extension RunObject {
  /// The run begins.
  func startRecord(_ origin: RunTraining.Origin, remark: String?) -> Record {
    var fields: [(name: String, value: Record.Field)] = [
      ("run", .text(name)), ("stack", .text(setup.stackText)),
      ("parameters", .number(Double(model.layout.parameterCount))),
    ]
    if let plan {
      fields += [
        ("data", .text(plan.data.name)),
        ("rows", .number(Double(plan.data.dataset.splits.train.count))),
        ("epochs", .number(Double(plan.options.epochs))),
        ("optimizer", .text(plan.options.optimizer.name)),
        ("seed", .number(Double(plan.options.seed))),
      ]
    }
    switch origin {
    case .new: fields.append(("from", .text("start")))
    case .cache: fields.append(("from", .text("cache")))
    case .checkpoint(let epoch, let batch):
      fields += [
        ("from", .text("checkpoint")), ("epoch", .number(Double(epoch))),
        ("batch", .number(Double(batch))),
      ]
    }
    return Record("start", fields, remark: remark)
  }

  /// The run has ended.
  func endRecord(remark: String?) -> Record {
    let names = [
      "status", "epochs", "best_epoch", "train_loss", "valid_loss", "valid_accuracy", "valid_f1",
      "fingerprint",
    ]
    let facts = names.compactMap { field -> (name: String, value: Record.Field)? in
      switch value(of: field) {
      case .number(let number)?: number.isFinite ? (field, .number(number)) : nil
      case .text(let text)?: (field, .text(text))
      default: nil
      }
    }
    return Record("end", [("run", .text(name))] + facts, remark: remark)
  }
}
